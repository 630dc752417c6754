//! Routes on the moderation of users, for staff: `/api/v2/moderation/user/...`

mod decide;
mod flags;
mod queue;
mod status;

use shared::dialect::community::{FlagView, ListView, ModeratedUserView, UserModerationStatusView};
use shared::domain::profile::search::SEARCH_MAX;
use shared::openapi::parameters::{PAGES, Parameter, line, number, word};
use shared::openapi::{Operation, Routes};

use super::bodies::UserModeration;

const STATUS: Parameter =
    word("status", "Lists only users who are not banned (`a`), or only banned ones (`b`).", &["a", "b"]).or_empty();
const LENGTH: Parameter = word(
    "days_blocked",
    "Lists only users who are banned for some days (`days`), or for good (`forever`).",
    &["days", "forever"],
)
.or_empty();
const SEARCH: Parameter = line(
    "search",
    "Starts of words, all of which must occur in the user's names. Finds users who are not flagged too.",
    SEARCH_MAX,
)
.or_empty();
const ORDER: Parameter = word(
    "order_by",
    "The order by the number of flags: `-flags_received`, the default, or `flags_received`.",
    &["-flags_received", "flags_received"],
)
.or_empty();
const DAYS: Parameter = number(
    "days_blocked",
    "The days of 24 hours for which the user is banned; without it, the ban is for good. It may be in the body too.",
    1,
    Some(3_650),
)
.or_empty();
const NOT_FOUND: &str = "No user has this id, or the user is deleted.";

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag("Moderation", "What users have flagged, and what staff decide about it (community API).")
        .get("/api/v2/moderation/user/", queue::list_moderated_users, |op| {
            for_staff(op.operation_id("list_moderated_users", "List flagged and banned users"))
                .description(
                    "For staff. Most flagged first, among equals the newest. Banned users are in the list without a flag \
                     too. A flag and a ban appear a moment later. A search considers at most 100 users.",
                )
                .query(PAGES)
                .query(&[SEARCH, STATUS, LENGTH, ORDER])
                .response::<ListView<ModeratedUserView>>(200, "A page of users. `count` stops at 100.")
                .error(400, "A query parameter is invalid.")
        })
        .patch("/api/v2/moderation/user/{id}/", decide::moderate_user, |op| {
            op.operation_id("moderate_user", "Ban a user for some days or for good, or lift the ban")
                .description(
                    "For staff. A banned user cannot log in or use any token until the ban ends, which it does by \
                     itself; a login says why and until when, and a mail tells of the ban. Staff decide about plain \
                     users, superusers about staff too; superusers cannot be banned. `status` `b` for a banned user sets \
                     the ban anew. The decision is in the user's audit trail.",
                )
                .query(&[DAYS])
                .request_body::<UserModeration>()
                .no_content("The user is banned, or is not.")
                .error(400, "`status` is missing or unknown, or `days_blocked` or `moderation_type` is invalid.")
                .error(403, "The caller may not ban this user, or the user is a superuser (`superuser`).")
                .error(404, "No user has this id, or the user is deleted. Only staff get this.")
                .error(409, "The account was changed at the same time (`changed_meanwhile`).")
        })
        .get("/api/v2/moderation/user/{id}/status/", status::retrieve_user_moderation, |op| {
            for_staff(op.operation_id("retrieve_user_moderation", "Get whether a user is banned"))
                .description("For staff.")
                .response::<UserModerationStatusView>(200, "The ban, and the number of flags.")
                .error(404, NOT_FOUND)
        })
        .get("/api/v2/moderation/user/{id}/flag/", flags::list_user_flags, |op| {
            for_staff(op.operation_id("list_user_flags", "List the flags of a user"))
                .description("For staff. The flags are in no particular order; `count` lags a little.")
                .query(PAGES)
                .response::<ListView<FlagView>>(200, "A page of flags.")
                .error(400, "A page parameter is invalid.")
                .error(404, NOT_FOUND)
        })
}

fn for_staff(op: Operation) -> Operation {
    op.error(403, "The caller is not staff.")
}
