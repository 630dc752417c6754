//! `GET /api/v2/feature/`

use axum::http::HeaderMap;
use axum::response::Response;
use shared::dialect::community::FeatureView;
use shared::domain::Result;
use shared::domain::preference::feature::FEATURES;
use shared::runtime::caching::revalidated_json;

use super::whole;

/// Lists all features.
pub async fn list_features(headers: HeaderMap) -> Result<Response> {
    let features = (1..).zip(FEATURES).map(|(id, (name, enabled))| FeatureView { id, name, enabled: *enabled });
    revalidated_json(&headers, &whole(features.collect()))
}
