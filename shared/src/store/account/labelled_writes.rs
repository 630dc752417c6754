//! Writes with a label each, so that a failed condition becomes the right error.

use crate::domain::{Error, Result};
use crate::dynamo::{Cancelled, Table, Write};

/// Applies all of these writes or none. A failed condition is an error.
pub(crate) async fn apply_or_fail(
    table: &Table,
    writes: Vec<(Write, WriteLabel)>,
    email_field: &'static str,
) -> Result<()> {
    let refused = apply(table, writes).await?;
    if refused.is_empty() { Ok(()) } else { Err(refusal(&refused, email_field)) }
}

/// Applies all of these writes or none. Returns the labels of those whose condition failed.
pub(crate) async fn apply(table: &Table, writes: Vec<(Write, WriteLabel)>) -> Result<Vec<WriteLabel>> {
    let (mut writes, parts): (Vec<_>, Vec<_>) = writes.into_iter().unzip();
    let refused = match writes.len() {
        0 => return Ok(Vec::new()),
        1 => table.write(writes.remove(0)).await?.err().map(|_| vec![true]),
        _ => table.transact(writes).await?.err().map(|Cancelled(causes)| causes),
    };
    let Some(causes) = refused else { return Ok(Vec::new()) };
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
    Error::conflict("changed_meanwhile", "The account was changed at the same time. Load it and try again.")
}

/// What a write is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum WriteLabel {
    Avatars,
    Profile,
    UsernameClaim,
    EmailClaim,
    Code,
    LastSuperuser,
}
