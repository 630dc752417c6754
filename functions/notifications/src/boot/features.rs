//! `GET /api/v2/feature/`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use shared::dialect::community::{FeatureView, ListView};
use shared::domain::Result;
use shared::domain::preference::feature::FEATURES;
use shared::runtime::caching::revalidated_json;
use shared::runtime::state::AppState;

/// Lists all features.
pub async fn list_features(State(state): State<AppState>, headers: HeaderMap) -> Result<Response> {
    // The widgets ask for reactions where this feature is on, and offer them beside the plain vote.
    let is_on = |name: &str, enabled| if name == "reaction" { state.config.reactions.is_choice() } else { enabled };
    let features = (1..).zip(FEATURES);
    let features = features.map(|(id, (name, enabled))| FeatureView { id, name, enabled: is_on(name, *enabled) });
    revalidated_json(&headers, &ListView::whole(features.collect()))
}
