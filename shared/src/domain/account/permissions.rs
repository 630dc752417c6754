//! Who may do what to whose account (contract, "Directory dialect"): the one table that decides it.

use crate::domain::account::auth::{AuthState, Viewer};
use crate::domain::error::{Error, FieldError, Problem, Result};
use crate::domain::id::UserId;

/// What a caller is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Neither staff nor superuser.
    User,
    /// Administers users.
    Staff,
    /// Administers everybody.
    Superuser,
}

/// What somebody does to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountAction {
    /// Lists all accounts.
    List,
    /// Makes an account.
    Create,
    /// Looks at an account.
    Retrieve,
    /// Changes username, first and last name, e-mail address.
    SetNames,
    /// Activates and deactivates an account.
    SetActive,
    /// Makes somebody staff or superuser, or takes that back.
    SetRoles,
    /// Ends an account.
    Delete,
    /// Sets the password.
    ChangePassword,
    /// Reads what others did to the account.
    ReadAudit,
    /// Sees, makes, changes and deletes the account's folders.
    UseFolders,
}

const YES: bool = true;
const NO: bool = false;

#[rustfmt::skip]
fn row(act: AccountAction) -> [bool; 8] {
    match act {
        //                      a user       | staff                        | a superuser
        //                      self  others | self  user  staff  superuser | self  others
        AccountAction::List           => [NO,   NO,      YES,  YES,  YES,   YES,        YES,  YES],
        AccountAction::Create         => [NO,   NO,      YES,  YES,  YES,   YES,        YES,  YES],
        AccountAction::Retrieve       => [YES,  NO,      YES,  YES,  YES,   YES,        YES,  YES],
        AccountAction::SetNames       => [YES,  NO,      YES,  YES,  NO,    NO,         YES,  YES],
        AccountAction::SetActive      => [NO,   NO,      NO,   YES,  NO,    NO,         YES,  YES],
        AccountAction::SetRoles       => [NO,   NO,      NO,   NO,   NO,    NO,         YES,  YES],
        AccountAction::Delete         => [YES,  NO,      YES,  YES,  NO,    NO,         YES,  YES],
        AccountAction::ChangePassword => [YES,  NO,      YES,  YES,  YES,   NO,         YES,  YES],
        AccountAction::ReadAudit      => [NO,   NO,      YES,  YES,  YES,   YES,        YES,  YES],
        AccountAction::UseFolders     => [YES,  NO,      YES,  YES,  YES,   YES,        YES,  YES],
    }
}

/// Whether a caller of this role may do this to somebody: to themself (`None`), or to another of that role.
pub fn allows(caller: Role, act: AccountAction, target: Option<Role>) -> bool {
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
    row(act)[column]
}

impl Role {
    /// What an account is by its auth state.
    pub fn of(auth: &AuthState) -> Self {
        match auth {
            AuthState { is_superuser: true, .. } => Self::Superuser,
            AuthState { is_staff: true, .. } => Self::Staff,
            _ => Self::User,
        }
    }
}

impl Viewer {
    /// Lets pass who may do this to the account `id`, which has this auth state.
    pub fn may(&self, act: AccountAction, id: UserId, target: &AuthState) -> Result<()> {
        let target = (self.id() != id).then(|| Role::of(target));
        if allows(Role::of(&self.auth), act, target) { Ok(()) } else { Err(Error::forbidden()) }
    }

    /// Lets pass who may do this to users of no role, whoever they are.
    pub fn may_act_on_users(&self, act: AccountAction) -> Result<()> {
        if allows(Role::of(&self.auth), act, Some(Role::User)) { Ok(()) } else { Err(Error::forbidden()) }
    }

    /// Lets pass who may set an attribute of the account `id`; else the error is about that attribute.
    pub fn may_set(&self, attribute: &'static str, act: AccountAction, id: UserId, target: &AuthState) -> Result<()> {
        self.may(act, id, target).map_err(|error| {
            let problem = Problem::new(error.code, error.message.clone());
            Error { fields: vec![FieldError { field: attribute.into(), problem }], ..error }
        })
    }

    /// Lets pass who may use the folders of this user.
    pub fn may_use_folders_of(&self, owner: UserId) -> Result<()> {
        if self.id() == owner { Ok(()) } else { self.may_act_on_users(AccountAction::UseFolders) }
    }

    /// There is no such account: only those who may look at accounts learn that.
    pub fn account_not_found(&self) -> Error {
        if self.is_staff() { Error::not_found() } else { Error::forbidden() }
    }
}
