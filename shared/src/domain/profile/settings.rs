//! A user's notification settings.

use serde::{Deserialize, Serialize};

/// How a user wants to be notified (`docs/api/community.md`, "Settings"). The original API documents no defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// E-mails about questions and answers: -1 for never, 0 for at once, 1 for once a day.
    pub qa_frequency: i8,
    /// E-mails about everything else: 0 or 1.
    pub email_notification_not_qa: i8,
    /// Push notifications: 0 or 1.
    pub mobile_notifications_scmty: i8,
    /// Toasts in the web front end: 0 or 1.
    pub show_toast_notifications: i8,
    /// A sound with each toast: 0 or 1.
    pub toast_notifications_emit_sound: i8,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            qa_frequency: 0,
            email_notification_not_qa: 1,
            mobile_notifications_scmty: 1,
            show_toast_notifications: 1,
            toast_notifications_emit_sound: 1,
        }
    }
}
