//! Routes on discussions: `/api/v2/discussion/...`

use shared::dialect::community::{ListView, PostView, VoteView};
use shared::openapi::parameters::PAGES;
use shared::openapi::{Link, Routes, TOO_OFTEN, UNVERIFIED};

use crate::bodies::{DiscussionChange, NewDiscussion};
use crate::post_views::VOTED;
use crate::review::HELD;
use crate::{contributors, delete, flags, poll_vote, publish, react, retrieve, suspend, uncommented, update, voters};

const ID: &[(&str, &str)] = &[("id", "$response.body#/id")];
/// Links from a new discussion.
const LINKS: &[Link] = &[
    ("retrieve_discussion", ID),
    ("update_discussion", ID),
    ("toggle_discussion_vote", ID),
    ("toggle_discussion_follow", ID),
    ("delete_discussion", ID),
    ("list_user_feed", &[("id", "$response.body#/author/id")]),
];
const NO_SUCH_POST: &str = "No discussion has this id. A post is not found under this path.";
const NOT_THE_AUTHOR: &str = "The caller is neither the author nor staff, or is staff and the author is a superuser.";

const VOTE: [(&str, &str); 3] = [
    ("toggle_discussion_vote", "Vote for a discussion or take the vote back"),
    ("add_discussion_vote", "Vote for a discussion"),
    ("remove_discussion_vote", "Take back the vote for a discussion"),
];
const FOLLOW: [(&str, &str); 3] = [
    ("toggle_discussion_follow", "Follow or unfollow a discussion"),
    ("add_discussion_follow", "Follow a discussion"),
    ("remove_discussion_follow", "Unfollow a discussion"),
];
const SUSPENSION: [(&str, &str); 3] = [
    ("toggle_discussion_suspension", "Suspend notifications about a discussion or end that"),
    ("add_discussion_suspension", "Suspend notifications about a discussion"),
    ("remove_discussion_suspension", "End the suspension of notifications about a discussion"),
];
const FLAG: [(&str, &str); 3] = [
    ("toggle_discussion_flag", "Flag a discussion, or take the flag back"),
    ("add_discussion_flag", "Flag a discussion"),
    ("remove_discussion_flag", "Take back the flag of a discussion"),
];
const POLL_VOTE: [(&str, &str); 3] = [
    ("toggle_discussion_poll_vote", "Vote in the poll of a discussion or take the vote back"),
    ("add_discussion_poll_vote", "Vote in the poll of a discussion"),
    ("remove_discussion_poll_vote", "Take back a vote in the poll of a discussion"),
];

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .post("/api/v2/discussion/", publish::publish_post, |op| {
            op.operation_id("publish_discussion", "Publish a discussion")
                .description(
                    "A discussion needs a title; everything else is optional. `text` may be HTML: it is cleaned, so \
                     that no script survives. The discussion appears in the home feeds of the author's followers \
                     and connections, and notifies them, a moment later; an author with more than 5,000 of them \
                     notifies no one.",
                )
                .request_body::<NewDiscussion>()
                .response::<PostView>(201, "The new discussion.")
                .error(400, "A field breaks its rule. Fields of objects are named with a point, such as `poll.title`.")
                .error(403, UNVERIFIED)
                .error(429, TOO_OFTEN)
                .link(LINKS)
        })
        .get("/api/v2/discussion/uncommented/", uncommented::list_uncommented_posts, |op| {
            uncommented::texts(op.operation_id("list_uncommented_discussions", "List discussions without comments"))
        })
        .get("/api/v2/discussion/{id}/", retrieve::retrieve_post, |op| {
            op.operation_id("retrieve_discussion", "Get a discussion")
                .description(
                    "Open to anonymous callers, and returned even if the caller hides the author. `votes` of the poll \
                     holds the caller's own votes. A soft-deleted author is shown with the username alone. Counters \
                     lag a little behind the actions that they count.",
                )
                .query(&[VOTED])
                .response::<PostView>(200, "The discussion.")
                .error(400, "`voted` is invalid.")
                .error(404, NO_SUCH_POST)
        })
        .put("/api/v2/discussion/{id}/", update::update_post, |op| {
            op.operation_id("update_discussion", "Edit a discussion")
                .description(
                    "The author and staff may edit. Fields that are absent stay as they are, and the last edit of a \
                     field wins. Only the question, the end and `closed` of a poll can change; a poll cannot be added \
                     later. The slug stays.",
                )
                .optional_body::<DiscussionChange>()
                .response::<PostView>(200, "The discussion after the edit.")
                .error(400, "A field breaks its rule, or the edit adds what would be held for review (`needs_review`).")
                .error(403, NOT_THE_AUTHOR)
                .error(404, NO_SUCH_POST)
                .error(409, HELD)
        })
        .delete("/api/v2/discussion/{id}/", delete::delete_post, |op| {
            op.operation_id("delete_discussion", "Delete a discussion")
                .description(
                    "The author and staff may delete. The votes, follows and notifications of the discussion are \
                     removed a moment later, and counters are adjusted. A deletion cannot be undone.",
                )
                .no_content("The discussion is deleted.")
                .error(403, NOT_THE_AUTHOR)
                .error(404, NO_SUCH_POST)
        })
        .toggle("/api/v2/discussion/{id}/vote/", react::toggle_vote, VOTE, |op, toggle| {
            react::vote_texts(op, toggle, NO_SUCH_POST)
        })
        .get("/api/v2/discussion/{id}/vote/", voters::list_post_voters, |op| {
            op.operation_id("list_discussion_votes", "List the users who voted for a discussion")
                .description("Open to anonymous callers. A soft-deleted user is shown with the username alone.")
                .query(PAGES)
                .query(&[voters::OF_REACTION])
                .response::<ListView<VoteView>>(200, "A page of votes. `count` lags a little.")
                .error(400, "A page parameter is invalid.")
                .error(404, NO_SUCH_POST)
        })
        .get("/api/v2/discussion/{id}/contributors/", contributors::list_contributors, |op| {
            let op =
                op.operation_id("list_discussion_contributors", "List the users who have commented on a discussion");
            contributors::texts(op, NO_SUCH_POST)
        })
        .toggle("/api/v2/discussion/{id}/follow/", react::toggle_follow, FOLLOW, |op, toggle| {
            react::follow_texts(op, toggle, NO_SUCH_POST)
        })
        .toggle("/api/v2/discussion/{id}/suspend/", suspend::toggle_suspension, SUSPENSION, |op, toggle| {
            suspend::toggle_texts(op, toggle, NO_SUCH_POST)
        })
        .get("/api/v2/discussion/{id}/suspended/", suspend::is_suspended, |op| {
            let op = op
                .operation_id("is_discussion_suspended", "Get whether notifications about a discussion are suspended");
            suspend::status_texts(op, NO_SUCH_POST)
        })
        .get("/api/v2/discussion/suspended/", suspend::list_suspended_posts, |op| {
            suspend::list_texts(
                op.operation_id("list_suspended_discussions", "List discussions with suspended notifications"),
            )
        })
        .toggle("/api/v2/discussion/{id}/flag/", flags::toggle_post_flag, FLAG, |op, toggle| {
            flags::toggle_texts(op, toggle, NO_SUCH_POST)
        })
        .get("/api/v2/discussion/{id}/flag/", flags::list_post_flags, |op| {
            flags::list_texts(op.operation_id("list_discussion_flags", "List the flags of a discussion"), NO_SUCH_POST)
        })
        .get("/api/v2/discussion/{id}/flag/status/", flags::post_flag_status, |op| {
            flags::status_texts(
                op.operation_id("discussion_flag_status", "Get the caller's flag of a discussion"),
                NO_SUCH_POST,
            )
        })
        .toggle("/api/v2/discussion/{id}/poll/vote/", poll_vote::toggle_poll_vote, POLL_VOTE, |op, toggle| {
            poll_vote::texts(op, toggle, "No discussion has this id, or it has no poll.")
        })
}
