//! What a digest tells of.

use std::collections::HashMap;

use shared::domain::notification::digest::LISTED_MAX;
use shared::domain::notification::sentence::sentence;
use shared::domain::{Result, UserId};
use shared::mail::Digest;
use shared::store::{Consistency, Store};

/// What a user has not seen. `None` if there is nothing.
pub async fn digest_of(store: &Store, user: UserId) -> Result<Option<Digest>> {
    let unseen = store.notifications().unseen(user).await?;
    let count = unseen.len();
    let newest = store.notifications().with_content(unseen.into_iter().take(LISTED_MAX).collect()).await?;
    let mut users: Vec<UserId> = newest.iter().map(|notification| notification.kind.user()).collect();
    users.sort_unstable();
    users.dedup();
    let users = store.users().get_many(&users, None, Consistency::Eventual).await?;
    let names: HashMap<UserId, String> =
        users.iter().map(|user| (user.profile.id, user.profile.display_name().to_owned())).collect();
    let lines = newest.iter().filter_map(|notification| {
        let name = names.get(&notification.kind.user())?;
        Some(sentence(notification.kind, name))
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return Ok(None);
    }
    let unsubscribe = store.settings().unsubscribe_code(user).await?.into_text();
    Ok(Some(Digest { lines, unseen: count, unsubscribe }))
}
