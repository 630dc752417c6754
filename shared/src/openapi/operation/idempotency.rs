//! Operations that take an `Idempotency-Key`.

use serde_json::{Value, json};

use super::Operation;
use crate::domain::idempotency::KEY_MAX;

const KEY: &str = "A text of your own for this creation, such as a UUID. A request with the same key and body within 24 \
    hours creates nothing: it gets the first response again, with the object as it is by then.";
const REPLAYED: &str = "`true` if an earlier request with the same `Idempotency-Key` created the object.";
/// What errors mean on these operations, beside what they mean otherwise.
const MEANINGS: [(u16, &str); 2] = [
    (404, "A request with the same `Idempotency-Key` created the object, and it was deleted since."),
    (
        409,
        "A request with the same `Idempotency-Key` is still running (`idempotency_in_progress`). Try again after the \
         seconds in `Retry-After`.",
    ),
];

impl Operation {
    /// Takes an `Idempotency-Key`.
    pub(in crate::openapi) fn idempotent(mut self) -> Self {
        self.idempotent = true;
        [400, 404, 409, 422].into_iter().fold(self, Self::may_fail)
    }

    /// What an error means, if `meaning` is what it means without a key.
    pub(super) fn meaning(&self, status: u16, meaning: &str) -> String {
        let of_key = MEANINGS.iter().find(|(of, _)| self.idempotent && *of == status).map(|(_, meaning)| *meaning);
        [meaning, of_key.unwrap_or_default()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The header of the request.
    pub(super) fn key_parameter(&self) -> Option<Value> {
        let schema = json!({"type": "string", "minLength": 1, "maxLength": KEY_MAX, "pattern": "^[ -~]+$"});
        let header =
            json!({"name": "Idempotency-Key", "in": "header", "required": false, "description": KEY, "schema": schema});
        self.idempotent.then_some(header)
    }

    /// Adds the header of a repeated response.
    pub(super) fn add_replayed_header(&self, response: &mut Value) {
        if self.idempotent {
            let schema = json!({"type": "string", "enum": ["true"]});
            response["headers"]["Idempotency-Replayed"] = json!({"description": REPLAYED, "schema": schema});
        }
    }
}
