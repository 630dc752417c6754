//! `GET /api/v2/feature/`

use axum::http::HeaderMap;
use axum::response::Response;
use shared::dialect::community::{FeatureView, ListView};
use shared::domain::Result;
use shared::domain::preference::feature::FEATURES;
use shared::runtime::caching::revalidated_json;

/// Lists all features.
pub async fn list_features(headers: HeaderMap) -> Result<Response> {
    let features = (1..).zip(FEATURES).map(|(id, (name, enabled))| FeatureView { id, name, enabled: *enabled });
    revalidated_json(&headers, &ListView::whole(features.collect()))
}
