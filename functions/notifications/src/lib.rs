//! The `notifications` function: reading notifications, marking them as seen, and custom notifications by staff; and what
//! front ends ask at their start, since this function has the fewest rights of those that know callers.
//!
//! `fanout` writes notifications; this function only reads and marks them.

mod bodies;
mod boot;
mod devices;
mod empty;
mod list;
mod notify;
mod read;
mod unseen;

use shared::openapi::parameters::NEXT_ID;
use shared::openapi::{Operation, Routes, TOO_OFTEN};

use bodies::{NewAnnouncement, Sids};
use list::{MyNotificationsOut, NotificationsOut};
use unseen::{CountOut, UnseenOut};

/// The routes of this function.
pub fn routes<R: Routes>(routes: R) -> R {
    let routes = boot::routes(routes);
    let routes = empty::routes(routes);
    let routes = devices::routes(routes);
    routes
        .tag("Notifications", "Notifications of the caller. They are derived from events and kept for 90 days.")
        .get("/api/v2/user/me/notifications/", list::list_my_notifications, |op| {
            op.operation_id("list_my_notifications", "List notifications and leave them unseen")
                .description(
                    "Returns results, newest first. A result groups the notifications of one kind within one hour of \
                     the clock (UTC). `limit` counts results. A page holds at most 100 notifications; a result with \
                     more continues on the next page under the same `sid`. Pass `next_id` or `prev_id` of the response \
                     as the query parameter of that name for older or newer notifications.",
                )
                .query(NEXT_ID)
                .response::<MyNotificationsOut>(200, "A page of results, with ids that lead to the pages around it.")
                .error(400, "`limit`, `next_id` or `prev_id` is not an integer.")
        })
        .get("/api/v2/user/me/notifications/unseen/", unseen::list_unseen_notifications, |op| {
            unseen(op.operation_id("list_unseen_notifications", "List the ids of unseen notifications"))
        })
        .get("/api/v2/user/me/unseen/", unseen::list_unseen_notifications, |op| {
            let summary = "List the ids of unseen notifications (second path)";
            unseen(op.operation_id("list_unseen_notifications_alias", summary))
        })
        .get("/api/v2/notification/", list::list_notifications, |op| {
            op.operation_id("list_notifications", "List notifications and mark them as seen")
                .description(
                    "Returns the same results as `list_my_notifications`, with URLs of the pages around it, and marks \
                     the listed notifications as seen: in the response they are still new. `limit` counts results, \
                     each of which groups the notifications of one kind within one hour.",
                )
                .query(NEXT_ID)
                .response::<NotificationsOut>(200, "A page of results, newest first.")
                .error(400, "`limit`, `next_id` or `prev_id` is not an integer.")
        })
        .get("/api/v2/notification/unseen/count/", unseen::count_unseen_notifications, |op| {
            op.operation_id("count_unseen_notifications", "Count unseen notifications")
                .description(
                    "Counts single notifications, not results, and stops at 64. The response has an `ETag` to \
                     revalidate it with.",
                )
                .response::<CountOut>(200, "The number of unseen notifications, at most 64.")
                .not_modified()
        })
        .post("/api/v2/notification/read/", read::read_notifications, |op| {
            op.operation_id("read_notifications", "Mark notifications as seen")
                .description(
                    "Takes at most 100 sids of results or of single notifications, in JSON also as the bare array. The \
                     `sid` of a result marks all notifications in it. Sids that name nothing of the caller's change \
                     nothing. A request looks at about 400 unseen notifications, the newest of each `sid`; where \
                     there are more, the others are marked a moment later, and the response has the header \
                     `Preference-Applied: respond-async`.",
                )
                .request_body::<Sids>()
                .no_content("The notifications are marked.")
                .response_header(204, "Preference-Applied", "`respond-async` if the rest is marked a moment later.")
                .error(400, "`sids` is missing, not a list of ids, or has more than 100 ids.")
        })
        .post("/api/v2/notification/notify/", notify::notify_users, |op| {
            op.operation_id("notify_users", "Send a custom notification")
                .description(
                    "For staff. Notifies the recipients on behalf of `user`, a moment after the response. Recipients \
                     who hide `user` get no notification.",
                )
                .request_body::<NewAnnouncement>()
                .no_content("The notification is accepted for delivery.")
                .error(400, "A field breaks its rule, or no user has the id in `user` (`does_not_exist`).")
                .error(403, "The caller is not staff.")
                .error(429, TOO_OFTEN)
        })
}

fn unseen(op: Operation) -> Operation {
    op.description(
        "Lists single notifications, not results, newest first. At most 64 are listed and counted. The response has an \
         `ETag` to revalidate it with.",
    )
    .response::<UnseenOut>(200, "The ids of unseen notifications, and their number.")
    .not_modified()
}
