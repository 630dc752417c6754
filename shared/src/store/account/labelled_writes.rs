//! Writes with a label each, so that a failed condition becomes the right error.

use crate::domain::{Error, Result};
use crate::dynamo::{Cancelled, Table, Write};
use crate::store::idempotency::Completion;

/// Applies all of these writes or none. A failed condition is an error.
pub(crate) async fn apply_or_fail(
    table: &Table,
    writes: Vec<(Write, WriteLabel)>,
    email_field: &'static str,
) -> Result<()> {
    let refused = apply(table, writes, &Completion::none()).await?;
    if refused.is_empty() { Ok(()) } else { Err(refusal(&refused, email_field)) }
}

/// Applies all of these writes or none, with the completion of an idempotency key. Returns the labels of those whose
/// condition failed.
pub(crate) async fn apply(
    table: &Table,
    writes: Vec<(Write, WriteLabel)>,
    completion: &Completion,
) -> Result<Vec<WriteLabel>> {
    let (writes, parts): (Vec<_>, Vec<_>) = writes.into_iter().unzip();
    if writes.is_empty() {
        return Ok(Vec::new());
    }
    let Err(Cancelled(causes)) = completion.write(table, writes).await? else { return Ok(Vec::new()) };
    Ok(parts.into_iter().zip(causes).filter_map(|(part, caused)| caused.then_some(part)).collect())
}

/// The error for writes whose condition failed.
pub(crate) fn refusal(refused: &[WriteLabel], email_field: &'static str) -> Error {
    if refused.contains(&WriteLabel::Code) {
        return Error::invalid_code();
    }
    if refused.contains(&WriteLabel::LastSuperuser) {
        return Error::last_superuser();
    }
    let mut error = Error::invalid_fields(Vec::new());
    if refused.contains(&WriteLabel::UsernameClaim) {
        error.fields.extend(Error::username_taken().fields);
    }
    if refused.contains(&WriteLabel::EmailClaim) {
        error.fields.extend(Error::email_taken(email_field).fields);
    }
    if error.fields.is_empty() { changed_meanwhile() } else { error }
}

/// A concurrent change came first.
pub(crate) fn changed_meanwhile() -> Error {
    Error::changed_meanwhile("account")
}

/// What a write is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WriteLabel {
    Avatars,
    Profile,
    UsernameClaim,
    EmailClaim,
    Code,
    LastSuperuser,
}
