//! The OpenAPI document.

use std::collections::BTreeMap;

use axum::handler::Handler;
use serde_json::{Map, Value, json};

use crate::dialect::Dialect;
use crate::openapi::media::reference;
use crate::openapi::operation::Operation;
use crate::openapi::signature::Signature;
use crate::openapi::{Method, Routes};
use crate::runtime::state::AppState;

const DESCRIPTION: &str = "A community backend in three dialects: the community's under `/api/v2/`, the site's under \
    `/api/`, and the directory's (JSON:API) under `/users/`, `/folders/` and `/nodes/`. A user of one is the same user in \
    the others. Every path answers without its trailing slash as well.";

const TOKEN: &str = "A token from `POST /api/users/login/`, or one that a host application signs itself; `Token` in place \
    of `Bearer` works as well.";

/// A route of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// The function.
    pub function: &'static str,
    /// The method.
    pub method: Method,
    /// The path, with `{id}` and the like.
    pub path: &'static str,
}

/// A route table, read for what it says.
#[derive(Default)]
pub struct Document {
    function: &'static str,
    operations: Vec<(Route, Operation)>,
    tags: Vec<(&'static str, &'static str)>,
}

impl Routes for Document {
    fn on<H, T>(
        mut self,
        (method, path): (Method, &'static str),
        _: H,
        describe: impl FnOnce(Operation) -> Operation,
    ) -> Self
    where
        H: Handler<T, AppState>,
        T: Signature + 'static,
    {
        let tag = self.tags.last().map_or("", |(tag, _)| tag);
        let operation = describe(T::describe(Operation::new(path, tag)));
        self.operations.push((Route { function: self.function, method, path }, operation));
        self
    }

    fn of_function(self, function: &'static str) -> Self {
        Self { function, ..self }
    }

    fn tag(mut self, tag: &'static str, sentence: &'static str) -> Self {
        // The last is the one that the routes to come are about.
        self.tags.retain(|(known, _)| *known != tag);
        self.tags.push((tag, sentence));
        self
    }
}

impl Document {
    /// All routes.
    pub fn routes(&self) -> impl Iterator<Item = Route> {
        self.operations.iter().map(|(route, _)| *route)
    }

    /// The routes of which something is missing: a name, an answer, or the schema of a body that is read.
    pub fn incomplete(&self) -> Vec<Route> {
        let incomplete = self.operations.iter().filter(|(_, operation)| !operation.is_complete());
        incomplete.map(|(route, _)| *route).collect()
    }

    /// The names that two different schemas have.
    pub fn clashes(&self) -> Vec<String> {
        let mut seen: BTreeMap<&String, Value> = BTreeMap::new();
        let mut clashes = Vec::new();
        for (name, schema) in self.operations.iter().flat_map(|(_, operation)| &operation.schemas) {
            let schema = json!(schema);
            if *seen.entry(name).or_insert_with(|| schema.clone()) != schema {
                clashes.push(name.clone());
            }
        }
        clashes
    }

    /// The document as JSON. Names are sorted, so that it changes only where the API does.
    pub fn to_json(&self) -> Value {
        let (mut paths, mut schemas) = (Map::new(), error_schemas());
        for (Route { method, path, .. }, operation) in &self.operations {
            let item = paths.entry(*path).or_insert_with(|| json!({}));
            item[method.as_str()] = operation.to_json(path);
            schemas.extend(operation.schemas.iter().map(|(name, schema)| (name.clone(), json!(schema))));
        }
        let paths = Value::Object(paths);
        let mut refusals = refusals();
        let mentioned = paths.to_string();
        refusals.retain(|name, _| mentioned.contains(&format!("responses/{name}\"")));
        let mut tags = self.tags.clone();
        tags.sort_unstable();
        json!({
            "openapi": "3.1.0",
            "info": {
                "title": "kith",
                "version": env!("CARGO_PKG_VERSION"),
                "description": DESCRIPTION,
                "license": {"name": "MIT", "identifier": "MIT"},
                "contact": {"name": "Those who run this kith"},
            },
            "servers": [{"url": "/", "description": "The server that this document comes from."}],
            "tags": tags.iter().map(|(name, says)| json!({"name": name, "description": says})).collect::<Vec<_>>(),
            "paths": paths,
            "components": {
                "schemas": schemas,
                "responses": refusals,
                "securitySchemes": {
                    "token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": TOKEN},
                },
            },
        })
    }
}

/// Each status with which something is refused, in each dialect.
fn refusals() -> Map<String, Value> {
    const REASONS: [(u16, &str); 10] = [
        (400, "Something in the request is wrong; nothing has changed."),
        (401, "No credentials where they are needed, or bad ones."),
        (403, "The caller may not do this, or the community is of another mode."),
        (404, "There is no such thing, or not for this caller."),
        (406, "The answer cannot be given in a form that is asked for."),
        (409, "What is asked for contradicts what is there."),
        (413, "The body is too large."),
        (415, "The body is of a content type that is not taken."),
        (429, "Too many attempts."),
        (503, "Not now; again a little later."),
    ];
    let mut refusals = Map::new();
    for dialect in [Dialect::Community, Dialect::Site, Dialect::Directory] {
        let media = if dialect == Dialect::Directory { "application/vnd.api+json" } else { "application/json" };
        for (status, reason) in REASONS {
            let schema = reference(&format!("{dialect:?}Errors"));
            let mut refusal = json!({"description": reason, "content": {media: {"schema": schema}}});
            let header = |says: &str, kind: &str| json!({"description": says, "schema": {"type": kind}});
            match status {
                401 => refusal["headers"] = json!({"WWW-Authenticate": header("`Bearer`", "string")}),
                429 | 503 => refusal["headers"] = json!({"Retry-After": header("Seconds to wait.", "integer")}),
                _ => {}
            }
            refusals.insert(format!("{dialect:?}{status}"), refusal);
        }
    }
    refusals
}

/// The shapes of errors.
fn error_schemas() -> Map<String, Value> {
    let text = json!({"type": "string"});
    let message = json!({
        "type": "object",
        "required": ["code", "message"],
        "properties": {"code": text, "message": text},
    });
    let of_field = json!({
        "type": "object",
        "required": ["field", "messages"],
        "properties": {"field": text, "messages": {"type": "array", "minItems": 1, "items": message}},
    });
    let errors = |items: Value| {
        let list = json!({"type": "array", "minItems": 1, "items": items});
        json!({"type": "object", "required": ["errors"], "properties": {"errors": list}})
    };
    let texts = json!({"type": "array", "minItems": 1, "items": text});
    let source = json!({
        "type": "object",
        "properties": {"pointer": text, "parameter": text, "header": text},
    });
    let of_directory = json!({
        "type": "object",
        "required": ["status", "code", "title", "detail"],
        "properties": {"status": text, "code": text, "title": text, "detail": text, "source": source},
    });
    let mut schemas = Map::new();
    schemas.insert("CommunityErrors".into(), errors(json!({"anyOf": [of_field, message]})));
    schemas.insert(
        "SiteErrors".into(),
        json!({
            "type": "object",
            "description": "By field, under `non_field_errors`, or as `detail`.",
            "minProperties": 1,
            "properties": {"detail": text, "non_field_errors": texts},
            "additionalProperties": {"anyOf": [texts, text]},
        }),
    );
    schemas.insert("DirectoryErrors".into(), errors(of_directory));
    schemas
}
