//! `GET /api/v2/reaction/`, `GET /api/v2/reaction/{id}/`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use shared::dialect::PathId;
use shared::dialect::community::{ListView, ReactionView};
use shared::domain::{Error, Result};
use shared::openapi::Routes;
use shared::runtime::caching::revalidated_json;
use shared::runtime::state::AppState;

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .get("/api/v2/reaction/", list_reactions, |op| {
            op.operation_id("list_reactions", "List the reactions of the community")
                .description(
                    "Returns all reactions on one page: page parameters are ignored, and so is `Authorization`. The setting \
                     `KITH_REACTIONS` says which there are; `like` always is.",
                )
                .response::<ListView<ReactionView>>(200, "All reactions.")
                .not_modified()
        })
        .get("/api/v2/reaction/{id}/", retrieve_reaction, |op| {
            op.operation_id("retrieve_reaction", "Get a reaction")
                .description("`Authorization` is ignored.")
                .response::<ReactionView>(200, "The reaction.")
                .not_modified()
                .error(401, "`id` is not an id, and the request has bad credentials.")
                .error(404, "The community has no such reaction.")
        })
}

/// Lists the reactions that the community offers.
async fn list_reactions(State(state): State<AppState>, headers: HeaderMap) -> Result<Response> {
    let all = state.config.reactions.all().iter().map(|reaction| ReactionView::from(*reaction));
    revalidated_json(&headers, &ListView::whole(all.collect()))
}

/// Returns a reaction that the community offers.
async fn retrieve_reaction(State(state): State<AppState>, PathId(id): PathId, headers: HeaderMap) -> Result<Response> {
    let reaction = state.config.reactions.get(id.get()).ok_or_else(Error::not_found)?;
    revalidated_json(&headers, &ReactionView::from(reaction))
}
