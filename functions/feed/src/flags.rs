//! `POST`, `PUT`, `DELETE`, `GET /api/v2/{discussion|post|comment}/{id}/flag/`, `GET .../flag/status/`, and
//! `POST`, `PUT`, `DELETE /api/v2/user/{id}/flag/`

mod list;
mod status;
mod toggle;

use shared::dialect::community::{FlagStatusView, FlagView, ListView};
use shared::domain::Toggle;
use shared::openapi::Operation;
use shared::openapi::parameters::{PAGES, Parameter, number};
use utoipa::ToSchema;

pub use list::{list_comment_flags, list_post_flags};
pub use status::{comment_flag_status, post_flag_status};
pub use toggle::{toggle_comment_flag, toggle_post_flag, toggle_user_flag};

/// The reason for a flag.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only the schema of this type is used")]
struct NewFlag {
    /// 0 spam, 1 aggressive, 2 vulgar, 3 poor, 4 off topic.
    #[schema(minimum = 0, maximum = 4)]
    flag_type: i8,
}

/// The flag to take back.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only the schema of this type is used")]
struct OldFlag {
    /// Takes only a flag of this type back; by default, of any type.
    #[schema(minimum = 0, maximum = 4, nullable = false)]
    flag_type: Option<i8>,
}

const FLAG_TYPE: Parameter =
    number("flag_type", "Takes only a flag of this type back, 0 to 4; by default, of any type.", 0, Some(4)).or_empty();

/// Describes a flag of something.
pub fn toggle_texts(op: Operation, toggle: Toggle, not_found: &'static str) -> Operation {
    const WRONG_TYPE: &str = "`flag_type` is missing, or not one of 0 to 4.";
    let op = match toggle {
        Toggle::Flip => op
            .description(
                "Reports it to staff. A user has one flag on it: the same type again takes the flag back, another type \
                 replaces it.",
            )
            .request_body::<NewFlag>()
            .no_content("The flag is set, replaced or taken back.")
            .error(400, WRONG_TYPE),
        Toggle::Set => op
            .description(
                "Reports it to staff. A user has one flag on it: another type replaces it, and the same type again \
                 changes nothing.",
            )
            .request_body::<NewFlag>()
            .no_content("The caller has set this flag.")
            .error(400, WRONG_TYPE),
        Toggle::Unset => op
            .description(
                "Takes the caller's flag back. A repeated call changes nothing. `flag_type` may come in the query or in \
                 the body.",
            )
            .query(&[FLAG_TYPE])
            .optional_body::<OldFlag>()
            .no_content("The caller has set no such flag.")
            .error(400, "`flag_type` is not one of 0 to 4."),
    };
    op.error(404, not_found)
}

/// Describes a list of flags.
pub fn list_texts(op: Operation, not_found: &'static str) -> Operation {
    op.description("For staff. The flags are in no particular order; `count` lags a little.")
        .query(PAGES)
        .response::<ListView<FlagView>>(200, "A page of flags.")
        .error(400, "A page parameter is invalid.")
        .error(403, "The caller is not staff.")
        .error(404, not_found)
}

/// Describes the status of a flag.
pub fn status_texts(op: Operation, not_found: &'static str) -> Operation {
    op.description("The flag that the caller has set, if any. A change by the caller is seen at once.")
        .response::<FlagStatusView>(200, "The caller's flag; its fields are `null` without one.")
        .error(404, not_found)
}
