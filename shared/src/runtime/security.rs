//! Security events: one line of the log for each, with the user, the session, the network address and the client, and never
//! with an e-mail address, a username or a token (`docs/account-security.md`, "Security events").

use std::future::Future;

use crate::domain::{Error, ErrorKind, Id, UserId, Viewer};
use crate::runtime::telemetry::SECURITY;

/// Characters of `client` at most.
const CLIENT_MAX: usize = 200;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecurityEvent {
    /// A user registered, and a session began.
    Registered,
    /// A login began a session.
    LoggedIn,
    /// A password was wrong, or no user had the name.
    LoginFailed,
    /// A limit of attempts was reached.
    Throttled,
    /// A refresh token was used again after its grace.
    RefreshTokenReused,
    /// A user changed their password.
    PasswordChanged,
    /// A user set a password with a mailed code.
    PasswordReset,
    /// A user's own change or removal of their e-mail address took effect.
    EmailChanged,
    /// A mailed code confirmed the e-mail address of the account.
    EmailConfirmed,
    /// A code took a change of e-mail address back.
    EmailRestored,
    /// A user lost an e-mail address that they had claimed and not proved to another one, and their sessions ended.
    EmailLost,
    /// A user turned their second factor on.
    SecondFactorEnabled,
    /// A user turned their second factor off.
    SecondFactorDisabled,
    /// The password was right, and the code of the second factor was wrong or used before.
    SecondFactorFailed,
    /// A recovery code was used up.
    RecoveryCodeUsed,
    /// A session ended by a logout or a revocation of its token.
    LoggedOut,
    /// All sessions ended by a logout everywhere.
    LoggedOutEverywhere,
    /// A user ended one of their sessions.
    SessionEnded,
    /// A user ended all their other sessions.
    OtherSessionsEnded,
    /// A user deleted their account.
    AccountDeleted,
    /// Staff created an account.
    StaffCreatedUser,
    /// Staff changed names, the e-mail address, the status or the roles of another user.
    StaffUpdatedUser,
    /// Staff set the password of another user.
    StaffSetPassword,
    /// Staff turned the second factor of another user off.
    StaffResetSecondFactor,
    /// Staff ended a session or all sessions of another user.
    StaffEndedSessions,
    /// Staff deleted another user.
    StaffDeletedUser,
    /// Staff created, changed or deleted a folder of another user.
    StaffChangedFolders,
    /// Staff edited a post or a comment of another user.
    StaffEditedContent,
    /// Staff deleted a post or a comment of another user.
    StaffDeletedContent,
    /// Staff decided about a post or comment of another user, or restored it.
    StaffModeratedContent,
    /// Staff banned another user, or lifted or changed a ban.
    StaffBannedUser,
}

use self::SecurityEvent as E;

impl SecurityEvent {
    /// All events.
    pub const ALL: [Self; 31] = [
        E::Registered,
        E::LoggedIn,
        E::LoginFailed,
        E::Throttled,
        E::RefreshTokenReused,
        E::PasswordChanged,
        E::PasswordReset,
        E::EmailChanged,
        E::EmailConfirmed,
        E::EmailRestored,
        E::EmailLost,
        E::SecondFactorEnabled,
        E::SecondFactorDisabled,
        E::SecondFactorFailed,
        E::RecoveryCodeUsed,
        E::LoggedOut,
        E::LoggedOutEverywhere,
        E::SessionEnded,
        E::OtherSessionsEnded,
        E::AccountDeleted,
        E::StaffCreatedUser,
        E::StaffUpdatedUser,
        E::StaffSetPassword,
        E::StaffResetSecondFactor,
        E::StaffEndedSessions,
        E::StaffDeletedUser,
        E::StaffChangedFolders,
        E::StaffEditedContent,
        E::StaffDeletedContent,
        E::StaffModeratedContent,
        E::StaffBannedUser,
    ];

    /// The value of `event`.
    pub fn name(self) -> &'static str {
        self.texts().0
    }

    /// Whether the line has the level `WARN`, not `INFO`.
    pub fn is_warning(self) -> bool {
        match self {
            E::EmailLost
            | E::LoginFailed
            | E::Throttled
            | E::RefreshTokenReused
            | E::SecondFactorFailed
            | E::RecoveryCodeUsed => true,
            event => event.is_staff_act(),
        }
    }

    /// Whether it is an act of staff on another user, so that the line has `by`.
    pub fn is_staff_act(self) -> bool {
        self.name().starts_with("staff_")
    }

    /// Logs the event of a user, if the user is known, and of a session, if there is one.
    pub fn log(self, user: impl Into<Option<UserId>>, session: impl Into<Option<Id>>) {
        self.write(user.into(), session.into(), None);
    }

    /// Logs what a caller did to their own account, with the session of the request.
    pub fn log_own(self, caller: &Viewer) {
        self.log(caller.id(), caller.claims.session);
    }

    /// Logs what staff did to another user, with the session of the request. What users do to what is theirs is no act of
    /// staff, and nothing is logged.
    pub fn log_by_staff(self, staff: &Viewer, user: UserId) {
        if staff.id() != user {
            self.write(Some(user), staff.claims.session, Some(staff.id()));
        }
    }

    fn write(self, user: Option<UserId>, session: Option<Id>, by: Option<UserId>) {
        let [user, session, by] = [user, session, by].map(|id| id.map(Id::get));
        let Requester { network, client } = REQUESTER.try_with(Clone::clone).unwrap_or_default();
        let (event, message) = self.texts();
        macro_rules! line {
            ($level:ident) => {
                tracing::$level!(target: SECURITY, event, user, session, by, network, client, "{message}")
            };
        }
        if self.is_warning() { line!(warn) } else { line!(info) }
    }

    /// The name and the message.
    fn texts(self) -> (&'static str, &'static str) {
        match self {
            E::Registered => ("registered", "a user registered"),
            E::LoggedIn => ("logged_in", "a user logged in"),
            E::LoginFailed => ("login_failed", "a name or a password was wrong"),
            E::Throttled => ("throttled", "a limit of attempts was reached"),
            E::RefreshTokenReused => {
                ("refresh_token_reused", "a refresh token was used again, and its session has ended")
            }
            E::PasswordChanged => ("password_changed", "a user changed their password"),
            E::PasswordReset => ("password_reset", "a user reset their password"),
            E::EmailChanged => ("email_changed", "a user changed their e-mail address"),
            E::EmailConfirmed => ("email_confirmed", "a user confirmed their e-mail address"),
            E::EmailRestored => ("email_restored", "a user took a change of their e-mail address back"),
            E::EmailLost => ("email_lost", "a user lost an e-mail address that another one has taken over"),
            E::SecondFactorEnabled => ("second_factor_enabled", "a user turned their second factor on"),
            E::SecondFactorDisabled => ("second_factor_disabled", "a user turned their second factor off"),
            E::SecondFactorFailed => ("second_factor_failed", "a code of a second factor was wrong"),
            E::RecoveryCodeUsed => ("recovery_code_used", "a recovery code was used up"),
            E::LoggedOut => ("logged_out", "a user logged out"),
            E::LoggedOutEverywhere => ("logged_out_everywhere", "a user logged out everywhere"),
            E::SessionEnded => ("session_ended", "a user ended a session"),
            E::OtherSessionsEnded => ("other_sessions_ended", "a user ended all other sessions"),
            E::AccountDeleted => ("account_deleted", "a user deleted their account"),
            E::StaffCreatedUser => ("staff_created_user", "staff created a user"),
            E::StaffUpdatedUser => ("staff_updated_user", "staff changed a user"),
            E::StaffSetPassword => ("staff_set_password", "staff set the password of a user"),
            E::StaffResetSecondFactor => ("staff_reset_second_factor", "staff turned the second factor of a user off"),
            E::StaffEndedSessions => ("staff_ended_sessions", "staff ended sessions of a user"),
            E::StaffDeletedUser => ("staff_deleted_user", "staff deleted a user"),
            E::StaffChangedFolders => ("staff_changed_folders", "staff changed the folders of a user"),
            E::StaffEditedContent => ("staff_edited_content", "staff edited the content of a user"),
            E::StaffDeletedContent => ("staff_deleted_content", "staff deleted the content of a user"),
            E::StaffBannedUser => ("staff_banned_user", "staff banned a user, or lifted a ban"),
            E::StaffModeratedContent => ("staff_moderated_content", "staff moderated the content of a user"),
        }
    }
}

/// Logs what a caller did to an account: as `own` if it is theirs, or else as `by_staff`.
pub fn log_act(caller: &Viewer, user: UserId, own: SecurityEvent, by_staff: SecurityEvent) {
    if caller.id() == user { own.log_own(caller) } else { by_staff.log_by_staff(caller, user) }
}

/// Logs that a user lost an unproven e-mail address to the caller, if one did.
pub fn log_lost_address(user: Option<UserId>) {
    if user.is_some() {
        E::EmailLost.log(user, None);
    }
}

/// Logs that a limit was reached, if that is the error. Returns whether it is.
pub fn log_throttled(error: &Error, user: Option<UserId>) -> bool {
    let throttled = matches!(error.kind, ErrorKind::Throttled { .. });
    if throttled {
        E::Throttled.log(user, None);
    }
    throttled
}

/// Where a request comes from.
#[derive(Clone, Debug, Default)]
pub(super) struct Requester {
    network: String,
    client: String,
}

tokio::task_local! {
    static REQUESTER: Requester;
}

impl Requester {
    /// The network address, and what the client calls itself.
    pub(super) fn new(network: &str, client: &str) -> Self {
        Self { network: network.to_owned(), client: client.chars().take(CLIENT_MAX).collect() }
    }

    /// Runs a request, whose security events have this network address and client.
    pub(super) async fn runs<T>(self, request: impl Future<Output = T>) -> T {
        REQUESTER.scope(self, request).await
    }
}
