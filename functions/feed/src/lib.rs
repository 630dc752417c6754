//! The `feed` function: posts and discussions, reactions to them, polls, and feeds.

mod bodies;
mod content;
mod delete;
mod discussions;
mod explore;
mod feeds;
mod home_feed;
mod mark_read;
mod mark_seen;
mod path_kind;
mod poll_vote;
mod post_views;
mod posts;
mod publish;
mod react;
mod retrieve;
mod update;
mod user_feed;

use shared::openapi::Routes;

/// The routes of this function.
pub fn routes<R: Routes>(routes: R) -> R {
    let routes = routes.tag("Posts", "Discussions have a title, posts have none; otherwise they are the same.");
    let routes = discussions::routes(routes);
    let routes = posts::routes(routes);
    feeds::routes(routes)
}
