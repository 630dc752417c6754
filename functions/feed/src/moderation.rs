//! Routes on moderation, for staff: `/api/v2/moderation/contribution/...`

mod decide;
mod flags;
mod queue;
mod status;
mod target;

use shared::dialect::community::{FlagView, FlaggedContributionView, ListView, ModerationStatusView};
use shared::openapi::parameters::{PAGES, Parameter, word};
use shared::openapi::{Operation, Routes};

use crate::bodies::ModerationDecision;
pub use decide::audited_restoration;

const TYPE: Parameter = word(
    "contribution_type",
    "What the id is of: `discussion`, `post` or `comment`.",
    &["discussion", "post", "comment"],
)
.required();
const STATUS: Parameter = word(
    "moderation_status",
    "Lists only what is in this state: `open`, `ignored` or `hidden`; by default all of them.",
    &["open", "ignored", "hidden"],
)
.or_empty();
const WRONG_TYPE: &str = "`contribution_type` is missing or unknown.";
const NOT_FOUND: &str = "There is no such contribution, or it is deleted.";

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag("Moderation", "What users have flagged, and what staff decide about it (community API).")
        .get("/api/v2/moderation/contribution/", queue::list_flagged_contributions, |op| {
            for_staff(op.operation_id("list_flagged_contributions", "List flagged contributions"))
                .description(
                    "For staff. Most flagged first, among equals the newest. What staff have hidden is in the list \
                     without a flag too; what is deleted is not. A flag and a decision appear a moment later.",
                )
                .query(PAGES)
                .query(&[STATUS])
                .response::<ListView<FlaggedContributionView>>(
                    200,
                    "A page of contributions. `count` stops at 100.",
                )
                .error(400, "A page parameter or `moderation_status` is invalid.")
        })
        .patch("/api/v2/moderation/contribution/{id}/", decide::moderate_contribution, |op| {
            for_staff(op.operation_id("moderate_contribution", "Hide, delete or ignore a contribution"))
                .description(
                    "For staff; superusers alone decide about what superusers have written. `hide` shows the content to \
                     its author and staff only; `delete` removes the contribution, and there is no way back for a post or \
                     a reply; `ignore` leaves it, or shows it again, however often it is flagged. `hide` and `delete` need the reason in \
                     `moderation_type`, which the author is told. Without `moderation_type`, `hide` shows a hidden \
                     contribution again, and `delete` restores a deleted comment that has replies. The decision is in the \
                     author's audit trail.",
                )
                .request_body::<ModerationDecision>()
                .no_content("The decision is made.")
                .error(400, "`contribution_type` or `action` is missing or unknown, or `moderation_type` is.")
                .error(404, NOT_FOUND)
                .error(409, "Another decision was made at the same time (`changed_meanwhile`).")
        })
        .get("/api/v2/moderation/contribution/{id}/status/", status::retrieve_moderation_status, |op| {
            for_staff(op.operation_id("retrieve_moderation_status", "Get what staff have decided about a contribution"))
                .description("For staff.")
                .query(&[TYPE])
                .response::<ModerationStatusView>(200, "The decision.")
                .error(400, WRONG_TYPE)
                .error(404, NOT_FOUND)
        })
        .get("/api/v2/moderation/contribution/{id}/flag/", flags::list_flags_of_contribution, |op| {
            for_staff(op.operation_id("list_flags_of_contribution", "List the flags of a contribution"))
                .description("For staff. The flags are in no particular order; `count` lags a little.")
                .query(&[TYPE])
                .query(PAGES)
                .response::<ListView<FlagView>>(200, "A page of flags.")
                .error(400, "`contribution_type` is missing or unknown, or a page parameter is invalid.")
                .error(404, NOT_FOUND)
        })
}

fn for_staff(op: Operation) -> Operation {
    op.error(403, "The caller is not staff.")
}
