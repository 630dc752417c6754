//! A Rust file, parsed with `syn`: the paths, words, literals and method calls of its code, without its comments.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ItemUse, Lit, LitByteStr, LitStr, Macro, UseTree, Visibility};

/// How code refers to something by a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceKind {
    /// `use path;`
    Import,
    /// `pub use path;`, with any visibility: the file itself does not use what it re-exports.
    Reexport,
    /// Any other path: in an expression, a type, a pattern, an attribute or the body of a macro.
    Path,
}

/// A path in the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    pub path: Vec<String>,
    pub kind: ReferenceKind,
}

/// A name that a `use` brings into scope; `None` for `*`.
pub type Imported = (Option<String>, Vec<String>);

/// What stands in some code.
#[derive(Debug, Default)]
pub struct Source {
    /// All paths of more than one segment, and those of one segment that are a type, a constant, a call or a macro.
    /// Others may be local variables.
    pub references: Vec<Reference>,
    /// All identifiers, including those of local variables and in macros.
    pub words: Vec<String>,
    /// The contents of all string and byte string literals.
    pub literals: Vec<String>,
    /// All method calls: the name, and whether the call has arguments.
    pub calls: Vec<(String, bool)>,
}

impl Source {
    /// Parses the text of a file.
    pub fn parse(text: &str) -> Self {
        let mut source = Self::default();
        source.visit_file(&syn::parse_file(text).expect("Rust"));
        source
    }

    /// Whether a path begins with the name of this crate.
    pub fn uses_crate(&self, name: &str) -> bool {
        self.references.iter().any(|reference| reference.path.len() > 1 && reference.path[0] == name)
    }

    fn add(&mut self, path: Vec<String>, kind: ReferenceKind) {
        self.references.push(Reference { path, kind });
    }

    /// Adds a `use` and returns the names that it brings into scope.
    pub fn add_use(&mut self, item: &ItemUse) -> Vec<Imported> {
        let kind = match item.vis {
            Visibility::Inherited => ReferenceKind::Import,
            _ => ReferenceKind::Reexport,
        };
        let mut imported = Vec::new();
        flatten(&item.tree, &mut Vec::new(), &mut imported);
        for (_, path) in &imported {
            self.words.extend(path.iter().cloned());
            self.add(path.clone(), kind);
        }
        imported
    }

    /// Macros take any tokens: paths, literals and calls are read from them without knowing what the macro makes of them.
    fn add_tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Group(group) => self.add_tokens(group.stream()),
                TokenTree::Literal(literal) => {
                    if let Ok(literal) = syn::parse_str::<Lit>(&literal.to_string()) {
                        self.visit_lit(&literal);
                    }
                }
                TokenTree::Ident(_) => {
                    let path = path_at(&tokens[at..]);
                    let before = at.checked_sub(1).map(|before| &tokens[before]);
                    // A path of n segments has n - 1 times two colons.
                    at += 3 * (path.len() - 1);
                    self.add_words(before, path, tokens.get(at + 1));
                }
                TokenTree::Punct(_) => {}
            }
            at += 1;
        }
    }

    fn add_words(&mut self, before: Option<&TokenTree>, path: Vec<String>, after: Option<&TokenTree>) {
        if is_punct(before, '\'') {
            // A lifetime.
            return;
        }
        self.words.extend(path.iter().cloned());
        let arguments = match after {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                Some(!group.stream().is_empty())
            }
            _ => None,
        };
        if is_punct(before, '.') {
            self.calls.extend(arguments.map(|arguments| (path[0].clone(), arguments)));
        } else if path.len() > 1 || is_capital(&path[0]) || arguments.is_some() || is_punct(after, '!') {
            self.add(path, ReferenceKind::Path);
        }
    }
}

impl<'ast> Visit<'ast> for Source {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.add_use(item);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let is_keyword = names.len() == 1 && ["crate", "self", "super"].contains(&names[0].as_str());
        if path.leading_colon.is_none() && (names.len() > 1 || is_capital(&names[0])) && !is_keyword {
            self.add(names, ReferenceKind::Path);
        }
        visit::visit_path(self, path);
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let Expr::Path(function) = &*call.func
            && let Some(name) = function.path.get_ident()
        {
            self.add(vec![name.to_string()], ReferenceKind::Path);
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.calls.push((call.method.to_string(), !call.args.is_empty()));
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, one: &'ast Macro) {
        if let Some(name) = one.path.get_ident() {
            self.add(vec![name.to_string()], ReferenceKind::Path);
        }
        self.add_tokens(one.tokens.clone());
        visit::visit_macro(self, one);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        // Comments.
        if attribute.path().is_ident("doc") {
            return;
        }
        if let syn::Meta::List(list) = &attribute.meta {
            self.add_tokens(list.tokens.clone());
        }
        visit::visit_attribute(self, attribute);
    }

    fn visit_ident(&mut self, ident: &'ast proc_macro2::Ident) {
        self.words.push(ident.to_string());
    }

    fn visit_lit_str(&mut self, literal: &'ast LitStr) {
        self.literals.push(literal.value());
    }

    fn visit_lit_byte_str(&mut self, literal: &'ast LitByteStr) {
        self.literals.push(String::from_utf8_lossy(&literal.value()).into_owned());
    }
}

fn flatten(tree: &UseTree, prefix: &mut Vec<String>, imported: &mut Vec<Imported>) {
    let mut leaf = |last: Option<String>, name: Option<String>| {
        let path: Vec<_> = prefix.iter().cloned().chain(last).collect();
        imported.push((name, path));
    };
    match tree {
        UseTree::Path(path) => {
            prefix.push(path.ident.to_string());
            flatten(&path.tree, prefix, imported);
            prefix.pop();
        }
        UseTree::Name(name) if name.ident == "self" => leaf(None, prefix.last().cloned()),
        UseTree::Name(name) => leaf(Some(name.ident.to_string()), Some(name.ident.to_string())),
        UseTree::Rename(rename) if rename.ident == "self" => leaf(None, Some(rename.rename.to_string())),
        UseTree::Rename(rename) => leaf(Some(rename.ident.to_string()), Some(rename.rename.to_string())),
        UseTree::Glob(_) => leaf(None, None),
        UseTree::Group(group) => group.items.iter().for_each(|tree| flatten(tree, prefix, imported)),
    }
}

/// The path that begins with the first of these tokens, which is an identifier.
fn path_at(tokens: &[TokenTree]) -> Vec<String> {
    let mut path = Vec::new();
    let mut rest = tokens;
    while let [TokenTree::Ident(name), after @ ..] = rest {
        path.push(name.to_string());
        rest = match after {
            [first, second, after @ ..] if is_punct(Some(first), ':') && is_punct(Some(second), ':') => after,
            _ => break,
        };
    }
    path
}

fn is_punct(token: Option<&TokenTree>, what: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == what)
}

fn is_capital(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}

mod unit_tests {
    use super::{Reference, ReferenceKind, Source};

    fn has(source: &Source, path: &str, kind: ReferenceKind) -> bool {
        let path = path.split("::").map(str::to_owned).collect();
        source.references.contains(&Reference { path, kind })
    }

    #[test]
    fn paths_are_read_from_imports_code_macros_and_attributes_but_not_from_comments() {
        let source = Source::parse(
            r#"
            //! axum::in_a_comment
            use crate::domain::{Id, post::{self, Poll as P}};
            pub(crate) use inner::*;
            #[derive(serde::Serialize)]
            struct Row { id: crate::types::Id, #[schema(schema_with = texts::line::<5>)] text: String }
            fn f<'a>(x: &'a str) {
                use local::Thing;
                let local = helper(x);
                json!({ "id": views::id(x), "n": one.two(3), "kind": $crate::Kind::A, "l": &'a local });
            }
            "#,
        );
        for import in ["crate::domain::Id", "crate::domain::post", "crate::domain::post::Poll", "local::Thing"] {
            assert!(has(&source, import, ReferenceKind::Import), "{import} in {source:?}");
        }
        assert!(has(&source, "inner", ReferenceKind::Reexport), "{source:?}");
        for path in
            ["serde::Serialize", "crate::types::Id", "texts::line", "helper", "json", "views::id", "crate::Kind::A"]
        {
            assert!(has(&source, path, ReferenceKind::Path), "{path} in {source:?}");
        }
        for absent in ["local", "one", "two", "a"] {
            assert!(!has(&source, absent, ReferenceKind::Path), "{absent} in {source:?}");
        }
        assert!(!source.words.contains(&"axum".to_owned()), "{source:?}");
        assert!(source.words.contains(&"local".to_owned()), "{source:?}");
        assert!(source.uses_crate("serde") && !source.uses_crate("Serialize"));
    }

    #[test]
    fn literals_and_calls_are_read_from_code_and_from_macros() {
        let source = Source::parse(
            r##"
            /// "COMMENT#"
            #[serde(rename = "SK")]
            fn f() {
                let _ = (format!("U#\"{x}"), r#"PK"#, b"raw", br"BYTES", '"', "a\\");
                table.scan().next(1);
                join!(table.scan(), rows.after(page));
            }
            "##,
        );
        let mut literals = source.literals.clone();
        literals.sort_unstable();
        assert_eq!(literals, ["BYTES", "PK", "SK", "U#\"{x}", "a\\", "raw"]);
        let calls: Vec<_> = source.calls.iter().map(|(name, arguments)| (name.as_str(), *arguments)).collect();
        for call in [("scan", false), ("next", true), ("after", true)] {
            assert!(calls.contains(&call), "{call:?} in {calls:?}");
        }
        assert_eq!(calls.iter().filter(|call| call.0 == "scan").count(), 2);
    }
}
