//! Routes that find users: `GET /api/v2/user/` with `search` and `autocomplete`, `GET /api/v2/suggestion/`, and
//! `POST /api/v2/user/match/`.

use shared::dialect::community::{BriefUserView, ListView, SuggestionView, UserView};
use shared::domain::profile::search::SEARCH_MAX;
use shared::openapi::Routes;
use shared::openapi::parameters::{LIMIT, OFFSET, PAGES, Parameter, line, word};

use super::bodies::Usernames;
use super::{USERS, list, match_users, search};

/// The filters of a search. All that are given must match.
const FILTERS: &[Parameter] = &[
    line(
        "search",
        "The start of any word of the username or the real name. If it has several words, all must match. Case and \
         accents do not matter.",
        SEARCH_MAX,
    ),
    line("username", "The start of any word of the username.", SEARCH_MAX),
    line("real_name", "The start of any word of the real name.", SEARCH_MAX),
    word("gender", "The exact gender. The empty text counts as absent.", &["Male", "Female", "Unspecified"]).or_empty(),
    line("location", "The start of any word of the location.", SEARCH_MAX),
    line("description", "The start of any word of the description.", SEARCH_MAX),
];
const USER: Parameter = line("user", "Another name for `search`. If both are given, both must match.", SEARCH_MAX);
const ORDERING: Parameter = word(
    "ordering",
    "The order of the list, `id` by default; `-` in front reverses it. `date_joined` is the same order as `id`.",
    &["id", "-id", "date_joined", "-date_joined", "username", "-username"],
);

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag(USERS.0, USERS.1)
        .get("/api/v2/user/", list::list_users, |op| {
            op.operation_id("list_users", "List users")
                .description(
                    "Lists approved users. Deactivated and deleted users, and users whom the caller hides, are left \
                     out, so a page can be shorter than `limit`: read on until `next` is `null`. With a filter the \
                     call is a search, which reads a bounded number of candidates and is paged by `offset`, not by \
                     `cursor`.",
                )
                .query(PAGES)
                .query(FILTERS)
                .query(&[ORDERING])
                .response::<ListView<UserView>>(
                    200,
                    "A page of users in the requested order. `count` is the number of approved users, those whom the \
                     caller hides included; for a search, the number of users found.",
                )
                .error(400, "A page parameter, a filter or `ordering` is invalid.")
        })
        .get("/api/v2/user/search/", search::search_users, |op| {
            op.operation_id("search_users", "Search for users")
                .description(
                    "Finds the approved users who match all filters, and leaves out users whom the caller hides. \
                     Anonymous callers may search. The search reads at most 1,000 rows of the name index, for a name or \
                     else the location, the description or the gender; without a filter, the 100 oldest users. Where the \
                     index does not settle the match (several words or filters), it reads the profiles of the first 100 \
                     candidates. A change of these fields is found a moment later.",
                )
                .query(&[LIMIT, OFFSET])
                .query(FILTERS)
                .response::<ListView<UserView>>(
                    200,
                    "A page of the matching users. `count` is the number found within the bounds of the search.",
                )
                .error(400, "A page parameter or a filter is invalid.")
        })
        .get("/api/v2/user/autocomplete/", search::autocomplete_users, |op| {
            op.operation_id("autocomplete_users", "Complete a user's name")
                .description(
                    "Finds the same users as `search_users`, within the same bounds, and returns the short form of \
                     each, for a type-ahead field. Anonymous callers may search.",
                )
                .query(&[LIMIT, OFFSET, USER])
                .query(FILTERS)
                .response::<ListView<BriefUserView>>(
                    200,
                    "A page of the matching users in short form. `count` is the number found within the bounds of the \
                     search.",
                )
                .error(400, "A page parameter or a filter is invalid.")
        })
        .get("/api/v2/suggestion/", search::suggest_results, |op| {
            op.operation_id("suggest_results", "Suggest results of a search")
                .description(
                    "Finds the same users as `search_users`, within the same bounds, each as a suggestion for a search \
                     field. Categories and groups are never suggested: there are none. Anonymous callers may search.",
                )
                .query(&[LIMIT, OFFSET])
                .query(FILTERS)
                .response::<ListView<SuggestionView>>(
                    200,
                    "A page of suggestions. `count` is the number found within the bounds of the search.",
                )
                .error(400, "A page parameter or a filter is invalid.")
        })
        .post("/api/v2/user/match/", match_users::match_users, |op| {
            op.operation_id("match_users", "Look up users by username")
                .description(
                    "Looks up at most 100 usernames, without regard to case. Names that no approved user has are left \
                     out. Users whom the caller hides are returned. In JSON the body may also be the bare array of \
                     names.",
                )
                .request_body::<Usernames>()
                .response_array::<UserView>(200, "The users found, each once, in the order of the names.")
                .error(
                    400,
                    "`usernames` is missing or not a list, has more than 100 names, or has a name of more than 150 \
                     characters.",
                )
        })
}
