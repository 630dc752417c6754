//! Routes on feeds: `/api/v2/user/{id}/feed/`, `/api/v2/feed/...`, `/api/v2/user/me/markseen/`

use shared::dialect::community::{FeedUnitView, ListView, UserFeedUnitView, UserView};
use shared::openapi::parameters::PAGES;
use shared::openapi::{Operation, Routes};

use crate::bodies::{ReadPosts, SeenPosts};
use crate::home_feed::OWN;
use crate::post_views::{SEEN, VOTED};
use crate::{explore, flags, home_feed, mark_read, mark_seen, user_feed};

const FLAG: [(&str, &str); 3] = [
    ("toggle_user_flag", "Flag a user, or take the flag back"),
    ("add_user_flag", "Flag a user"),
    ("remove_user_flag", "Take back the flag of a user"),
];

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag("Feeds", "The home feed of the caller, and the posts of one user.")
        .get("/api/v2/user/{id}/feed/", user_feed::list_user_feed, |op| {
            op.operation_id("list_user_feed", "List the posts of a user")
                .description(
                    "Lists posts and discussions of the user. Open to anonymous callers, and returned even if the \
                     caller hides the user. `votes` of a poll holds the caller's own votes. Each entry is the post, and has \
                     it once more in the field that its `type` names, like an entry of the home feed.",
                )
                .query(PAGES)
                .query(&[SEEN, VOTED])
                .response::<ListView<UserFeedUnitView>>(
                    200,
                    "A page of posts and discussions, newest first. `count` is the number that the user has published.",
                )
                .error(400, "A page parameter, `seen` or `voted` is invalid.")
                .error(404, "No user has this id, or the user is deleted.")
        })
        .get("/api/v2/feed/", home_feed::list_home_feed, |op| {
            home(op.operation_id("list_home_feed", "List the caller's home feed"))
        })
        .get("/api/v2/feed/home/", home_feed::list_home_feed, |op| {
            home(op.operation_id("list_home_feed_alias", "List the caller's home feed (second path)"))
        })
        .get("/api/v2/feed/explore/", explore::list_all_posts, |op| {
            op.operation_id("list_all_posts", "List the posts of all users")
                .description(
                    "Lists posts and discussions of all users, newest first. Open to anonymous callers. Posts of users \
                     whom the caller hides are left out of a page after it is read, so it can be shorter than `limit`: \
                     read on until `next` is `null`. A new post appears a moment later.",
                )
                .query(PAGES)
                .query(&[SEEN, VOTED])
                .response::<ListView<FeedUnitView>>(
                    200,
                    "A page of all posts, newest first. `count` is the number of posts, counted up to 100.",
                )
                .error(400, "A page parameter, `seen` or `voted` is invalid.")
        })
        .post("/api/v2/feed/read/", mark_read::mark_posts_read, |op| {
            op.operation_id("mark_posts_read", "Mark posts as read")
                .description(
                    "Adds one view per user to each of at most 100 posts, as `mark_posts_seen` does; `view_count` \
                     follows a moment later. In JSON the body may also be the bare array of ids. Ids of posts that do \
                     not exist change nothing.",
                )
                .request_body::<ReadPosts>()
                .no_content("The posts are marked.")
                .error(400, "`object` is missing, not a list of ids, or has more than 100 ids.")
        })
        .toggle("/api/v2/user/{id}/flag/", flags::toggle_user_flag, FLAG, |op, toggle| {
            flags::toggle_texts(op, toggle, "No user has this id, or the user is deleted.")
        })
        .post("/api/v2/user/me/markseen/", mark_seen::mark_posts_seen, |op| {
            op.operation_id("mark_posts_seen", "Mark posts as seen")
                .description(
                    "Adds one view per user to each of at most 100 posts; `view_count` follows a moment later. Without \
                     `posts` it marks the newest 100 entries of the caller's home feed, with an empty list it marks \
                     nothing. Ids of posts that do not exist change nothing.",
                )
                .optional_body::<SeenPosts>()
                .response::<UserView>(201, "The posts are marked. The body is the caller's user object.")
                .error(400, "`posts` is not a list of ids, or has more than 100 ids.")
                .error(404, "The account was deleted during the request.")
                .link(&[("list_home_feed", &[])])
        })
}

fn home(op: Operation) -> Operation {
    op.description(
        "Lists the posts of users whom the caller follows or is connected with, in every community mode; the \
         caller's own posts are in it only with `own=1`. Deleted posts and posts of hidden users are left out of a page \
         after it is read, so it can be shorter than `limit`: read on until `next` is `null`. New posts, and the newest \
         20 posts of a newly followed user, appear a moment later. Entries are kept for 90 days. Posts of authors with \
         more than 5,000 followers and connections are read with the feed (four authors), or appear a moment after the \
         caller reads the first page (up to 100 authors). The first page has a weak `ETag`. A request that names it in \
         `If-None-Match` gets a 304 while the page would list the same posts, for at most a minute: counters, names and \
         votes may have changed meanwhile.",
    )
    .query(PAGES)
    .query(&[OWN, SEEN, VOTED])
    .response::<ListView<FeedUnitView>>(
        200,
        "A page of the home feed, newest first. `count` is the number of written entries, with `own=1` and of the caller's \
         own posts, counted up to 100: posts of other authors that are looked up are not counted.",
    )
    .not_modified()
    .error(400, "A page parameter, `own`, `seen` or `voted` is invalid.")
}
