//! Lists of accounts by role and status. Only those with few of all accounts are kept: the others are what is left.

use crate::domain::account::permissions::Role;
use crate::domain::account::status::Status;
use crate::domain::profile::Profile;

/// A list of few of all accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountList {
    /// Staff and superusers.
    Staff,
    /// Superusers.
    Superusers,
    /// Deactivated users.
    Deactivated,
}

impl AccountList {
    /// Every list.
    pub const ALL: [Self; 3] = [Self::Staff, Self::Superusers, Self::Deactivated];

    /// The lists that contain an account, if it is not deleted.
    pub(super) fn of(profile: &Profile) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|list| list.contains(profile))
    }

    /// The word in the name index by which its accounts are found.
    pub fn word(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Superusers => "superuser",
            Self::Deactivated => "deactivated",
        }
    }

    fn contains(self, profile: &Profile) -> bool {
        match self {
            Self::Staff => profile.role != Role::User,
            Self::Superusers => profile.role == Role::Superuser,
            Self::Deactivated => profile.status == Status::Blocked,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{UserId, Username};

    #[test]
    fn an_account_is_in_the_lists_of_its_role_and_status() {
        let id = UserId::try_from(1).expect("an id");
        let username = Username::parse_directory("anna").expect("a username");
        let user = Profile::new(id, username, None);
        let lists = |role, status| AccountList::of(&Profile { role, status, ..user.clone() }).collect::<Vec<_>>();
        assert!(lists(Role::User, Status::Approved).is_empty());
        assert_eq!(lists(Role::Staff, Status::Approved), [AccountList::Staff]);
        assert_eq!(lists(Role::Superuser, Status::Approved), [AccountList::Staff, AccountList::Superusers]);
        assert_eq!(lists(Role::Staff, Status::Blocked), [AccountList::Staff, AccountList::Deactivated]);
    }

    /// The list is read by its partition alone.
    #[test]
    fn no_two_lists_share_a_partition() {
        let mut starts = AccountList::ALL.map(|list| &list.word()[..2]).to_vec();
        starts.dedup();
        assert_eq!(starts.len(), AccountList::ALL.len());
    }
}
