//! The one error type of kith: a public message, with the cause kept apart for the log.

use std::borrow::Cow;

/// The result of a rule, a store function or a handler.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The cause of an error, for the log only.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// The class of an [`Error`]. Each dialect maps it to a status and a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The input is invalid, as a whole or in the fields that the error lists.
    Invalid,
    /// The body cannot be parsed.
    Malformed,
    /// Credentials are missing or bad.
    Unauthenticated,
    /// The credentials do not suffice.
    Forbidden,
    /// The object does not exist, or the caller may not know that it does.
    NotFound,
    /// The path exists with other methods.
    MethodNotAllowed,
    /// The change conflicts with the stored state.
    Conflict,
    /// The body is too large.
    TooLarge,
    /// The client accepts no media type that the endpoint can produce.
    NotAcceptable,
    /// The endpoint does not accept the content type of the body.
    UnsupportedMediaType,
    /// The request cannot be what an earlier one with the same idempotency key was.
    Unprocessable,
    /// Another request does the same at this moment.
    InProgress,
    /// Too many attempts.
    Throttled {
        /// Seconds until the next attempt is accepted.
        retry_after: u64,
    },
    /// The table, or the picture store, did not respond in time. Nothing was changed.
    Unavailable,
    /// The response to a write was lost: it is unknown whether the change was made.
    OutcomeUnknown,
    /// A bug, or inconsistent data in the table.
    Internal,
}

/// What is wrong with one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// A stable code for programs, such as `unique` or `max_length`.
    pub code: &'static str,
    /// A sentence for people.
    pub message: Cow<'static, str>,
}

impl Problem {
    /// A problem with this code and message.
    pub fn new(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { code, message: message.into() }
    }

    /// The value is missing.
    pub fn required() -> Self {
        Self::new("required", "This field is required.")
    }

    /// The value is null.
    pub fn null() -> Self {
        Self::new("null", "This field may not be null.")
    }

    /// The text is empty.
    pub fn blank() -> Self {
        Self::new("blank", "This field may not be blank.")
    }

    /// The value is not a text.
    pub fn not_text() -> Self {
        Self::new("invalid", "Not a valid string.")
    }

    /// The text has more than `max` characters.
    pub fn too_long(max: usize) -> Self {
        Self::new("max_length", format!("Ensure this field has no more than {max} characters."))
    }

    /// The list has more than `max` elements.
    pub fn too_many(max: usize) -> Self {
        Self::new("max_length", format!("Ensure this field has no more than {max} elements."))
    }

    /// The text has fewer than `min` characters.
    pub fn too_short(min: usize) -> Self {
        Self::new("min_length", format!("Ensure this field has at least {min} characters."))
    }
}

/// A [`Problem`] and the field that has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The name of the field, as in the request.
    pub field: Cow<'static, str>,
    /// What is wrong with its value.
    pub problem: Problem,
}

/// An error. The caller sees `message` and `fields`; `cause` goes to the log.
#[derive(Debug, thiserror::Error)]
#[error("{code}: {message}")]
pub struct Error {
    /// The class, which determines the status.
    pub kind: ErrorKind,
    /// A stable code for programs.
    pub code: &'static str,
    /// A sentence for people.
    pub message: Cow<'static, str>,
    /// The fields that are wrong, if the error is about fields.
    pub fields: Vec<FieldError>,
    /// The internal cause, which no response contains.
    #[source]
    pub cause: Option<Cause>,
}

const CHANGED_MEANWHILE: &str = "changed_meanwhile";

impl Error {
    /// An error of this class, with a code and a message.
    pub fn new(kind: ErrorKind, code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, code, message: message.into(), fields: Vec::new(), cause: None }
    }

    /// These fields are wrong.
    pub fn invalid_fields(fields: Vec<FieldError>) -> Self {
        Self { fields, ..Self::new(ErrorKind::Invalid, "invalid", "Invalid input.") }
    }

    /// This field is wrong.
    pub fn field(field: impl Into<Cow<'static, str>>, problem: Problem) -> Self {
        Self::invalid_fields(vec![FieldError { field: field.into(), problem }])
    }

    /// The input as a whole is wrong.
    pub fn invalid(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Invalid, code, message)
    }

    /// The body is not the JSON, form or multipart that it claims to be.
    pub fn malformed(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Malformed, "parse_error", message)
    }

    /// Another user has this username.
    pub fn username_taken() -> Self {
        Self::field("username", Problem::new("unique", "A user with that username already exists."))
    }

    /// Another user has this e-mail address. `field` is the field of the request that contains it.
    pub fn email_taken(field: &'static str) -> Self {
        Self::field(field, Problem::new("unique", "A user with that email already exists."))
    }

    /// Whether this field, and no other, is wrong.
    pub fn is_about(&self, field: &str) -> bool {
        matches!(&self.fields[..], [only] if only.field == field)
    }

    /// The confirmation code is wrong, used or expired. The message does not say which.
    pub fn invalid_code() -> Self {
        Self::field("validation_code", Problem::new("invalid", "Invalid or expired code."))
    }

    /// The name or the password of a login is wrong. The message does not say which.
    pub fn incorrect_credentials() -> Self {
        Self::invalid("incorrect_credentials", "Incorrect username/password.")
    }

    /// The endpoint needs credentials, and there are none.
    pub fn credentials_missing() -> Self {
        Self::new(ErrorKind::Unauthenticated, "not_authenticated", "Authentication credentials were not provided.")
    }

    /// The token is bad. The message does not say why, because the reason would help an attacker.
    pub fn invalid_token() -> Self {
        Self::new(ErrorKind::Unauthenticated, "invalid_token", "Invalid token.")
    }

    /// The caller may not do this.
    pub fn forbidden() -> Self {
        Self::new(ErrorKind::Forbidden, "permission_denied", "You do not have permission to perform this action.")
    }

    /// The change takes a fresh login.
    pub fn reauthentication_required() -> Self {
        Self::new(
            ErrorKind::Forbidden,
            "reauthentication_required",
            "Your last login is too long ago for this change. Log in again and repeat it.",
        )
    }

    /// The refresh token is wrong, used or expired, or its session has ended. The message does not say which.
    pub fn invalid_refresh_token() -> Self {
        Self::invalid("invalid_grant", "The refresh token is invalid or expired, or its session has ended.")
    }

    /// The community has no follows, or no friendships.
    pub fn wrong_community_mode() -> Self {
        Self::new(ErrorKind::Forbidden, "wrong_community_mode", "This community does not support this operation.")
    }

    /// The object does not exist.
    pub fn not_found() -> Self {
        Self::new(ErrorKind::NotFound, "not_found", "Not found.")
    }

    /// The parent of a folder does not exist.
    pub fn parent_not_found() -> Self {
        let problem = Problem::new("not_found", "The parent folder does not exist.");
        Self { fields: Self::field("/data/relationships/parent", problem).fields, ..Self::not_found() }
    }

    /// The change conflicts with the stored state.
    pub fn conflict(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Conflict, code, message)
    }

    /// Another request changed the object after it was read.
    pub fn changed_meanwhile(object: &str) -> Self {
        let message = format!("The {object} was changed at the same time. Load it and try again.");
        Self::conflict(CHANGED_MEANWHILE, message)
    }

    /// Whether another request changed the object after it was read.
    pub fn is_changed_meanwhile(&self) -> bool {
        self.code == CHANGED_MEANWHILE
    }

    /// The change would leave the community without an active superuser.
    pub fn last_superuser() -> Self {
        Self::conflict("last_superuser", "The last active superuser cannot be deleted, demoted or deactivated.")
    }

    /// Too many attempts. The next one is accepted in `retry_after` seconds.
    pub fn throttled(retry_after: u64) -> Self {
        Self::new(
            ErrorKind::Throttled { retry_after },
            "throttled",
            format!("Request was throttled. Expected available in {retry_after} seconds."),
        )
    }

    /// The table, or the picture store, did not respond in time. The request changed nothing that a retry would change
    /// again.
    pub fn unavailable(cause: impl Into<Cause>) -> Self {
        Self {
            cause: Some(cause.into()),
            ..Self::new(ErrorKind::Unavailable, "unavailable", "The service is busy. Try again in a moment.")
        }
    }

    /// The response to a write was lost: the change may have been made, so a retry may undo or repeat it.
    pub fn outcome_unknown(cause: impl Into<Cause>) -> Self {
        let message = "It is unknown whether the change was made. Check before you repeat the request.";
        Self { cause: Some(cause.into()), ..Self::new(ErrorKind::OutcomeUnknown, "outcome_unknown", message) }
    }

    /// A bug, or inconsistent data in the table.
    pub fn internal(cause: impl Into<Cause>) -> Self {
        Self {
            cause: Some(cause.into()),
            ..Self::new(ErrorKind::Internal, "internal_error", "Something went wrong on our side.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cause_of_an_error_is_in_none_of_its_public_texts() {
        for make in [Error::unavailable, Error::outcome_unknown, Error::internal] {
            let error = make("the secret cause");
            assert!(!error.to_string().contains("secret") && !error.message.contains("secret"));
            assert_eq!(error.cause.unwrap().to_string(), "the secret cause");
        }
    }

    #[test]
    fn a_missing_parent_is_a_404_on_a_field() {
        let error = Error::parent_not_found();
        assert_eq!((error.kind, error.code), (ErrorKind::NotFound, "not_found"));
        assert_eq!(error.fields[0].problem.code, "not_found");
    }
}
