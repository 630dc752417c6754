//! The OpenAPI document.

use std::collections::BTreeMap;

use axum::handler::Handler;
use serde_json::{Map, Value, json};

use crate::openapi::operation::Operation;
use crate::openapi::routes::{Method, Routes};
use crate::openapi::signature::Signature;
use crate::openapi::{descriptions, errors};
use crate::runtime::state::AppState;

const DESCRIPTION: &str = "kith answers three APIs over one set of users: the community API under `/api/v2/`, the site \
    API under `/api/users/` and `/api/actions/`, and the directory API (JSON:API 1.1) under `/users/`, `/folders/` and \
    `/nodes/`. A user registered through one API is the same user in the other two. Every path also works without its \
    trailing slash.";

const TOKEN: &str = "A JSON Web Token from `POST /oauth/token/`, `POST /api/users/login/` or \
    `POST /api/users/register/`, or one that a host application signs with the shared secret. Send it as `Authorization: Bearer <token>` or \
    `Authorization: Token <token>`. Bad credentials are a 401 even where none are needed.";

/// A route, and the function that serves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// The name of the function.
    pub function: &'static str,
    /// The method.
    pub method: Method,
    /// The path, with parameters such as `{id}`.
    pub path: &'static str,
}

/// An OpenAPI document, built from route tables.
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
        let tag = self.tags.last().map_or("", |(name, _)| name);
        let operation = describe(T::describe(Operation::new(path, tag)));
        self.operations.push((Route { function: self.function, method, path }, operation));
        self
    }

    fn of_function(self, function: &'static str) -> Self {
        Self { function, ..self }
    }

    fn tag(mut self, name: &'static str, description: &'static str) -> Self {
        // The last tag is the current one.
        self.tags.retain(|(known, _)| *known != name);
        self.tags.push((name, description));
        self
    }
}

impl Document {
    /// All routes.
    pub fn routes(&self) -> impl Iterator<Item = Route> {
        self.operations.iter().map(|(route, _)| *route)
    }

    /// The routes whose operation is incomplete: no id, text or response, or no schema for a body that the handler
    /// reads.
    pub fn incomplete(&self) -> Vec<Route> {
        let incomplete = self.operations.iter().filter(|(_, operation)| !operation.is_complete());
        incomplete.map(|(route, _)| *route).collect()
    }

    /// The names that two different schemas share.
    pub fn clashes(&self) -> Vec<String> {
        let mut seen: BTreeMap<&String, &Value> = BTreeMap::new();
        let mut clashes = Vec::new();
        for (name, schema) in self.operations.iter().flat_map(|(_, operation)| &operation.schemas) {
            if *seen.entry(name).or_insert(schema) != schema {
                clashes.push(name.clone());
            }
        }
        clashes
    }

    /// The schemas, and the properties of schemas, that have no description, as paths in the document.
    pub fn undescribed(&self) -> Vec<String> {
        descriptions::missing(&self.to_json())
    }

    /// The document as JSON. Names are sorted, so that the file changes only where the API does.
    pub fn to_json(&self) -> Value {
        let (mut paths, mut schemas) = (Map::new(), errors::schemas());
        for (Route { method, path, .. }, operation) in &self.operations {
            let item = paths.entry(*path).or_insert_with(|| json!({}));
            item[method.as_str()] = operation.to_json(path);
            schemas.extend(operation.schemas.iter().map(|(name, schema)| (name.clone(), schema.clone())));
        }
        let paths = Value::Object(paths);
        let mut error_responses = errors::responses();
        let text = paths.to_string();
        error_responses.retain(|name, _| text.contains(&format!("responses/{name}\"")));
        let mut tags = self.tags.clone();
        tags.sort_unstable();
        json!({
            "openapi": "3.1.0",
            "info": {
                "title": "kith API",
                "version": env!("CARGO_PKG_VERSION"),
                "description": DESCRIPTION,
                "license": {"name": "MIT", "identifier": "MIT"},
                "contact": {"name": "The operators of this deployment"},
            },
            "servers": [{"url": "/", "description": "The server that this document was loaded from."}],
            "tags": tags.iter().map(|(name, description)| json!({"name": name, "description": description})).collect::<Vec<_>>(),
            "paths": paths,
            "components": {
                "schemas": schemas,
                "responses": error_responses,
                "securitySchemes": {
                    "token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": TOKEN},
                },
            },
        })
    }
}
