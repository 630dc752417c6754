//! The community API: `/api/v2/user/...`, `/api/v2/suggestion/user/`

pub mod blocks;
pub mod connections;
mod edge_checks;
mod edge_lists;
mod errors;
pub mod follows;
pub mod hides;
pub mod requests;

use shared::openapi::Link;
use shared::openapi::parameters::{Parameter, flag};

/// The tag of the operations on friendships, with its description.
const CONNECTIONS: (&str, &str) =
    ("Connections", "Friendships by request and acceptance, in the community modes `friendship` and `hybrid`.");
/// The filter of edge lists.
const MUTUAL: Parameter = flag(
    "mutual",
    "`1` keeps only users to whom the caller has an edge of the same kind (whom the caller follows, or is connected \
     with), `0` only the others. An anonymous caller has no edges.",
);
/// A link to the user in the path.
const SAME_USER: Link = ("retrieve_user", &[("id", "$request.path.id")]);
const NO_SUCH_USER: &str = "No user has this id, or the user is deleted.";
/// The list is refused.
const NO_FOLLOW_LIST: &str = "The community mode is `friendship`: there are no follows (`wrong_community_mode`); or the user \
    does not show this list to the caller (`connections_not_visible`).";
const NO_CONNECTION_LIST: &str = "The community mode is `follow`: there are no connections (`wrong_community_mode`); or the \
    user does not show this list to the caller (`connections_not_visible`).";
const NO_FOLLOWS: &str = "The community mode is `friendship`: there are no follows (`wrong_community_mode`).";
const FOLLOW_REFUSED: &str = "The community mode is `friendship`: there are no follows (`wrong_community_mode`); or a new \
    follow takes a confirmed e-mail address in this community, which the caller lacks (`email_not_verified`).";
const NO_CONNECTIONS: &str = "The community mode is `follow`: there are no connections (`wrong_community_mode`).";
