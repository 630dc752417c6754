//! Kinds of rights to call a route.

/// Who may call a route about the user `owner`: the user of the path, or the author of the post or folder in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Any caller; credentials are ignored, even invalid ones.
    Public,
    /// Any caller, with valid credentials or none.
    Anyone,
    /// Any user; the call is about the caller.
    User,
    /// Any user, but the body names a resource of the owner, which does not exist for other users (404).
    ResourceOwner,
    /// Any user but the owner, for whom the call makes no sense (400).
    OtherUsers,
    /// Only the user whom the path names.
    SelfOnly,
    /// The user whom the path names, staff for plain users, and superusers.
    SelfOrStaff,
    /// Staff and superusers, not even the user whom the path names.
    Staff,
    /// Superusers only.
    Superuser,
}
