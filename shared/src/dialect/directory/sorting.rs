//! The query parameter `sort`.

use crate::dialect::directory::error::wrong_parameter;
use crate::dialect::directory::query::Parameters;
use crate::domain::{Problem, Result};

/// The first criterion of `sort`.
#[derive(Debug)]
pub struct Sorting {
    /// The field to sort by.
    pub field: &'static str,
    /// Whether the order is descending.
    pub descending: bool,
}

impl Sorting {
    /// Reads `sort` of an endpoint that can sort by `fields`; the first is the default. All criteria must be known, but
    /// only the first counts: no two rows are equal in it.
    pub fn parse(parameters: &Parameters, fields: &[&'static str]) -> Result<Self> {
        let default = fields.first().copied().unwrap_or_default();
        let criterion = |text: &str| {
            let (descending, name) = text.strip_prefix('-').map_or((false, text), |name| (true, name));
            fields.iter().copied().find(|field| *field == name).map(|field| Self { field, descending })
        };
        let criteria: Option<Vec<Self>> = match parameters.get("sort") {
            Some(sort) => sort.split(',').map(criterion).collect(),
            None => criterion(default).map(|sorting| vec![sorting]),
        };
        criteria.and_then(|criteria| criteria.into_iter().next()).ok_or_else(|| {
            let message = format!("This list is sorted by {}, each also with -.", fields.join(" or "));
            wrong_parameter("sort", Problem::new("invalid_choice", message))
        })
    }
}
