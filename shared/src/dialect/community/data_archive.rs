//! The archive of a user's data.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::DataArchive;
use crate::domain::time::rfc3339;

/// The state of the last archive that the caller has asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct DataArchiveView {
    /// Whether the archive is being generated.
    computing: bool,
    /// Always `false`: no mail is sent.
    send_email: bool,
    /// When the caller asked for the archive; `null` if they have not in the last 7 days.
    #[schema(required)]
    requested_at: Option<String>,
    /// When the archive was generated. It can be downloaded from then on, until 7 days after the request.
    #[schema(required)]
    generated_at: Option<String>,
    /// Always `null`: no mail is sent.
    #[schema(required)]
    email_sent_at: Option<String>,
    /// When the archive was last downloaded.
    #[schema(required)]
    downloaded_at: Option<String>,
}

impl DataArchiveView {
    /// The state of an archive, if there is one that has not expired.
    pub fn new(archive: Option<&DataArchive>, now: Timestamp) -> Self {
        let archive = archive.filter(|archive| now.as_second() < archive.expires);
        Self {
            computing: archive.is_some_and(|archive| archive.is_computing(now)),
            send_email: false,
            requested_at: archive.map(|archive| rfc3339(archive.id.created())),
            generated_at: archive.and_then(|archive| archive.generated).map(rfc3339),
            email_sent_at: None,
            downloaded_at: archive.and_then(|archive| archive.downloaded).map(rfc3339),
        }
    }
}
