//! Routes on moderation, for staff: `/api/v2/moderation/contribution/...`

mod decide;
mod draft;
mod filter;
mod flags;
mod held;
mod queue;
mod status;
mod target;

use shared::dialect::community::{FlagView, FlaggedContributionView, ListView, ModerationStatusView};
use shared::domain::profile::search::SEARCH_MAX;
use shared::openapi::parameters::{ID_MAX, PAGES, Parameter, line, number, text, word};
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
    "Lists only what is in this state: `open`, `ignored` or `hidden`, by default all of them; or what is `held` for review, \
     oldest first, without filters.",
    &["open", "ignored", "hidden", "held"],
)
.or_empty();
const FILTERS: &[Parameter] = &[
    word("contribution_type", "Lists only these.", &["discussion", "post", "comment"]).or_empty(),
    number("contribution_id", "Lists only the contribution with this id.", 1, Some(ID_MAX)).or_empty(),
    number("min_flags", "Lists only what has so many flags.", 0, None).or_empty(),
    line("author", "Starts of words, all of which must occur in the author's names.", SEARCH_MAX).or_empty(),
    text("flagged_by", "Lists only what the user with this username has flagged.").or_empty(),
    text("content", "Lists only what has this in its title or text, without regard to case.").or_empty(),
    text("moderation_type", "Lists only what staff have decided about for this reason, a number or a word.").or_empty(),
    word(
        "order_by",
        "The order: `-flag_count` by default.",
        &[
            "-flag_count",
            "flag_count",
            "-last_flagged_at",
            "last_flagged_at",
            "-last_moderated_at",
            "last_moderated_at",
        ],
    )
    .or_empty(),
];
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
                     without a flag too; what is deleted is not. A flag and a decision appear a moment later. Filters, \
                     and orders by time, look at the first 1,000 entries, and read the first 100 that may pass.",
                )
                .query(PAGES)
                .query(&[STATUS])
                .query(FILTERS)
                .response::<ListView<FlaggedContributionView>>(
                    200,
                    "A page of contributions. `count` stops at 100.",
                )
                .error(400, "A query parameter is invalid.")
        })
        .patch("/api/v2/moderation/contribution/{id}/", decide::moderate_contribution, |op| {
            for_staff(op.operation_id("moderate_contribution", "Decide about a contribution"))
                .description(
                    "For staff; superusers alone decide about what superusers have written. `hide` shows the content to \
                     its author and staff only; `delete` removes the contribution, and there is no way back for a post or \
                     a reply; `ignore` leaves it, or shows it again, however often it is flagged. `hide` and `delete` need the reason in \
                     `moderation_type`, which the author is told. Without `moderation_type`, `hide` shows a hidden \
                     contribution again, and `delete` restores a deleted comment that has replies. `scold_author` reminds the author of the \
                     rules, for the reason in `moderation_type`; `scold_flagger` reminds `user`, who has flagged it. What is held for review is published by \
                     `release`, or deleted for a reason. The decision is in the \
                     author's audit trail.",
                )
                .request_body::<ModerationDecision>()
                .no_content("The decision is made.")
                .error(400, "`contribution_type` or `action` is missing or unknown, or `moderation_type` or `user` is.")
                .error(404, NOT_FOUND)
                .error(409, "Another decision was made at the same time (`changed_meanwhile`), or the post of a held comment is gone (`gone`).")
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
