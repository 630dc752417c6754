//! `POST /api/v2/user/me/markseen/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::Input;
use shared::dialect::community::UserView;
use shared::domain::cursor::{PageRequest, Start};
use shared::domain::{Error, Id, Reaction, Result, UserId};
use shared::runtime::state::AppState;
use shared::store::{Consistency, Store};

/// Posts that one request marks as seen, named or not.
pub const SEEN_MAX: usize = 100;

/// Marks the posts that the body names as seen by the caller, or the newest of the caller's home feed if it names none.
/// Each post that the caller had not seen gains a view.
pub async fn mark_posts_seen(
    State(state): State<AppState>,
    caller: CurrentUser,
    input: Input,
) -> Result<(StatusCode, Json<UserView>)> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads = async {
        let mut fields = input.fields()?;
        let named = fields.ids("posts", SEEN_MAX);
        fields.finish()?;
        let posts = async {
            match named {
                Some(named) => Ok(named),
                None => newest_of_home_feed(store, me).await,
            }
        };
        tokio::try_join!(store.users().get(me, None, Consistency::Strong), posts)
    };
    let (viewer, (user, posts)) = caller.with(reads).await?;
    let user = user.ok_or_else(Error::not_found)?;
    let id = Id::generate(state.clock.now());
    let view = |post| Reaction { post, user: viewer.id(), id, author: None, reaction: Default::default() };
    store.reactions().mark_posts_seen(posts.into_iter().map(view).collect()).await?;
    Ok((StatusCode::CREATED, Json(UserView::new(user, Some(&viewer), &state.config))))
}

async fn newest_of_home_feed(store: &Store, reader: UserId) -> Result<Vec<Id>> {
    let pull_authors = store.pull_authors().of_reader(reader).await?;
    let request = PageRequest { limit: SEEN_MAX, start: Start::Offset(0) };
    let page = store.feeds().page(reader, pull_authors.read_on_demand(), false, &request).await?;
    Ok(page.rows.iter().map(|entry| entry.row.post).collect())
}
