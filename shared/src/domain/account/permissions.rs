//! Who may do what to which account (`docs/api/directory.md`, "Permissions"). One matrix decides it for every API.

use serde::{Deserialize, Serialize};

use crate::domain::account::auth_state::AuthState;
use crate::domain::account::viewer::Viewer;
use crate::domain::error::{Error, FieldError, Problem, Result};
use crate::domain::id::UserId;

/// The role of an account. The profile has it too, in these words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// A plain user, who manages only their own account.
    #[default]
    User,
    /// Staff, who manage plain users.
    Staff,
    /// A superuser, who manages everyone.
    Superuser,
}

/// An action on an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountAction {
    /// List all accounts, and read the figures of the community.
    List,
    /// Create an account.
    Create,
    /// Read an account.
    Retrieve,
    /// Change the username, first name, last name or e-mail address.
    SetNames,
    /// Activate or deactivate an account.
    SetActive,
    /// Grant or revoke the roles of staff and superuser.
    SetRoles,
    /// Delete an account.
    Delete,
    /// Set the password.
    ChangePassword,
    /// Turn the second factor off for a user who has lost it. One's own takes a code.
    ResetSecondFactor,
    /// List and end the sessions of an account. One's own take no right.
    ManageSessions,
    /// Read the audit trail of an account.
    ReadAudit,
    /// Read, create, change and delete the account's folders.
    UseFolders,
    /// Decide about posts and comments of the account.
    ModerateContent,
}

const YES: bool = true;
const NO: bool = false;

#[rustfmt::skip]
fn row(action: AccountAction) -> [bool; 8] {
    match action {
        //                                a user       | staff                        | a superuser
        //                                self  others | self  user  staff  superuser | self  others
        AccountAction::List           => [NO,   NO,      YES,  YES,  YES,   YES,        YES,  YES],
        AccountAction::Create         => [NO,   NO,      YES,  YES,  YES,   YES,        YES,  YES],
        AccountAction::Retrieve       => [YES,  NO,      YES,  YES,  YES,   YES,        YES,  YES],
        AccountAction::SetNames       => [YES,  NO,      YES,  YES,  NO,    NO,         YES,  YES],
        AccountAction::SetActive      => [NO,   NO,      NO,   YES,  NO,    NO,         YES,  YES],
        AccountAction::SetRoles       => [NO,   NO,      NO,   NO,   NO,    NO,         YES,  YES],
        AccountAction::Delete         => [YES,  NO,      YES,  YES,  NO,    NO,         YES,  YES],
        AccountAction::ChangePassword => [YES,  NO,      YES,  YES,  NO,    NO,         YES,  YES],
        AccountAction::ResetSecondFactor => [NO, NO,     NO,   YES,  NO,    NO,         NO,   YES],
        AccountAction::ManageSessions => [NO,   NO,      YES,  YES,  NO,    NO,         YES,  YES],
        AccountAction::ReadAudit      => [NO,   NO,      YES,  YES,  YES,   YES,        YES,  YES],
        AccountAction::UseFolders     => [YES,  NO,      YES,  YES,  YES,   YES,        YES,  YES],
        AccountAction::ModerateContent => [NO,  NO,      YES,  YES,  YES,   NO,         YES,  YES],
    }
}

/// Whether a caller of this role may do this to an account: their own (`None`), or another one of the role `target`.
pub fn allows(caller: Role, action: AccountAction, target: Option<Role>) -> bool {
    let column = match (caller, target) {
        (Role::User, None) => 0,
        (Role::User, Some(_)) => 1,
        (Role::Staff, None) => 2,
        (Role::Staff, Some(Role::User)) => 3,
        (Role::Staff, Some(Role::Staff)) => 4,
        (Role::Staff, Some(Role::Superuser)) => 5,
        (Role::Superuser, None) => 6,
        (Role::Superuser, Some(_)) => 7,
    };
    row(action)[column]
}

impl Role {
    /// The role of an account with this auth state.
    pub fn of(auth: &AuthState) -> Self {
        match auth {
            AuthState { is_superuser: true, .. } => Self::Superuser,
            AuthState { is_staff: true, .. } => Self::Staff,
            _ => Self::User,
        }
    }
}

impl Viewer {
    /// Fails unless the caller may do this to the account `id`, whose auth state is `target`.
    pub fn may(&self, action: AccountAction, id: UserId, target: &AuthState) -> Result<()> {
        let target = (self.id() != id).then(|| Role::of(target));
        if allows(Role::of(&self.auth), action, target) { Ok(()) } else { Err(Error::forbidden()) }
    }

    /// Fails unless the caller may do this to every plain user.
    pub fn may_act_on_users(&self, action: AccountAction) -> Result<()> {
        if allows(Role::of(&self.auth), action, Some(Role::User)) { Ok(()) } else { Err(Error::forbidden()) }
    }

    /// Fails unless the caller may set this attribute of the account `id`. The error names the attribute.
    pub fn may_set(
        &self,
        attribute: &'static str,
        action: AccountAction,
        id: UserId,
        target: &AuthState,
    ) -> Result<()> {
        self.may(action, id, target).map_err(|error| {
            let problem = Problem::new(error.code, error.message.clone());
            Error { fields: vec![FieldError { field: attribute.into(), problem }], ..error }
        })
    }

    /// Fails unless the caller may use the folders of `owner`.
    pub fn may_use_folders_of(&self, owner: UserId) -> Result<()> {
        if self.id() == owner { Ok(()) } else { self.may_act_on_users(AccountAction::UseFolders) }
    }

    /// The error for an account that does not exist. Only staff learn that it does not.
    pub fn account_not_found(&self) -> Error {
        if self.is_staff() { Error::not_found() } else { Error::forbidden() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::token::Claims;
    use crate::domain::error::ErrorKind;
    use crate::domain::id::Id;

    const ACTIONS: [AccountAction; 13] = [
        AccountAction::List,
        AccountAction::Create,
        AccountAction::Retrieve,
        AccountAction::SetNames,
        AccountAction::SetActive,
        AccountAction::SetRoles,
        AccountAction::Delete,
        AccountAction::ChangePassword,
        AccountAction::ResetSecondFactor,
        AccountAction::ManageSessions,
        AccountAction::ReadAudit,
        AccountAction::UseFolders,
        AccountAction::ModerateContent,
    ];
    const ROLES: [Role; 3] = [Role::User, Role::Staff, Role::Superuser];

    fn viewer(id: u64, auth: AuthState) -> Viewer {
        let user_id = Id::try_from(id).unwrap();
        Viewer { claims: Claims::new(user_id, "a", 1, 2), auth }
    }

    #[test]
    fn a_superuser_may_do_everything_and_a_plain_user_nothing_to_others() {
        for action in ACTIONS {
            for target in ROLES {
                assert!(allows(Role::Superuser, action, Some(target)), "{action:?} {target:?}");
                assert!(!allows(Role::User, action, Some(target)), "{action:?} {target:?}");
            }
            let takes_a_code = action == AccountAction::ResetSecondFactor;
            assert_eq!(allows(Role::Superuser, action, None), !takes_a_code, "{action:?}");
        }
    }

    #[test]
    fn no_right_grows_with_the_role_of_the_target() {
        for caller in ROLES {
            for action in ACTIONS {
                let [user, staff, superuser] = ROLES.map(|target| allows(caller, action, Some(target)));
                assert!((user || !staff) && (staff || !superuser), "{caller:?} {action:?}");
            }
        }
    }

    #[test]
    fn staff_change_no_other_staff_but_may_moderate_what_they_write() {
        let allowed = |target| ACTIONS.into_iter().filter(move |action| allows(Role::Staff, *action, target));
        use AccountAction::{
            ChangePassword, Create, Delete, List, ManageSessions, ModerateContent, ReadAudit, ResetSecondFactor,
            Retrieve, SetActive, SetNames, UseFolders,
        };
        let read = [List, Create, Retrieve, ReadAudit, UseFolders];
        let expect = |target, also: &[AccountAction]| {
            let allowed: Vec<_> = allowed(target).collect();
            assert!(allowed.iter().all(|action| read.contains(action) || also.contains(action)), "{allowed:?}");
            assert_eq!(allowed.len(), read.len() + also.len(), "{target:?}: {allowed:?}");
        };
        expect(None, &[SetNames, Delete, ChangePassword, ManageSessions, ModerateContent]);
        let managed = [SetNames, SetActive, Delete, ChangePassword, ResetSecondFactor, ManageSessions, ModerateContent];
        expect(Some(Role::User), &managed);
        expect(Some(Role::Staff), &[ModerateContent]);
        expect(Some(Role::Superuser), &[]);
    }

    #[test]
    fn a_superuser_who_is_staff_is_a_superuser() {
        assert_eq!(Role::of(&AuthState::new(true, true)), Role::Superuser);
        assert_eq!(Role::of(&AuthState::new(true, false)), Role::Staff);
        assert_eq!(Role::of(&AuthState::new(false, false)), Role::User);
    }

    #[test]
    fn a_refused_attribute_is_named_and_a_missing_account_is_hidden_from_plain_users() {
        let plain = AuthState::new(false, false);
        let (user, staff) = (viewer(1, plain.clone()), viewer(2, AuthState::new(true, false)));
        let error = user.may_set("is_staff", AccountAction::SetRoles, user.id(), &plain).unwrap_err();
        assert_eq!((error.kind, &*error.fields[0].field), (ErrorKind::Forbidden, "is_staff"));
        assert_eq!(error.fields[0].problem.code, "permission_denied");
        assert!(user.may(AccountAction::SetNames, user.id(), &plain).is_ok());
        assert!(user.may(AccountAction::SetNames, staff.id(), &plain).is_err());
        assert_eq!(user.account_not_found().kind, ErrorKind::Forbidden);
        assert_eq!(staff.account_not_found().kind, ErrorKind::NotFound);
        assert!(user.may_use_folders_of(user.id()).is_ok() && user.may_use_folders_of(staff.id()).is_err());
        assert!(staff.may_use_folders_of(user.id()).is_ok());
    }
}
