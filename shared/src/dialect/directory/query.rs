//! Query parameters (JSON:API 1.1, "Query Parameters").

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::dialect::directory::negotiation::negotiate;
use crate::dialect::directory::wrong_parameter;
use crate::domain::{Problem, Result};

/// The query parameters and the wishes about the form of the answer. Reading them never fails by itself: what is wrong
/// with them comes up in [`Query::with`], after the handler knows that the caller may ask at all.
pub struct Query {
    negotiated: Result<()>,
    parameters: Vec<(String, String)>,
}

/// Query parameters that an endpoint knows.
#[derive(Debug, Default)]
pub struct Parameters(BTreeMap<String, String>);

/// Which fields of which type of resource the caller wants; all of the types that it does not name.
#[derive(Debug, Default)]
pub struct Fieldsets(BTreeMap<String, BTreeSet<String>>);

impl Query {
    /// The parameters, of an endpoint that knows those of these names and `fields[...]`. Names that the standard keeps for
    /// itself, all that begin with nothing but the letters a to z, are refused where they are not known; any other that
    /// is not known changes nothing. Of one that comes more than once the last counts.
    pub fn with(self, known: &[&str]) -> Result<(Parameters, Fieldsets)> {
        self.negotiated?;
        let (mut parameters, mut fields) = (BTreeMap::new(), BTreeMap::new());
        for (name, value) in self.parameters {
            if known.contains(&name.as_str()) {
                parameters.insert(name, value);
            } else if let Some(kind) = name.strip_prefix("fields[").and_then(|rest| rest.strip_suffix(']')) {
                fields.insert(kind.to_owned(), value.split(',').map(|field| field.trim().to_owned()).collect());
            } else if !is_of_another_family(&name) {
                let problem = Problem::new("unknown_parameter", "This endpoint does not know the query parameter.");
                return Err(wrong_parameter(&name, problem));
            }
        }
        Ok((Parameters(parameters), Fieldsets(fields)))
    }

    /// The fields wanted, of an endpoint that knows no other parameters.
    pub fn fieldsets(self) -> Result<Fieldsets> {
        self.with(&[]).map(|(_, fieldsets)| fieldsets)
    }
}

/// Whether a parameter belongs to a family that is none of the standard's: a legal name with more in it than a to z.
fn is_of_another_family(name: &str) -> bool {
    let base = name.split('[').next().unwrap_or_default();
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ' ') || !c.is_ascii();
    let at_ends = |c: char| c.is_ascii_alphanumeric() || !c.is_ascii();
    base.chars().all(legal)
        && base.starts_with(at_ends)
        && base.ends_with(at_ends)
        && !base.chars().all(|c| c.is_ascii_lowercase())
}

impl Parameters {
    /// The text of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

/// The first criterion of `sort`.
#[derive(Debug)]
pub struct Sorting {
    /// The field, one of those that the endpoint sorts by.
    pub field: &'static str,
    /// The other way round.
    pub descending: bool,
}

impl Sorting {
    /// Reads `sort` of an endpoint that sorts by these fields, by the first where it is not told. All criteria must be
    /// known; those after the first never count where each of the fields tells all rows apart.
    pub fn parse(parameters: &Parameters, fields: &[&'static str]) -> Result<Self> {
        let first = fields.first().copied().unwrap_or_default();
        let criterion = |text: &str| {
            let (descending, name) = text.strip_prefix('-').map_or((false, text), |name| (true, name));
            fields.iter().copied().find(|field| *field == name).map(|field| Self { field, descending })
        };
        let criteria: Option<Vec<Self>> = match parameters.get("sort") {
            Some(sort) => sort.split(',').map(criterion).collect(),
            None => criterion(first).map(|sorting| vec![sorting]),
        };
        criteria.and_then(|criteria| criteria.into_iter().next()).ok_or_else(|| {
            let message = format!("This list is sorted by {}, each also with -.", fields.join(" or "));
            wrong_parameter("sort", Problem::new("invalid_choice", message))
        })
    }
}

impl Fieldsets {
    /// Whether a field of a type of resource is wanted.
    pub(super) fn want(&self, kind: &str, field: &str) -> bool {
        self.0.get(kind).is_none_or(|wanted| wanted.contains(field))
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
