//! Notification settings.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::profile::settings::Settings;

/// A user's notification settings.
#[derive(Debug, Serialize, ToSchema)]
pub struct SettingsView {
    /// E-mails about questions and answers: -1 never, 0 at once, 1 once a day.
    qa_frequency: i8,
    /// A mail at most once a day about unseen notifications: 0 off, 1 on.
    email_notification_not_qa: i8,
    /// Web pushes: 0 off, 1 on.
    mobile_notifications_scmty: i8,
    /// Toasts in the web front end: 0 off, 1 on.
    show_toast_notifications: i8,
    /// A sound with each toast: 0 off, 1 on.
    toast_notifications_emit_sound: i8,
}

impl From<Settings> for SettingsView {
    fn from(settings: Settings) -> Self {
        Self {
            qa_frequency: settings.qa_frequency,
            email_notification_not_qa: settings.email_notification_not_qa,
            mobile_notifications_scmty: settings.mobile_notifications_scmty,
            show_toast_notifications: settings.show_toast_notifications,
            toast_notifications_emit_sound: settings.toast_notifications_emit_sound,
        }
    }
}
