//! The settings of a user.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::Profile;
use crate::domain::profile::audience::Audience;
use crate::domain::profile::settings::Settings;

/// A user's settings.
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
    /// Who sees the birthday, the gender and the location, beside the user and staff. Coordinates are shown to connections
    /// at most.
    #[schema(value_type = String, pattern = "^(everyone|members|connections|self)$")]
    profile_visibility: Audience,
    /// Who sees the lists of followers, followings and connections, beside the user and staff.
    #[schema(value_type = String, pattern = "^(everyone|members|connections|self)$")]
    connections_visibility: Audience,
}

impl SettingsView {
    /// The settings of the user with this profile.
    pub fn new(settings: Settings, profile: &Profile) -> Self {
        Self {
            qa_frequency: settings.qa_frequency,
            email_notification_not_qa: settings.email_notification_not_qa,
            mobile_notifications_scmty: settings.mobile_notifications_scmty,
            show_toast_notifications: settings.show_toast_notifications,
            toast_notifications_emit_sound: settings.toast_notifications_emit_sound,
            profile_visibility: profile.profile_visibility,
            connections_visibility: profile.connections_visibility,
        }
    }
}
