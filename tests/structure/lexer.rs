//! As much of Rust's grammar as it takes to tell code, comments and literals apart.

/// A source file, taken apart.
#[derive(Debug, Default)]
pub struct Source {
    /// The code without comments and without what stands in literals.
    pub code: String,
    /// The contents of all string literals, escapes as written.
    pub literals: Vec<String>,
}

impl Source {
    /// Takes a file's text apart.
    pub fn of(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut source = Self::default();
        let mut at = 0;
        while at < chars.len() {
            let rest = &chars[at..];
            at += match rest {
                ['/', '/', ..] => rest.iter().position(|c| *c == '\n').unwrap_or(rest.len()),
                ['/', '*', ..] => block_comment(rest),
                ['"', ..] => source.string(rest),
                ['\'', '\\', ..] => 2 + rest[2..].iter().skip(1).position(|c| *c == '\'').unwrap_or(0) + 2,
                ['\'', _, '\'', ..] => 3,
                ['r', '"' | '#', ..] if !source.in_word() => source.raw_string(rest),
                [c, ..] => {
                    source.code.push(*c);
                    1
                }
                [] => 0,
            };
        }
        source
    }

    /// The identifiers and numbers of the code, in order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.code.split(|c: char| !is_word(c)).filter(|word| !word.is_empty())
    }

    /// What follows `crate::`: modules of the crate, or what a group or glob begins with.
    pub fn modules_of_crate(&self) -> Vec<String> {
        let dense: String = self.code.split_whitespace().collect();
        let after = dense.split("crate::").skip(1);
        after
            .map(|rest| {
                let word: String = rest.chars().take_while(|c| is_word(*c)).collect();
                if word.is_empty() { rest.chars().take(1).collect() } else { word }
            })
            .collect()
    }

    fn in_word(&self) -> bool {
        // `br"..."` is one literal, and its `b` stays behind in the code.
        self.code.chars().last().is_some_and(|c| is_word(c) && c != 'b')
    }

    fn string(&mut self, text: &[char]) -> usize {
        let mut end = 1;
        while end < text.len() && text[end] != '"' {
            end += if text[end] == '\\' { 2 } else { 1 };
        }
        self.literals.push(text[1..end.min(text.len())].iter().collect());
        self.code.push_str("\"\"");
        end + 1
    }

    fn raw_string(&mut self, text: &[char]) -> usize {
        let hashes = text[1..].iter().take_while(|c| **c == '#').count();
        if text.get(1 + hashes) != Some(&'"') {
            // A raw identifier.
            self.code.push('r');
            return 1;
        }
        let start = hashes + 2;
        let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
        let length = text[start..].windows(end.len()).position(|window| window == end).expect("a closed raw string");
        self.literals.push(text[start..start + length].iter().collect());
        self.code.push_str("\"\"");
        start + length + end.len()
    }
}

fn block_comment(text: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    loop {
        match text[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            [_, ..] => at += 1,
            [] => return at,
        }
        if depth == 0 {
            return at;
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[test]
fn comments_literals_and_code_are_told_apart() {
    let source = Source::of(
        r##"
        //! axum
        /* aws_ /* nested */ aws_ */
        use crate::domain::{Id, User}; use crate :: store;
        fn f<'a>(x: &'a str) -> char { let _ = ("U#\"{x}", r#"PK"#, b"raw", br"SK", '"', '\'', '\u{1F}', r"a\"); 'b' }
        "##,
    );
    assert_eq!(source.literals, [r#"U#\"{x}"#, "PK", "raw", "SK", r"a\"]);
    assert!(!source.words().any(|word| word == "axum" || word == "aws_"), "{}", source.code);
    assert_eq!(source.modules_of_crate(), ["domain", "store"]);
    assert!(source.code.contains("fn f<'a>(x: &'a str)"), "{}", source.code);
    assert!(source.code.trim_end().ends_with('}'), "{}", source.code);
}
