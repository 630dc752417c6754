//! The attributes of an account that the directory can change.

use shared::dialect::Fields;
use shared::domain::{AccountAction, AuthState, Email, Profile, Result, Status, UserId, Viewer, text};

/// All attributes that can be changed, except the username.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attributes {
    first_name: String,
    last_name: String,
    email: Option<Email>,
    is_active: bool,
    is_staff: bool,
    is_superuser: bool,
}

impl Attributes {
    /// The attributes of an account.
    pub fn of(profile: &Profile, auth: &AuthState) -> Self {
        Self {
            first_name: profile.first_name.clone(),
            last_name: profile.last_name.clone(),
            email: profile.email.clone(),
            is_active: auth.status == Status::Approved,
            is_staff: auth.is_staff,
            is_superuser: auth.is_superuser,
        }
    }

    /// The attributes of a new account, by default.
    pub fn of_new_account() -> Self {
        let (first_name, last_name) = (String::new(), String::new());
        Self { first_name, last_name, email: None, is_active: true, is_staff: false, is_superuser: false }
    }

    /// Applies the changes in a body. `fields` collects the errors; an attribute with an error stays as it is.
    pub fn with_changes(&self, fields: &mut Fields) -> Self {
        let mut after = self.clone();
        for (name, target) in [("first_name", &mut after.first_name), ("last_name", &mut after.last_name)] {
            fields.change(name, target, |text| text::line(text, text::NAME_MAX));
        }
        let email = self.email.as_ref().map(Email::as_str).unwrap_or_default();
        let email = fields.optional("email", |text| match text::trim(text) {
            text if text == email => Ok(self.email.clone()),
            "" => Ok(None),
            text => Email::parse(text).map(Some),
        });
        after.email = email.unwrap_or(after.email);
        after.is_active = fields.boolean("is_active", self.is_active);
        after.is_staff = fields.boolean("is_staff", self.is_staff);
        after.is_superuser = fields.boolean("is_superuser", self.is_superuser);
        after
    }

    /// Fails unless the viewer may make the changes from these attributes to `after` on the account `id` with the auth
    /// state `target`. An unchanged attribute needs no permission.
    pub fn check_permissions(&self, after: &Self, viewer: &Viewer, id: UserId, target: &AuthState) -> Result<()> {
        let changes = [
            ("is_active", AccountAction::SetActive, self.is_active != after.is_active),
            ("is_staff", AccountAction::SetRoles, self.is_staff != after.is_staff),
            ("is_superuser", AccountAction::SetRoles, self.is_superuser != after.is_superuser),
        ];
        let mut changed = changes.into_iter().filter(|(.., changes)| *changes);
        changed.try_for_each(|(name, action, _)| viewer.may_set(name, action, id, target))
    }

    /// Whether these attributes differ from `before` in one that a user logs in with.
    pub fn changes_credentials(&self, before: &Self) -> bool {
        self.email != before.email
    }

    /// Writes the attributes to an account.
    pub fn apply_to(self, profile: &mut Profile, auth: &mut AuthState) {
        match self.email {
            Some(email) => profile.set_email(email),
            None => {
                profile.email = None;
                profile.email_isvalid = false;
            }
        }
        (profile.first_name, profile.last_name) = (self.first_name, self.last_name);
        let status = if self.is_active { Status::Approved } else { Status::Blocked };
        (profile.status, auth.status) = (status, status);
        (auth.is_staff, auth.is_superuser) = (self.is_staff, self.is_superuser);
    }
}
