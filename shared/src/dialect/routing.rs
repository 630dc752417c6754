//! Which API a path belongs to.

/// One of the three public APIs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `/api/v2/...`
    Community,
    /// `/api/...`
    Site,
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
        } else {
            Self::Directory
        }
    }
}
