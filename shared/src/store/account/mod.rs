//! Accounts: credentials, roles, status, and the claims on names.

pub(crate) mod accounts;
pub(crate) mod audit;
pub(crate) mod auth_states;
pub(crate) mod bans;
pub(crate) mod claims;
pub(crate) mod data_archives;
pub(crate) mod deletion;
pub(crate) mod email_changes;
pub(crate) mod former_emails;
pub(crate) mod former_usernames;
pub(crate) mod imports;
pub(crate) mod in_flight_logins;
pub(crate) mod labelled_writes;
pub(crate) mod logins;
pub(crate) mod password;
pub(crate) mod quotas;
pub(crate) mod registration;
pub(crate) mod second_factors;
pub(crate) mod sessions;
pub(crate) mod superusers;
pub(crate) mod takeovers;
pub(crate) mod throttle;
pub(crate) mod user_count;
