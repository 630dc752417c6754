//! Routes on posts: `/api/v2/post/...`

use shared::dialect::community::{ListView, PostView, VoteView};
use shared::openapi::parameters::PAGES;
use shared::openapi::{Link, Routes, TOO_OFTEN, UNVERIFIED};

use crate::bodies::{NewPost, PostChange};
use crate::post_views::VOTED;
use crate::review::HELD;
use crate::{contributors, delete, flags, poll_vote, publish, react, retrieve, suspend, uncommented, update, voters};

const ID: &[(&str, &str)] = &[("id", "$response.body#/id")];
/// Links from a new post.
const LINKS: &[Link] = &[
    ("retrieve_post", ID),
    ("update_post", ID),
    ("toggle_post_vote", ID),
    ("toggle_post_follow", ID),
    ("delete_post", ID),
    ("list_user_feed", &[("id", "$response.body#/author/id")]),
];
const NO_SUCH_POST: &str = "No post has this id. A discussion is not found under this path.";
const NOT_THE_AUTHOR: &str = "The caller is neither the author nor staff, or is staff and the author is a superuser.";

const VOTE: [(&str, &str); 3] = [
    ("toggle_post_vote", "Vote for a post or take the vote back"),
    ("add_post_vote", "Vote for a post"),
    ("remove_post_vote", "Take back the vote for a post"),
];
const FOLLOW: [(&str, &str); 3] = [
    ("toggle_post_follow", "Follow or unfollow a post"),
    ("add_post_follow", "Follow a post"),
    ("remove_post_follow", "Unfollow a post"),
];
const SUSPENSION: [(&str, &str); 3] = [
    ("toggle_post_suspension", "Suspend notifications about a post or end that"),
    ("add_post_suspension", "Suspend notifications about a post"),
    ("remove_post_suspension", "End the suspension of notifications about a post"),
];
const FLAG: [(&str, &str); 3] = [
    ("toggle_post_flag", "Flag a post, or take the flag back"),
    ("add_post_flag", "Flag a post"),
    ("remove_post_flag", "Take back the flag of a post"),
];
const POLL_VOTE: [(&str, &str); 3] = [
    ("toggle_post_poll_vote", "Vote in the poll of a post or take the vote back"),
    ("add_post_poll_vote", "Vote in the poll of a post"),
    ("remove_post_poll_vote", "Take back a vote in the poll of a post"),
];

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .post("/api/v2/post/", publish::publish_post, |op| {
            op.operation_id("publish_post", "Publish a post")
                .description(
                    "A post needs a text, an image in its text, media or a poll. `text` may be HTML: it is cleaned, \
                     so that no script survives. The post appears in the home feeds of the author's followers and \
                     connections, and notifies them, a moment later; an author with more than 5,000 of them \
                     notifies no one.",
                )
                .request_body::<NewPost>()
                .response::<PostView>(201, "The new post.")
                .error(400, "A field breaks its rule, or the post has nothing to show (`required` on `text`).")
                .error(403, UNVERIFIED)
                .error(429, TOO_OFTEN)
                .link(LINKS)
        })
        .get("/api/v2/post/uncommented/", uncommented::list_uncommented_posts, |op| {
            uncommented::texts(op.operation_id("list_uncommented_posts", "List posts without comments"))
        })
        .get("/api/v2/post/{id}/", retrieve::retrieve_post, |op| {
            op.operation_id("retrieve_post", "Get a post")
                .description(
                    "Open to anonymous callers, and returned even if the caller hides the author. `votes` of the poll \
                     holds the caller's own votes. A soft-deleted author is shown with the username alone. Counters \
                     lag a little behind the actions that they count.",
                )
                .query(&[VOTED])
                .response::<PostView>(200, "The post.")
                .error(400, "`voted` is invalid.")
                .error(404, NO_SUCH_POST)
        })
        .put("/api/v2/post/{id}/", update::update_post, |op| {
            op.operation_id("update_post", "Edit a post")
                .description(
                    "The author and staff may edit. Fields that are absent stay as they are, and the last edit of a \
                     field wins. Only the question, the end and `closed` of a poll can change; a poll cannot be added \
                     later. The slug stays.",
                )
                .optional_body::<PostChange>()
                .response::<PostView>(200, "The post after the edit.")
                .error(
                    400,
                    "A field breaks its rule, nothing would be left to show, or the edit adds what would be held for review \
                     (`needs_review`).",
                )
                .error(403, NOT_THE_AUTHOR)
                .error(404, NO_SUCH_POST)
                .error(409, HELD)
        })
        .delete("/api/v2/post/{id}/", delete::delete_post, |op| {
            op.operation_id("delete_post", "Delete a post")
                .description(
                    "The author and staff may delete. The votes, follows and notifications of the post are removed a \
                     moment later, and counters are adjusted. A deletion cannot be undone.",
                )
                .no_content("The post is deleted.")
                .error(403, NOT_THE_AUTHOR)
                .error(404, NO_SUCH_POST)
        })
        .toggle("/api/v2/post/{id}/vote/", react::toggle_vote, VOTE, |op, toggle| {
            react::vote_texts(op, toggle, NO_SUCH_POST)
        })
        .get("/api/v2/post/{id}/vote/", voters::list_post_voters, |op| {
            op.operation_id("list_post_votes", "List the users who voted for a post")
                .description("Open to anonymous callers. A soft-deleted user is shown with the username alone.")
                .query(PAGES)
                .query(&[voters::OF_REACTION])
                .response::<ListView<VoteView>>(200, "A page of votes. `count` lags a little.")
                .error(400, "A page parameter is invalid.")
                .error(404, NO_SUCH_POST)
        })
        .get("/api/v2/post/{id}/contributors/", contributors::list_contributors, |op| {
            let op = op.operation_id("list_post_contributors", "List the users who have commented on a post");
            contributors::texts(op, NO_SUCH_POST)
        })
        .toggle("/api/v2/post/{id}/follow/", react::toggle_follow, FOLLOW, |op, toggle| {
            react::follow_texts(op, toggle, NO_SUCH_POST)
        })
        .toggle("/api/v2/post/{id}/suspend/", suspend::toggle_suspension, SUSPENSION, |op, toggle| {
            suspend::toggle_texts(op, toggle, NO_SUCH_POST)
        })
        .get("/api/v2/post/{id}/suspended/", suspend::is_suspended, |op| {
            let op = op.operation_id("is_post_suspended", "Get whether notifications about a post are suspended");
            suspend::status_texts(op, NO_SUCH_POST)
        })
        .get("/api/v2/post/suspended/", suspend::list_suspended_posts, |op| {
            suspend::list_texts(op.operation_id("list_suspended_posts", "List posts with suspended notifications"))
        })
        .toggle("/api/v2/post/{id}/flag/", flags::toggle_post_flag, FLAG, |op, toggle| {
            flags::toggle_texts(op, toggle, NO_SUCH_POST)
        })
        .get("/api/v2/post/{id}/flag/", flags::list_post_flags, |op| {
            flags::list_texts(op.operation_id("list_post_flags", "List the flags of a post"), NO_SUCH_POST)
        })
        .get("/api/v2/post/{id}/flag/status/", flags::post_flag_status, |op| {
            flags::status_texts(op.operation_id("post_flag_status", "Get the caller's flag of a post"), NO_SUCH_POST)
        })
        .toggle("/api/v2/post/{id}/poll/vote/", poll_vote::toggle_poll_vote, POLL_VOTE, |op, toggle| {
            poll_vote::texts(op, toggle, "No post has this id, or it has no poll.")
        })
}
