//! Error responses, which have one shape for each dialect.

use serde_json::{Map, Value, json};

use crate::dialect::Dialect;
use crate::openapi::media::{JSON, JSON_API, reference};

/// The description of a 403 of what takes a confirmed e-mail address where the community requires one.
pub const UNVERIFIED: &str =
    "The community requires a confirmed e-mail address, which the caller lacks (`email_not_verified`).";

/// The description of a 429 of what a user may do a number of times in an hour.
pub const TOO_OFTEN: &str = "The caller has done this too often in this hour. Wait as long as `Retry-After` says.";

/// What each status means unless an operation says more.
const MEANINGS: [(u16, &str); 12] = [
    (400, "The input is invalid, or the stored state does not allow the action. Nothing was changed."),
    (401, "The credentials are missing, or they are invalid, expired or revoked."),
    (
        403,
        "The caller may not do this, the community mode excludes it, or the caller is staff and has to set up a second factor \
         first (`second_factor_required`).",
    ),
    (404, "There is no such path or object."),
    (406, "The `Accept` header allows no form of `application/vnd.api+json` that is supported."),
    (409, "The change conflicts with the stored state, or with another change at the same time."),
    (413, "The body is larger than this endpoint accepts."),
    (415, "This endpoint does not accept the content type of the body, or the body has a `Content-Encoding`."),
    (422, "The `Idempotency-Key` was used with another body (`idempotency_key_reused`). Nothing was changed."),
    (429, "There were too many attempts. Try again after the seconds in `Retry-After`."),
    (500, "Something went wrong in the service. Report it with the `X-Request-Id` of the response."),
    (
        503,
        "The service did not respond in time. With `Retry-After` nothing was changed: try again after that many seconds. \
         Without it (`outcome_unknown`) it is unknown whether the change was made: check before you repeat the request.",
    ),
];

/// The error responses, by dialect and status: `Community404` and so on.
pub(super) fn responses() -> Map<String, Value> {
    let mut responses = Map::new();
    for dialect in [Dialect::Community, Dialect::Site, Dialect::OAuth, Dialect::Directory] {
        let media = if dialect == Dialect::Directory { JSON_API } else { JSON };
        for (status, meaning) in MEANINGS {
            let schema = reference(&format!("{dialect:?}Errors"));
            let mut response = json!({"description": meaning, "content": {media: {"schema": schema}}});
            let header = |description: &str, kind: &str| json!({"description": description, "schema": {"type": kind}});
            match status {
                401 if dialect == Dialect::OAuth => {
                    response["headers"] = json!({"WWW-Authenticate": header("`Basic`, with a realm.", "string")});
                }
                401 => response["headers"] = json!({"WWW-Authenticate": header("`Bearer`.", "string")}),
                409 => {
                    let wait = "Seconds to wait, of `idempotency_in_progress` only.";
                    response["headers"] = json!({"Retry-After": header(wait, "integer")});
                }
                429 => {
                    response["headers"] = json!({
                        "Retry-After": header("Seconds to wait.", "integer"),
                        "RateLimit": header("What is left of each limit (`r`), and the seconds until its window ends (`t`).", "string"),
                        "RateLimit-Policy": header("Each limit (`q`), and the seconds of its window (`w`).", "string"),
                    });
                }
                503 => {
                    let wait = "Seconds to wait; absent if it is unknown whether the change was made.";
                    response["headers"] = json!({"Retry-After": header(wait, "integer")});
                }
                _ => {}
            }
            responses.insert(format!("{dialect:?}{status}"), response);
        }
    }
    responses
}

/// The schemas of errors by name: one for each dialect.
pub(super) fn schemas() -> Map<String, Value> {
    let schemas = [
        ("CommunityErrors", community()),
        ("SiteErrors", site()),
        ("OAuthErrors", oauth()),
        ("DirectoryErrors", directory()),
    ];
    schemas.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
}

fn text(description: &str) -> Value {
    json!({"type": "string", "description": description})
}

fn community() -> Value {
    let error = json!({
        "type": "object",
        "required": ["code", "message"],
        "properties": {
            "code": text("What is wrong, as a code for programs, such as `not_found` or `unique`."),
            "message": text("What is wrong, as a sentence for people."),
        },
    });
    let field_errors = json!({
        "type": "object",
        "required": ["field", "messages"],
        "properties": {
            "field": text("The field or query parameter. Nested fields are named with a point: `poll.choices`."),
            "messages": {
                "type": "array",
                "description": "What is wrong with the field.",
                "minItems": 1,
                "items": error,
            },
        },
    });
    let description = "Errors of the community API: all wrong fields of the request, or one error for the request.";
    errors(description, json!({"anyOf": [field_errors, error]}))
}

fn directory() -> Value {
    let source = json!({
        "type": "object",
        "description": "The part of the request that is wrong; absent if the error concerns no single part.",
        "properties": {
            "pointer": text("A JSON pointer into the body, such as `/data/attributes/username`."),
            "parameter": text("The name of a query parameter."),
            "header": text("The name of a header, in lower case."),
        },
    });
    let error = json!({
        "type": "object",
        "required": ["status", "code", "title", "detail"],
        "properties": {
            "status": text("The HTTP status as text. All errors of a response have the same status."),
            "code": text("What is wrong, as a code for programs, such as `not_found` or `unique`."),
            "title": text("The name of the status."),
            "detail": text("What is wrong, as a sentence for people."),
            "source": source,
        },
    });
    errors("Errors of the directory API, in the shape of JSON:API.", error)
}

fn errors(description: &str, items: Value) -> Value {
    let list = json!({"type": "array", "description": "The errors, at least one.", "minItems": 1, "items": items});
    json!({"type": "object", "description": description, "required": ["errors"], "properties": {"errors": list}})
}

fn oauth() -> Value {
    json!({
        "type": "object",
        "description": "An error of the token endpoints, in the shape of RFC 6749.",
        "required": ["error", "error_description"],
        "properties": {
            "error": text("What is wrong, as a code of RFC 6749 such as `invalid_grant`."),
            "error_description": text("What is wrong, as a sentence for people."),
        },
    })
}

fn site() -> Value {
    let message = json!({"type": "string"});
    let messages = json!({"type": "array", "minItems": 1, "items": message});
    let mut of_request = messages.clone();
    of_request["description"] = json!("What is wrong with the input as a whole, as sentences for people.");
    json!({
        "type": "object",
        "description": "Errors of the site API, in the shapes of Django REST framework: messages by field, \
            `non_field_errors` for the input as a whole, or `detail` for any other error.",
        "minProperties": 1,
        "properties": {
            "code": text(
                "A code for programs: `reauthentication_required`, `outcome_unknown`, `idempotency_key_reused` or \
                 `idempotency_in_progress`.",
            ),
            "detail": text("What is wrong, as a sentence for people."),
            "non_field_errors": of_request,
        },
        "additionalProperties": {"anyOf": [messages, message]},
    })
}
