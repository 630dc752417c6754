//! The media of a post: they must exist, be its author's, and be in no other post.

use shared::domain::{Content, Error, Id, PostMedia, Problem, Result, UserId};
use shared::runtime::state::AppState;
use shared::store::MediaChange;

/// The media that a body names, as they were read.
pub struct Medias {
    ids: Vec<Id>,
    attached: Vec<PostMedia>,
    change: MediaChange,
}

impl Medias {
    /// Sets the media of the content. Returns what changes for them.
    pub fn apply(self, content: &mut Content) -> MediaChange {
        content.medias = self.ids;
        content.attached = self.attached;
        self.change
    }
}

/// Reads the media with these ids that the post does not have `before` an edit. Without new ones it reads nothing.
pub async fn read(state: &AppState, author: UserId, before: Option<&Content>, ids: Vec<Id>) -> Result<Medias> {
    let had = before.map(|before| (&before.medias[..], &before.attached[..])).unwrap_or_default();
    let new: Vec<Id> = ids.iter().copied().filter(|id| !had.0.contains(id)).collect();
    let now = state.clock.now().as_second();
    let mut found = if new.is_empty() { Vec::new() } else { state.store.post_media().get_many(author, &new).await? };
    found.retain(|media| media.exists_at(now));
    let refused = |problem| Err(Error::field("medias", problem));
    if found.iter().any(|media| media.post.is_some()) {
        return refused(Problem::used_media());
    }
    if found.len() < new.len() && !state.config.foreign_media {
        return refused(Problem::unknown_media());
    }
    let (kept, removed): (Vec<_>, Vec<_>) = had.1.iter().cloned().partition(|media| ids.contains(&media.id));
    let attached = kept.into_iter().chain(found.iter().map(|stored| stored.media.clone())).collect();
    let removed = removed.into_iter().map(|media| media.id).collect();
    Ok(Medias { ids, attached, change: MediaChange { added: found, removed } })
}
