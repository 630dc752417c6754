//! Function `feed`: what users publish, what others do about it, and what each is shown of it.

mod bodies;
mod content;
mod delete;
mod home;
mod kind;
mod mark_seen;
mod poll;
mod publish;
mod retrieve;
mod shown;
mod toggle;
mod update;
mod user_feed;

use shared::dialect::community::{FeedUnitView, ListView, PostView, UserView};
use shared::openapi::Routes;
use shared::openapi::parameters::PAGES;

use bodies::{ChoiceOfPoll, DiscussionChange, NewDiscussion, NewPost, PostChange, SeenPosts};

/// The post of the answer.
const ID: &[(&str, &str)] = &[("id", "$response.body#/id")];
/// Its author.
const AUTHOR: &[(&str, &str)] = &[("id", "$response.body#/author/id")];

/// The routes of this function.
pub fn routes<R: Routes>(routes: R) -> R {
    feeds(posts(discussions(routes.tag("Posts", "Posts, which have no title, and discussions, which have one."))))
}

fn discussions<R: Routes>(routes: R) -> R {
    routes
        .post("/api/v2/discussion/", publish::publish_post, |op| {
            op.operation_id("publish_discussion", "Publishes a discussion of the caller's.")
                .request_body::<NewDiscussion>()
                .response::<PostView>(201, "")
                .link(&[
                    ("retrieve_discussion", ID),
                    ("update_discussion", ID),
                    ("toggle_discussion_vote", ID),
                    ("toggle_discussion_follow", ID),
                    ("delete_discussion", ID),
                    ("list_user_feed", AUTHOR),
                ])
        })
        .get("/api/v2/discussion/{id}/", retrieve::retrieve_post, |op| {
            op.operation_id("retrieve_discussion", "One discussion.").response::<PostView>(200, "")
        })
        .put("/api/v2/discussion/{id}/", update::update_post, |op| {
            op.operation_id(
                "update_discussion",
                "Edits a discussion. For its author and for staff; what is absent stays.",
            )
            .optional_body::<DiscussionChange>()
            .response::<PostView>(200, "")
            .error(403, "")
        })
        .delete("/api/v2/discussion/{id}/", delete::delete_post, |op| {
            op.operation_id("delete_discussion", "Deletes a discussion. For its author and for staff.")
                .no_content("")
                .error(403, "")
        })
        .post("/api/v2/discussion/{id}/vote/", toggle::toggle_vote, |op| {
            op.operation_id("toggle_discussion_vote", "Votes for a discussion, or takes the vote back.").no_content("")
        })
        .post("/api/v2/discussion/{id}/follow/", toggle::toggle_follow, |op| {
            op.operation_id("toggle_discussion_follow", "Follows a discussion, or follows it no more.").no_content("")
        })
        .post("/api/v2/discussion/{id}/poll/vote/", poll::toggle_poll_vote, |op| {
            op.operation_id("toggle_discussion_poll_vote", "Votes for a choice of a poll, or takes the vote back.")
                .request_body::<ChoiceOfPoll>()
                .no_content("")
        })
}

fn posts<R: Routes>(routes: R) -> R {
    routes
        .post("/api/v2/post/", publish::publish_post, |op| {
            op.operation_id("publish_post", "Publishes a post of the caller's.")
                .request_body::<NewPost>()
                .response::<PostView>(201, "")
                .link(&[
                    ("retrieve_post", ID),
                    ("update_post", ID),
                    ("toggle_post_vote", ID),
                    ("toggle_post_follow", ID),
                    ("delete_post", ID),
                    ("list_user_feed", AUTHOR),
                ])
        })
        .get("/api/v2/post/{id}/", retrieve::retrieve_post, |op| {
            op.operation_id("retrieve_post", "One post.").response::<PostView>(200, "")
        })
        .put("/api/v2/post/{id}/", update::update_post, |op| {
            op.operation_id("update_post", "Edits a post. For its author and for staff; what is absent stays.")
                .optional_body::<PostChange>()
                .response::<PostView>(200, "")
                .error(403, "")
        })
        .delete("/api/v2/post/{id}/", delete::delete_post, |op| {
            op.operation_id("delete_post", "Deletes a post. For its author and for staff.")
                .no_content("")
                .error(403, "")
        })
        .post("/api/v2/post/{id}/vote/", toggle::toggle_vote, |op| {
            op.operation_id("toggle_post_vote", "Votes for a post, or takes the vote back.").no_content("")
        })
        .post("/api/v2/post/{id}/follow/", toggle::toggle_follow, |op| {
            op.operation_id("toggle_post_follow", "Follows a post, or follows it no more.").no_content("")
        })
        .post("/api/v2/post/{id}/poll/vote/", poll::toggle_poll_vote, |op| {
            op.operation_id("toggle_post_poll_vote", "Votes for a choice of a poll, or takes the vote back.")
                .request_body::<ChoiceOfPoll>()
                .no_content("")
        })
}

fn feeds<R: Routes>(routes: R) -> R {
    const HOME: &str = "The posts of those whom the caller follows or is connected with, newest first.";
    routes
        .tag("Feeds", "What was published, newest first.")
        .get("/api/v2/user/{id}/feed/", user_feed::list_user_feed, |op| {
            op.operation_id("list_user_feed", "What a user has published, newest first.")
                .query(PAGES)
                .response::<ListView<PostView>>(200, "")
        })
        .get("/api/v2/feed/", home::list_home_feed, |op| {
            op.operation_id("list_home_feed", HOME).query(PAGES).response::<ListView<FeedUnitView>>(200, "")
        })
        .get("/api/v2/feed/home/", home::list_home_feed, |op| {
            op.operation_id("list_home_feed_alias", HOME).query(PAGES).response::<ListView<FeedUnitView>>(200, "")
        })
        .post("/api/v2/user/me/markseen/", mark_seen::mark_posts_seen, |op| {
            op.operation_id(
                "mark_posts_seen",
                "Marks posts as seen by the caller; without ids the newest of the home feed.",
            )
            .optional_body::<SeenPosts>()
            .response::<UserView>(201, "")
            .error(404, "")
            .link(&[("list_home_feed", &[])])
        })
}
