//! Accounts, which are the `users` resources.

use utoipa::ToSchema;
use uuid::Uuid;

use crate::dialect::directory::schemas::pages::{PageMeta, PageOfLinks};
use crate::dialect::directory::schemas::relationships::ToResource;

/// A document with one account.
#[derive(ToSchema)]
pub struct AccountDocument {
    /// The account.
    data: AccountResource,
}

/// A page of accounts.
#[derive(ToSchema)]
pub struct AccountList {
    /// The accounts of this page.
    data: Vec<AccountResource>,
    /// Links to other pages.
    links: PageOfLinks,
    /// The position of this page in the list; absent if the list is filtered and not a search.
    #[schema(nullable = false)]
    meta: Option<PageMeta>,
}

/// An account.
#[derive(ToSchema)]
struct AccountResource {
    /// Always `users`.
    #[schema(pattern = "^users$")]
    r#type: String,
    /// The UUID form of the user's id.
    id: Uuid,
    /// The attributes; absent if `fields[users]` names none of them.
    #[schema(nullable = false)]
    attributes: Option<AccountAttributes>,
    /// The relationships; absent if `fields[users]` names none of them.
    #[schema(nullable = false)]
    relationships: Option<AccountRelationships>,
}

/// The attributes of an account: those that `fields[users]` names, by default all.
#[derive(ToSchema)]
struct AccountAttributes {
    /// The username, as it was given; unique without regard to case.
    #[schema(nullable = false)]
    username: Option<String>,
    /// The first name; empty if unset.
    #[schema(nullable = false)]
    first_name: Option<String>,
    /// The last name; empty if unset.
    #[schema(nullable = false)]
    last_name: Option<String>,
    /// The e-mail address; empty if there is none.
    #[schema(nullable = false)]
    email: Option<String>,
    /// Whether the account is active. A deactivated user cannot log in, and their tokens do not work.
    #[schema(nullable = false)]
    is_active: Option<bool>,
    /// Whether the user is staff.
    #[schema(nullable = false)]
    is_staff: Option<bool>,
    /// Whether the user is a superuser.
    #[schema(nullable = false)]
    is_superuser: Option<bool>,
    /// When the account was created: RFC 3339, UTC.
    #[schema(nullable = false)]
    date_joined: Option<String>,
}

/// The special folders of an account: those that `fields[users]` names, by default both.
#[derive(ToSchema)]
struct AccountRelationships {
    /// The user's inbox folder.
    #[schema(nullable = false)]
    inbox_folder: Option<ToResource>,
    /// The user's home folder.
    #[schema(nullable = false)]
    home_folder: Option<ToResource>,
}

/// A document with a new account.
#[derive(ToSchema)]
pub struct NewAccount {
    /// The account.
    data: NewAccountResource,
}

/// A new account. It has no password until one is set, so no one can log in to it.
#[derive(ToSchema)]
struct NewAccountResource {
    /// Always `users`.
    #[schema(pattern = "^users$")]
    r#type: String,
    /// The attributes. Only `username` is required.
    attributes: NewAccountAttributes,
}

/// The attributes of a new account.
#[derive(ToSchema)]
struct NewAccountAttributes {
    /// 1 to 150 ASCII letters, digits, `.`, `+`, `@`, `-` and `_`; unique without regard to case. It cannot be an
    /// integer, a UUID, a reserved word or the e-mail address of another user.
    #[schema(min_length = 1, max_length = 150, pattern = "^(?![0-9]+$)[A-Za-z0-9_.+@-]+$")]
    username: String,
    /// The first name: one line of at most 150 characters.
    #[schema(max_length = 150)]
    first_name: Option<String>,
    /// The last name: one line of at most 150 characters.
    #[schema(max_length = 150)]
    last_name: Option<String>,
    /// The e-mail address, at most 254 characters; unique without regard to case. `null` or empty for none.
    #[schema(max_length = 254, pattern = "^(.+@.+)?$")]
    email: Option<String>,
    /// Whether the account is active: `true` by default.
    #[schema(nullable = false)]
    is_active: Option<bool>,
    /// Whether the user is staff: `false` by default. Only superusers can grant this.
    #[schema(nullable = false)]
    is_staff: Option<bool>,
    /// Whether the user is a superuser: `false` by default. Only superusers can grant this.
    #[schema(nullable = false)]
    is_superuser: Option<bool>,
}

/// A document with changes to an account.
#[derive(ToSchema)]
pub struct AccountChange {
    /// The account.
    data: AccountChangeResource,
}

/// Changes to an account. They apply together or not at all.
#[derive(ToSchema)]
struct AccountChangeResource {
    /// Always `users`.
    #[schema(pattern = "^users$")]
    r#type: String,
    /// The UUID of the user, as in the path.
    id: Uuid,
    /// The attributes to change.
    #[schema(nullable = false)]
    attributes: Option<AccountChangeAttributes>,
}

/// The attributes of an account to change; those that are absent stay as they are.
#[derive(ToSchema)]
struct AccountChangeAttributes {
    /// 1 to 150 ASCII letters, digits, `.`, `+`, `@`, `-` and `_`; unique without regard to case. It cannot be an
    /// integer, a UUID, a reserved word or the e-mail address of another user.
    #[schema(min_length = 1, max_length = 150, pattern = "^(?![0-9]+$)[A-Za-z0-9_.+@-]+$", nullable = false)]
    username: Option<String>,
    /// The first name: one line of at most 150 characters. `null` and the empty string clear it.
    #[schema(max_length = 150)]
    first_name: Option<String>,
    /// The last name: one line of at most 150 characters. `null` and the empty string clear it.
    #[schema(max_length = 150)]
    last_name: Option<String>,
    /// The e-mail address, at most 254 characters; unique without regard to case. `null` and the empty string clear it.
    #[schema(max_length = 254, pattern = "^(.+@.+)?$")]
    email: Option<String>,
    /// `false` blocks login and every token of the user at once; `true` undoes this. Only staff and superusers can
    /// change it.
    #[schema(nullable = false)]
    is_active: Option<bool>,
    /// Whether the user is staff. Only superusers can change this.
    #[schema(nullable = false)]
    is_staff: Option<bool>,
    /// Whether the user is a superuser. Only superusers can change this; the last active superuser stays one.
    #[schema(nullable = false)]
    is_superuser: Option<bool>,
}

/// A new password for an account.
#[derive(ToSchema)]
pub struct NewPassword {
    /// 8 to 128 characters, no control characters, and not easy to guess.
    #[schema(format = "new-password")]
    password: String,
}
