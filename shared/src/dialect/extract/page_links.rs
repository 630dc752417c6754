//! Links between the pages of a list.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::dialect::extract::origin::Origin;
use crate::domain::cursor::{Cursor, OffsetRequest, Page};

/// The parameters that set where a page begins.
const POSITIONS: [&str; 4] = ["offset", "cursor", "next_id", "prev_id"];

/// Makes the links from a page to the next and previous ones, with the other query parameters kept.
pub struct PageLinks {
    path: String,
    params: Vec<(String, String)>,
    /// The rows of a page, if links also tell the offset.
    step: Option<usize>,
}

impl PageLinks {
    /// Links that also have `offset`, for clients that read there how far they have come. The cursor decides where a page
    /// begins.
    pub fn with_offsets(self, limit: usize) -> Self {
        Self { step: Some(limit), ..self }
    }

    /// The URLs of the next and the previous page.
    pub fn of<T>(&self, page: &Page<T>) -> (Option<String>, Option<String>) {
        let offset = self.params.iter().find(|(name, _)| name == "offset").and_then(|(_, text)| text.parse().ok());
        let offset: usize = offset.unwrap_or(0);
        let link = |cursor: &Option<Cursor>, offset: &dyn Fn(usize) -> usize| {
            let link = self.with("cursor", &cursor.as_ref()?.encode());
            Some(match self.step {
                None => link,
                Some(step) => format!("{link}&offset={}", offset(step)),
            })
        };
        let next = link(&page.next, &|step| offset.saturating_add(step));
        (next, link(&page.previous, &|step| offset.saturating_sub(step)))
    }

    /// The URLs of the next and the previous page, by offset, in a list of `count` rows.
    pub fn around(&self, page: OffsetRequest, count: usize) -> (Option<String>, Option<String>) {
        let OffsetRequest { limit, offset } = page;
        let at = |offset: usize| self.with("offset", &offset.to_string());
        let next = (offset + limit < count).then(|| at(offset + limit));
        (next, (offset > 0).then(|| at(offset.saturating_sub(limit))))
    }

    /// The URL with all parameters whose names begin with `prefix` replaced by `parameters`.
    pub(crate) fn replacing(&self, prefix: &str, parameters: &[(&str, String)]) -> String {
        let kept = self.params.iter().filter(|(name, _)| !name.starts_with(prefix));
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(kept).extend_pairs(parameters);
        format!("{}?{}", self.path, query.finish())
    }

    /// The URL of the page at this position: the parameter replaces every other one that sets the position.
    pub fn with(&self, name: &str, value: &str) -> String {
        let kept = self.params.iter().filter(|(name, _)| !POSITIONS.contains(&name.as_str()));
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(kept).append_pair(name, value);
        format!("{}?{}", self.path, query.finish())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for PageLinks {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let origin = Origin::from_parts(parts);
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self {
            path: origin.at(parts.uri.path()),
            params: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            step: None,
        })
    }
}
