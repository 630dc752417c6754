//! The `feed` function: posts and discussions, comments and other reactions to them, polls, and feeds.

mod blocked_authors;
mod bodies;
mod comments;
mod content;
mod contributors;
mod delete;
mod discussions;
mod explore;
mod feed_tag;
mod feeds;
mod flags;
mod home_feed;
mod mark_read;
mod mark_seen;
mod media;
mod moderation;
mod moderators;
mod path_kind;
mod poll_vote;
mod post_views;
mod posts;
mod publish;
mod react;
mod reactions;
mod retrieve;
mod review;
mod suspend;
mod uncommented;
mod update;
mod user_feed;
mod voters;

use shared::openapi::Routes;

/// The routes of this function.
pub fn routes<R: Routes>(routes: R) -> R {
    let routes = routes.tag("Posts", "Discussions have a title, posts have none; otherwise they are the same.");
    let routes = discussions::routes(routes);
    let routes = posts::routes(routes);
    let routes = reactions::routes(routes);
    let routes = comments::routes(routes);
    let routes = moderation::routes(routes);
    feeds::routes(routes)
}
