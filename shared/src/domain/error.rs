//! The one error type of kith: what went wrong, in words that may be shown, with the cause kept apart for the log.

use std::borrow::Cow;

/// What a rule, a store function or a handler answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The cause of an error, for the log only.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// The class of an [`Error`]; each dialect gives it its status and shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The input is wrong, as a whole or in the fields that the error lists.
    Invalid,
    /// The body cannot be read at all.
    Malformed,
    /// Credentials are missing or not good.
    Unauthenticated,
    /// Credentials are good but do not suffice.
    Forbidden,
    /// There is no such thing, or none that the caller may know of.
    NotFound,
    /// The path exists, with other methods.
    MethodNotAllowed,
    /// The change contradicts the stored state.
    Conflict,
    /// The body is larger than the limit.
    TooLarge,
    /// The answer could not be given in any form that the caller takes.
    NotAcceptable,
    /// The body has a content type that this endpoint does not take.
    UnsupportedMediaType,
    /// Too many attempts; they are taken again in so many seconds.
    Throttled {
        /// Seconds until the next attempt is taken.
        retry_after: u64,
    },
    /// The table could not answer in time; nothing was changed.
    Unavailable,
    /// A bug, or a table that contradicts itself.
    Internal,
}

/// What is wrong with one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// A stable word for programs, such as `unique` or `max_length`.
    pub code: &'static str,
    /// A sentence for people.
    pub message: Cow<'static, str>,
}

impl Problem {
    /// A problem with this code and sentence.
    pub fn new(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { code, message: message.into() }
    }

    /// The value must be given.
    pub fn required() -> Self {
        Self::new("required", "This field is required.")
    }

    /// The value must not be null.
    pub fn null() -> Self {
        Self::new("null", "This field may not be null.")
    }

    /// The value must not be empty.
    pub fn blank() -> Self {
        Self::new("blank", "This field may not be blank.")
    }

    /// The value must be text.
    pub fn not_text() -> Self {
        Self::new("invalid", "Not a valid string.")
    }

    /// The value has more than `max` characters.
    pub fn too_long(max: usize) -> Self {
        Self::new("max_length", format!("Ensure this field has no more than {max} characters."))
    }

    /// The list has more than `max` elements.
    pub fn too_many(max: usize) -> Self {
        Self::new("max_length", format!("Ensure this field has no more than {max} elements."))
    }

    /// The value has fewer than `min` characters.
    pub fn too_short(min: usize) -> Self {
        Self::new("min_length", format!("Ensure this field has at least {min} characters."))
    }
}

/// A [`Problem`] and the field that has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name as the caller wrote it.
    pub field: Cow<'static, str>,
    /// What is wrong with its value.
    pub problem: Problem,
}

/// What went wrong. `message` and `fields` may be shown to the caller; `cause` goes to the log.
#[derive(Debug, thiserror::Error)]
#[error("{code}: {message}")]
pub struct Error {
    /// The class, from which each dialect derives its status.
    pub kind: ErrorKind,
    /// A stable word for programs.
    pub code: &'static str,
    /// A sentence for people.
    pub message: Cow<'static, str>,
    /// The fields that are wrong, when it is about fields.
    pub fields: Vec<FieldError>,
    /// What lies behind it, never shown.
    #[source]
    pub cause: Option<Cause>,
}

impl Error {
    /// An error of this class, with a code for programs and a sentence for people.
    pub fn new(kind: ErrorKind, code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, code, message: message.into(), fields: Vec::new(), cause: None }
    }

    /// These fields are wrong.
    pub fn invalid_fields(fields: Vec<FieldError>) -> Self {
        Self { fields, ..Self::new(ErrorKind::Invalid, "invalid", "Invalid input.") }
    }

    /// This one field is wrong.
    pub fn field(field: impl Into<Cow<'static, str>>, problem: Problem) -> Self {
        Self::invalid_fields(vec![FieldError { field: field.into(), problem }])
    }

    /// The input as a whole is wrong.
    pub fn invalid(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Invalid, code, message)
    }

    /// The body cannot be read: it is not the JSON, form or multipart that it claims to be.
    pub fn malformed(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Malformed, "parse_error", message)
    }

    /// Somebody else has this username.
    pub fn username_taken() -> Self {
        Self::field("username", Problem::new("unique", "A user with that username already exists."))
    }

    /// Somebody else has this e-mail address; `field` is where the caller gave it.
    pub fn email_taken(field: &'static str) -> Self {
        Self::field(field, Problem::new("unique", "A user with that email already exists."))
    }

    /// A confirmation code does not fit, was used, or has expired; which, is not said.
    pub fn invalid_code() -> Self {
        Self::field("validation_code", Problem::new("invalid", "Invalid or expired code."))
    }

    /// The login failed; which half was wrong is not said.
    pub fn incorrect_credentials() -> Self {
        Self::invalid("incorrect_credentials", "Incorrect username/password.")
    }

    /// No credentials were given where they are needed.
    pub fn credentials_missing() -> Self {
        Self::new(ErrorKind::Unauthenticated, "not_authenticated", "Authentication credentials were not provided.")
    }

    /// The credentials are not good. Why is not said: the reason would help a forger.
    pub fn invalid_token() -> Self {
        Self::new(ErrorKind::Unauthenticated, "invalid_token", "Invalid token.")
    }

    /// The caller may not do this.
    pub fn forbidden() -> Self {
        Self::new(ErrorKind::Forbidden, "permission_denied", "You do not have permission to perform this action.")
    }

    /// The community does not use this half of the graph.
    pub fn wrong_community_mode() -> Self {
        Self::new(ErrorKind::Forbidden, "wrong_community_mode", "This community does not work that way.")
    }

    /// There is no such thing.
    pub fn not_found() -> Self {
        Self::new(ErrorKind::NotFound, "not_found", "Not found.")
    }

    /// The folder in which another is to lie is not there.
    pub fn parent_not_found() -> Self {
        let problem = Problem::new("not_found", "There is no such folder.");
        Self { fields: Self::field("/data/relationships/parent", problem).fields, ..Self::not_found() }
    }

    /// The change contradicts the stored state.
    pub fn conflict(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Conflict, code, message)
    }

    /// The community would be left without an active superuser.
    pub fn last_superuser() -> Self {
        Self::conflict("last_superuser", "The last active superuser cannot be deleted, demoted or deactivated.")
    }

    /// Too many attempts; the next one is taken in `retry_after` seconds.
    pub fn throttled(retry_after: u64) -> Self {
        Self::new(
            ErrorKind::Throttled { retry_after },
            "throttled",
            format!("Request was throttled. Expected available in {retry_after} seconds."),
        )
    }

    /// The table could not answer in time.
    pub fn unavailable(cause: impl Into<Cause>) -> Self {
        Self {
            cause: Some(cause.into()),
            ..Self::new(ErrorKind::Unavailable, "unavailable", "The service is busy. Try again in a moment.")
        }
    }

    /// A bug, or a table that contradicts itself.
    pub fn internal(cause: impl Into<Cause>) -> Self {
        Self {
            cause: Some(cause.into()),
            ..Self::new(ErrorKind::Internal, "internal_error", "Something went wrong on our side.")
        }
    }
}
