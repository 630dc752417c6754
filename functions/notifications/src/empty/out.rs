//! Responses without content, in the shapes that the clients' types have.

use serde::Serialize;
use utoipa::ToSchema;

/// An entry that does not occur.
#[derive(Serialize, ToSchema)]
pub struct NoEntry {}

/// A page of an empty list.
#[derive(Default, Serialize, ToSchema)]
pub struct EmptyPage {
    /// Always 0.
    count: u64,
    /// Always `null`.
    #[schema(required)]
    next: Option<String>,
    /// Always `null`.
    #[schema(required)]
    previous: Option<String>,
    /// Always empty.
    #[schema(value_type = Vec<NoEntry>, max_items = 0)]
    results: [NoEntry; 0],
}

/// A menu without items.
#[derive(Serialize, ToSchema)]
pub struct Menu {
    /// The menu's id.
    pub id: u64,
    /// The menu's name.
    pub name: &'static str,
    /// Always empty.
    #[schema(value_type = Vec<NoEntry>, max_items = 0)]
    pub items: [NoEntry; 0],
}

/// A count of nothing.
#[derive(Default, Serialize, ToSchema)]
pub struct NothingCounted {
    /// Always 0.
    count: u64,
}

/// A count of nothing, by category.
#[derive(Default, Serialize, ToSchema)]
pub struct NothingUnseen {
    /// Always 0.
    total: u64,
    /// Always 0.
    count: u64,
    /// Always empty.
    #[schema(value_type = Vec<NoEntry>, max_items = 0)]
    count_by_category: [NoEntry; 0],
}

/// Loyalty points.
#[derive(Default, Serialize, ToSchema)]
pub struct LoyaltyPoints {
    /// Always 0.
    points: u64,
}

/// The address of the back office.
#[derive(Default, Serialize, ToSchema)]
pub struct Platform {
    /// Always empty.
    platform_url: &'static str,
    /// Always `null`.
    #[schema(required)]
    token_details: Option<NoEntry>,
}
