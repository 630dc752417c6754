//! The filters of `GET /users/`: by status and roles.

use shared::dialect::directory::{Parameters, wrong_parameter};
use shared::domain::profile::search::AccountList;
use shared::domain::{Problem, Result, Status};
use shared::store::Account;

const IS_ACTIVE: &str = "filter[is_active]";
const IS_STAFF: &str = "filter[is_staff]";
const IS_SUPERUSER: &str = "filter[is_superuser]";

/// What the attributes of the accounts must be, as far as the caller says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filter {
    is_active: Option<bool>,
    is_staff: Option<bool>,
    is_superuser: Option<bool>,
}

impl Filter {
    /// The query parameters.
    pub const PARAMETERS: [&str; 3] = [IS_ACTIVE, IS_STAFF, IS_SUPERUSER];

    /// Reads the query parameters.
    pub fn parse(parameters: &Parameters) -> Result<Self> {
        let read = |name| parameters.get(name).map(|text| boolean(name, text)).transpose();
        Ok(Self { is_active: read(IS_ACTIVE)?, is_staff: read(IS_STAFF)?, is_superuser: read(IS_SUPERUSER)? })
    }

    /// Whether all accounts match, because nothing is given.
    pub fn is_empty(self) -> bool {
        self == Self { is_active: None, is_staff: None, is_superuser: None }
    }

    /// The smallest list that contains all accounts that match; `None` for that of all accounts.
    pub fn list(self) -> Option<AccountList> {
        match self {
            Self { is_superuser: Some(true), .. } => Some(AccountList::Superusers),
            Self { is_staff: Some(true), .. } => Some(AccountList::Staff),
            Self { is_active: Some(false), .. } => Some(AccountList::Deactivated),
            _ => None,
        }
    }

    /// Whether an account matches.
    pub fn matches(self, account: &Account) -> bool {
        let is = |expected: Option<bool>, actual| expected.is_none_or(|expected| expected == actual);
        is(self.is_active, account.profile.status == Status::Approved)
            && is(self.is_staff, account.auth.is_staff)
            && is(self.is_superuser, account.auth.is_superuser)
    }
}

fn boolean(name: &str, text: &str) -> Result<bool> {
    let wrong = || wrong_parameter(name, Problem::new("invalid_choice", "The values are true and false."));
    text.parse().map_err(|_| wrong())
}
