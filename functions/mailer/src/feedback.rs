//! What SES reports of mails that it has accepted: bounces and complaints, as EventBridge delivers them.
//!
//! <https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html> describes the contents.

use serde::Deserialize;
use serde_json::Value;
use shared::domain::mail::Undeliverable;
use shared::domain::{Email, Result};

use crate::Mailer;

/// The source of events of SES.
const SOURCE: &str = "aws.ses";

/// The contents of an event.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Detail {
    bounce: Option<Bounce>,
    complaint: Option<Complaint>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bounce {
    bounce_type: String,
    bounced_recipients: Vec<Recipient>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Complaint {
    complained_recipients: Vec<Recipient>,
    complaint_feedback_type: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Recipient {
    email_address: String,
}

impl Mailer {
    /// Marks the addresses that an event of SES names, so that no further mail goes there. Idempotent.
    pub(crate) async fn mark(&self, event: Value) -> Result<(), lambda_runtime::Error> {
        let detail = event.get("detail").cloned().unwrap_or_default();
        // The parser's message could quote an address.
        let detail = Detail::deserialize(detail).map_err(|_| "the event of SES has another form")?;
        let Some((reason, recipients)) = undeliverable(detail) else { return Ok(()) };
        let now = self.clock.now().as_second();
        for Recipient { email_address } in recipients {
            let Ok(email) = Email::parse(bare(&email_address)) else {
                tracing::warn!(?reason, "SES reports an address that is none");
                continue;
            };
            self.store.undeliverable_emails().mark(&email, reason, now).await?;
            tracing::warn!(?reason, "an address gets no more mail");
        }
        Ok(())
    }
}

/// Whether an event is one of SES.
pub(crate) fn is_feedback(event: &Value) -> bool {
    event["source"] == SOURCE
}

/// The addresses that an event makes undeliverable. A full mailbox or a slow server does not, and neither does the remark that
/// a mail was no spam.
fn undeliverable(detail: Detail) -> Option<(Undeliverable, Vec<Recipient>)> {
    match detail {
        Detail { bounce: Some(bounce), .. } if bounce.bounce_type == "Permanent" => {
            Some((Undeliverable::Bounce, bounce.bounced_recipients))
        }
        Detail { complaint: Some(complaint), .. }
            if complaint.complaint_feedback_type.as_deref() != Some("not-spam") =>
        {
            Some((Undeliverable::Complaint, complaint.complained_recipients))
        }
        _ => None,
    }
}

/// The address without a name and angle brackets, which SES copies from the report of a mail server.
fn bare(address: &str) -> &str {
    match address.rsplit_once('<') {
        Some((_, rest)) => rest.trim_end().trim_end_matches('>'),
        None => address,
    }
}
