//! Ids in paths.

use axum::http::request::Parts;
use uuid::Uuid;

use crate::dialect::extract::{InPath, PathText};
use crate::domain::id::UuidKind;
use crate::domain::{Error, FolderId, Id, Result, UserId};

/// The user in a path; text that is not the UUID of a user is 404.
pub struct PathUser(pub UserId);

/// The folder in a path; text that is not the UUID of a folder is 404.
pub struct PathFolder(pub FolderId);

/// Reads a UUID in its 36-character form, in upper or lower case.
pub(super) fn parse_uuid(text: &str) -> Option<Uuid> {
    Uuid::try_parse(text).ok().filter(|_| text.len() == 36)
}

impl InPath for PathUser {
    async fn read(parts: &mut Parts) -> Result<Self> {
        let PathText(text) = PathText::read(parts).await?;
        match parse_uuid(&text).and_then(Id::from_uuid) {
            Some((id, UuidKind::User)) => Ok(Self(id)),
            _ => Err(Error::not_found()),
        }
    }
}

impl InPath for PathFolder {
    async fn read(parts: &mut Parts) -> Result<Self> {
        let PathText(text) = PathText::read(parts).await?;
        parse_uuid(&text).and_then(FolderId::from_uuid).map(Self).ok_or_else(Error::not_found)
    }
}
