//! Routes on comments: `/api/v2/comment/...`

mod bodies;
mod create;
mod delete;
mod list;
mod restore;
mod retrieve;
mod target;
mod update;
mod views;
mod vote;

use shared::dialect::community::{CommentView, ListView, VoteView};
use shared::domain::post::comment::{CommentOrder, OFFSET_MAX};
use shared::openapi::parameters::{LIMIT, PAGES, Parameter, id, number, text, word};
use shared::openapi::{Link, Operation, Routes, TOO_OFTEN, UNVERIFIED};

use crate::review::HELD;
use crate::{flags, react, voters};
use bodies::{CommentChange, NewComment};
pub use target::id_param;

const ID: &[(&str, &str)] = &[("id", "$response.body#/id")];
/// Links from a new comment.
const LINKS: &[Link] =
    &[("retrieve_comment", ID), ("update_comment", ID), ("toggle_comment_vote", ID), ("delete_comment", ID)];
const VOTE: [(&str, &str); 3] = [
    ("toggle_comment_vote", "Vote for a comment or take the vote back"),
    ("add_comment_vote", "Vote for a comment"),
    ("remove_comment_vote", "Take back the vote for a comment"),
];
const FLAG: [(&str, &str); 3] = [
    ("toggle_comment_flag", "Flag a comment, or take the flag back"),
    ("add_comment_flag", "Flag a comment"),
    ("remove_comment_flag", "Take back the flag of a comment"),
];
const LIST: &[Parameter] = &[
    id("post", "The id of the post. Either this or `discussion` is required.").or_empty(),
    id("discussion", "The id of the discussion. Either this or `post` is required.").or_empty(),
    id("parent", "The id of a comment on the post: lists the replies to it.").or_empty(),
    word(
        "ordering",
        "`added_at` (default): oldest first; `-added_at`: newest first; `connection` and `-connection`: newest first, with \
         comments of users whom the caller follows or is connected with at the top of each page.",
        CommentOrder::NAMES,
    )
    .or_empty(),
    LIMIT,
    number("offset", "Rows to skip, at most 100. Follow `next` to go further.", 0, Some(OFFSET_MAX as u64)).or_empty(),
    text("cursor", "An opaque position, taken from `next` or `previous`. It replaces `offset`."),
];
const NO_SUCH_COMMENT: &str = "No comment has this id, or it is deleted.";
const NOT_THE_AUTHOR: &str = "The caller is neither the author nor staff, or is staff and the author is a superuser.";

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag("Comments", "Comments on posts and discussions, and replies to them: two levels.")
        .post("/api/v2/comment/", create::create_comment, |op| {
            op.operation_id("create_comment", "Write a comment")
                .description(
                    "Comments on a post or discussion, or with `parent` replies to a comment. `text` may be HTML: it is \
                     cleaned, so that no script survives. A moment later the comment is counted, and the author of the \
                     post (`comment`) or of the parent (`nested_comment`) is notified, unless they hide the caller.",
                )
                .request_body::<NewComment>()
                .response::<CommentView>(201, "The new comment.")
                .error(400, "A field breaks its rule, or names something that does not exist (`does_not_exist`).")
                .error(403, UNVERIFIED)
                .error(429, TOO_OFTEN)
                .link(LINKS)
        })
        .get("/api/v2/comment/", list::list_comments, |op| {
            op.operation_id("list_comments", "List the comments on a post")
                .description(
                    "Lists the comments on a post or discussion, each with the newest three replies, or with `parent` the \
                     replies to one comment. Open to anonymous callers. Comments of users whom the caller hides are left \
                     out of a page after it is read. A deleted comment with replies stays, without its text and author.",
                )
                .query(LIST)
                .response::<ListView<CommentView>>(200, "A page of comments.")
                .error(400, "A parameter is invalid, or `post` and `discussion` are both missing or both given.")
                .error(404, "There is no such post, or no such comment on it.")
        })
        .get("/api/v2/comment/{id}/", retrieve::retrieve_comment, |op| {
            op.operation_id("retrieve_comment", "Get a comment")
                .description(
                    "Open to anonymous callers, and returned even if the caller hides the author. A deleted comment is \
                     returned, without its text and author, while it has replies.",
                )
                .response::<CommentView>(200, "The comment.")
                .error(404, NO_SUCH_COMMENT)
        })
        .put("/api/v2/comment/{id}/", update::update_comment, |op| {
            edit(op.operation_id("update_comment", "Edit a comment"))
        })
        .patch("/api/v2/comment/{id}/", update::update_comment, |op| {
            edit(op.operation_id("patch_comment", "Edit a comment (second method)"))
        })
        .delete("/api/v2/comment/{id}/", delete::delete_comment, |op| {
            op.operation_id("delete_comment", "Delete a comment")
                .description(
                    "The author and staff may delete. A comment with replies stays as a blank until the last of them is \
                     deleted; any other comment is gone. Votes and notifications are removed a moment later, and counters \
                     are adjusted.",
                )
                .no_content("The comment is deleted.")
                .error(403, NOT_THE_AUTHOR)
                .error(404, NO_SUCH_COMMENT)
        })
        .post("/api/v2/comment/{id}/restore/", restore::restore_comment, |op| {
            op.operation_id("restore_comment", "Restore a deleted comment")
                .description(
                    "Staff may restore a deleted comment that is still shown as a blank: its text and author return, and \
                     it is counted again. No body is read.",
                )
                .no_content("The comment is restored.")
                .error(403, "The caller is not staff, or the author is a superuser and the caller is not.")
                .error(404, "No comment has this id, or it is not shown as a blank, or its author was deleted.")
                .error(409, "The role of the caller was changed at the same time (`changed_meanwhile`).")
        })
        .toggle("/api/v2/comment/{id}/vote/", vote::toggle_comment_vote, VOTE, |op, toggle| {
            react::vote_texts(op, toggle, NO_SUCH_COMMENT)
        })
        .toggle("/api/v2/comment/{id}/flag/", flags::toggle_comment_flag, FLAG, |op, toggle| {
            flags::toggle_texts(op, toggle, NO_SUCH_COMMENT)
        })
        .get("/api/v2/comment/{id}/flag/", flags::list_comment_flags, |op| {
            flags::list_texts(op.operation_id("list_comment_flags", "List the flags of a comment"), NO_SUCH_COMMENT)
        })
        .get("/api/v2/comment/{id}/flag/status/", flags::comment_flag_status, |op| {
            flags::status_texts(op.operation_id("comment_flag_status", "Get the caller's flag of a comment"), NO_SUCH_COMMENT)
        })
        .get("/api/v2/comment/{id}/vote/", voters::list_comment_voters, |op| {
            op.operation_id("list_comment_votes", "List the users who voted for a comment")
                .description("The newest vote comes first. Open to anonymous callers. A soft-deleted user is shown with the username alone.")
                .query(PAGES)
                .query(&[voters::OF_REACTION])
                .response::<ListView<VoteView>>(200, "A page of votes. `count` lags a little.")
                .error(400, "A page parameter is invalid.")
                .error(404, NO_SUCH_COMMENT)
        })
}

fn edit(op: Operation) -> Operation {
    op.description("The author and staff may edit. The last edit wins. Without `text` the comment stays as it is.")
        .optional_body::<CommentChange>()
        .response::<CommentView>(200, "The comment after the edit.")
        .error(400, "`text` breaks its rule, or adds what would be held for review (`needs_review`).")
        .error(403, NOT_THE_AUTHOR)
        .error(404, NO_SUCH_COMMENT)
        .error(409, HELD)
}
