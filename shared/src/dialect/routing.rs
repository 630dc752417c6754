//! Which API a path belongs to.

/// One of the three public APIs, or the token endpoints beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `/api/v2/...`
    Community,
    /// `/api/...`
    Site,
    /// `/oauth/...`
    OAuth,
    /// `/users/...`, `/folders/...`, `/nodes/...` and every other path.
    Directory,
}

impl Dialect {
    /// The API that a path belongs to.
    pub fn of(path: &str) -> Self {
        if path.starts_with("/api/v2/") {
            Self::Community
        } else if path.starts_with("/api/") {
            Self::Site
        } else if path.starts_with("/oauth/") {
            Self::OAuth
        } else {
            Self::Directory
        }
    }
}
