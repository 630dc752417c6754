//! The handlers: each checks what the path and the credentials say, and returns something empty.

use axum::Json;
use shared::auth::{CurrentUser, MaybeUser};
use shared::dialect::{PathId, PathText};
use shared::domain::{Error, Result};

use super::out::{EmptyPage, LoyaltyPoints, Menu, NoEntry, NothingCounted, NothingUnseen, Platform};

type Rows = Json<[NoEntry; 0]>;

async fn checked(caller: MaybeUser) -> Result<()> {
    caller.with(async { Ok(()) }).await.map(drop)
}

/// An empty array, for anyone.
pub async fn list_for_anyone(caller: MaybeUser) -> Result<Rows> {
    checked(caller).await.map(|()| Json([]))
}

/// An empty array about a user, for anyone.
pub async fn list_for_anyone_about(caller: MaybeUser, PathId(_): PathId) -> Result<Rows> {
    checked(caller).await.map(|()| Json([]))
}

/// An empty array, for users.
pub async fn list_for_users(caller: CurrentUser) -> Result<Rows> {
    caller.alone().await.map(|_| Json([]))
}

/// An empty page, for anyone.
pub async fn page_for_anyone(caller: MaybeUser) -> Result<Json<EmptyPage>> {
    checked(caller).await.map(|()| Json::default())
}

/// An empty page about a post, for anyone.
pub async fn page_for_anyone_about(caller: MaybeUser, PathId(_): PathId) -> Result<Json<EmptyPage>> {
    checked(caller).await.map(|()| Json::default())
}

/// An empty page, for users.
pub async fn page_for_users(caller: CurrentUser) -> Result<Json<EmptyPage>> {
    caller.alone().await.map(|_| Json::default())
}

/// No banners.
pub async fn count_nothing(caller: CurrentUser) -> Result<Json<NothingCounted>> {
    caller.alone().await.map(|_| Json::default())
}

/// No unseen posts.
pub async fn count_unseen_posts(caller: CurrentUser) -> Result<Json<NothingUnseen>> {
    caller.alone().await.map(|_| Json::default())
}

/// No points.
pub async fn points(caller: CurrentUser, PathId(id): PathId) -> Result<Json<LoyaltyPoints>> {
    caller.alone().await?.must_be(id)?;
    Ok(Json::default())
}

/// No back office.
pub async fn platform(caller: CurrentUser) -> Result<Json<Platform>> {
    caller.alone().await.map(|_| Json::default())
}

/// A menu without items.
pub async fn menu(caller: MaybeUser, PathText(name): PathText) -> Result<Json<Menu>> {
    checked(caller).await?;
    let known = (1..).zip(["base", "not_logged", "user"]).find(|(_, known)| *known == name);
    let (id, name) = known.ok_or_else(Error::not_found)?;
    Ok(Json(Menu { id, name, items: [] }))
}
