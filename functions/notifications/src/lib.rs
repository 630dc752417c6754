//! Function `notifications`: what a user is told. `fanout` makes them; here they are read, and staff has its say.

mod bodies;
mod list;
mod notify;
mod read;
mod unseen;

use shared::openapi::Routes;
use shared::openapi::parameters::NEXT_ID;

use bodies::{NewNotice, Sids};
use list::{MyNotificationsOut, NotificationsOut};
use unseen::{CountOut, UnseenOut};

/// The routes of this function.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag("Notifications", "What a user is told.")
        .get("/api/v2/user/me/notifications/", list::list_my_notifications, |op| {
            op.operation_id(
                "list_my_notifications",
                "The caller's notifications, newest first, gathered by type and hour.",
            )
            .query(NEXT_ID)
            .response::<MyNotificationsOut>(200, "")
        })
        .get("/api/v2/user/me/notifications/unseen/", unseen::list_unseen_notifications, |op| {
            op.operation_id(
                "list_unseen_notifications",
                "The ids of the notifications that the caller has not seen yet.",
            )
            .response::<UnseenOut>(200, "")
        })
        .get("/api/v2/user/me/unseen/", unseen::list_unseen_notifications, |op| {
            op.operation_id("list_unseen_notifications_alias", "The ids of what the caller has not seen yet.")
                .response::<UnseenOut>(200, "")
        })
        .get("/api/v2/notification/", list::list_notifications, |op| {
            op.operation_id(
                "list_notifications",
                "The caller's notifications, newest first. Being listed marks them as seen.",
            )
            .query(NEXT_ID)
            .response::<NotificationsOut>(200, "")
        })
        .get("/api/v2/notification/unseen/count/", unseen::count_unseen_notifications, |op| {
            op.operation_id("count_unseen_notifications", "How many notifications the caller has not seen yet.")
                .response::<CountOut>(200, "")
        })
        .post("/api/v2/notification/read/", read::read_notifications, |op| {
            op.operation_id("read_notifications", "Marks up to 100 notifications as seen.")
                .request_body::<Sids>()
                .no_content("")
        })
        .post("/api/v2/notification/notify/", notify::notify_users, |op| {
            op.operation_id("notify_users", "Tells a user, or those around the user, something. For staff.")
                .request_body::<NewNotice>()
                .no_content("")
                .error(403, "")
        })
}
