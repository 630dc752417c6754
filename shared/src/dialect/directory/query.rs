//! Query parameters (JSON:API 1.1, "Query Parameters"; `docs/api/directory.md`, "Query parameters").

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::dialect::directory::error::wrong_parameter;
use crate::dialect::directory::negotiation::negotiate;
use crate::domain::{Problem, Result};

/// The query parameters and the result of content negotiation. Extraction never fails: [`Query::with`] returns the
/// errors, after the handler has checked that the caller may make the request.
pub struct Query {
    negotiated: Result<()>,
    parameters: Vec<(String, String)>,
}

/// The query parameters that the endpoint knows.
#[derive(Debug, Default)]
pub struct Parameters(BTreeMap<String, String>);

/// Sparse fieldsets: the fields to return, by type of resource. A type without an entry returns all its fields.
#[derive(Debug, Default)]
pub struct Fieldsets(BTreeMap<String, BTreeSet<String>>);

impl Query {
    /// The parameters of an endpoint that knows these names and `fields[...]`. The standard reserves names whose base
    /// has only the letters a to z: unknown ones are an error. Other unknown parameters are ignored. A parameter that
    /// occurs more than once counts with its last value.
    pub fn with(self, known: &[&str]) -> Result<(Parameters, Fieldsets)> {
        self.negotiated?;
        let (mut parameters, mut fields) = (BTreeMap::new(), BTreeMap::new());
        for (name, value) in self.parameters {
            if known.contains(&name.as_str()) {
                parameters.insert(name, value);
            } else if let Some(kind) = name.strip_prefix("fields[").and_then(|rest| rest.strip_suffix(']')) {
                fields.insert(kind.to_owned(), value.split(',').map(|field| field.trim().to_owned()).collect());
            } else if !is_custom(&name) {
                let problem = Problem::new("unknown_parameter", "This endpoint does not know the query parameter.");
                return Err(wrong_parameter(&name, problem));
            }
        }
        Ok((Parameters(parameters), Fieldsets(fields)))
    }

    /// The fieldsets of an endpoint that knows no other parameters.
    pub fn fieldsets(self) -> Result<Fieldsets> {
        self.with(&[]).map(|(_, fieldsets)| fieldsets)
    }
}

/// Whether a name is one that the standard leaves to implementations: legal, and with more than a to z in its base.
fn is_custom(name: &str) -> bool {
    let base = name.split('[').next().unwrap_or_default();
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ' ') || !c.is_ascii();
    let at_ends = |c: char| c.is_ascii_alphanumeric() || !c.is_ascii();
    base.chars().all(legal)
        && base.starts_with(at_ends)
        && base.ends_with(at_ends)
        && !base.chars().all(|c| c.is_ascii_lowercase())
}

impl Parameters {
    /// The value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

impl Fieldsets {
    /// Whether to return a field of a type of resource.
    pub(super) fn includes(&self, kind: &str, field: &str) -> bool {
        self.0.get(kind).is_none_or(|fields| fields.contains(field))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        let parameters = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        Ok(Self { negotiated: negotiate(&parts.headers), parameters })
    }
}
