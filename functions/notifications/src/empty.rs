//! Endpoints that are empty by design: SelfCommunity's widgets call them for what kith does not have, and would crash or
//! complain about a 404 (`docs/api/community.md`, "Empty by design"). They read nothing but the caller's auth state.

mod handlers;
mod out;

use shared::openapi::parameters::{Parameter, word};
use shared::openapi::{Operation, Routes};

use handlers::{
    count_nothing, count_unseen_posts, list_for_anyone, list_for_anyone_about, list_for_users, menu, page_for_anyone,
    page_for_anyone_about, page_for_users, platform, points,
};
use out::{EmptyPage, LoyaltyPoints, Menu, NothingCounted, NothingUnseen, Platform};

const MENU: Parameter =
    word("id", "The name of the menu: `base`, `not_logged` or `user`.", &["base", "not_logged", "user"]);

const NOT_AN_ID: &str = "The path is not an id.";

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag("Empty by design", "What SelfCommunity's widgets ask for and kith does not have: empty (community API).")
        .get("/api/v2/custom_menu/{id}/", menu, |op| {
            let op = op.operation_id("retrieve_menu", "Get a menu").path_param(MENU);
            op.description("Menus have no items.").response::<Menu>(200, "The menu.").error(404, "No such menu.")
        })
        .get("/api/v2/legal_page/last_revisions/", list_for_anyone, |op| {
            rows(op.operation_id("list_legal_pages", "List legal pages"), "There are no legal pages.")
        })
        .get("/api/v2/legal_page/user_acks/", list_for_users, |op| {
            rows(op.operation_id("list_legal_page_acks", "List the caller's consents"), "There are no legal pages.")
        })
        .get("/api/v2/notification/banner/", page_for_users, |op| {
            page(op.operation_id("list_banners", "List banners"), "There are no banners.")
        })
        .get("/api/v2/notification/banner/unseen/count/", count_nothing, |op| {
            count(op.operation_id("count_unseen_banners", "Count unseen banners"))
        })
        .get("/api/v2/notification/banner/undisposed/count/", count_nothing, |op| {
            count(op.operation_id("count_undisposed_banners", "Count banners that are not closed"))
        })
        .get("/api/v2/user/{id}/provider/", list_for_anyone_about, |op| {
            let op = op.operation_id("list_providers", "List a user's accounts with other providers");
            rows(op, "Users log in with their password only.")
        })
        .get("/api/v2/user/{id}/categories/", list_for_anyone_about, |op| {
            let op = op.operation_id("list_followed_categories", "List the categories that a user follows");
            rows(op, "There are no categories.")
        })
        .get("/api/v2/user/{id}/loyalty/points/", points, |op| {
            let op = op.operation_id("retrieve_loyalty_points", "Get the caller's loyalty points");
            let op = op.description("There are no loyalty points.").response::<LoyaltyPoints>(200, "No points.");
            op.error(403, "The id is not the caller's. Staff get this too.").error(404, NOT_AN_ID)
        })
        .get("/api/v2/user/me/platform_url/", platform, |op| {
            let op = op.operation_id("retrieve_platform_url", "Get the address of the back office");
            op.description("There is no back office.").response::<Platform>(200, "No address.")
        })
        .get("/api/v2/user/tag/tags_to_address_a_contribution/", list_for_users, |op| {
            rows(op.operation_id("list_addressing_tags", "List the tags for addressing a post"), "There are no tags.")
        })
        .get("/api/v2/category/", page_for_anyone, |op| {
            page(op.operation_id("list_categories", "List categories"), "There are no categories.")
        })
        .get("/api/v2/category/popular/", page_for_anyone, |op| {
            page(op.operation_id("list_popular_categories", "List popular categories"), "There are no categories.")
        })
        .get("/api/v2/suggestion/category/", page_for_users, |op| {
            page(op.operation_id("suggest_categories", "Suggest categories"), "There are no categories.")
        })
        .get("/api/v2/suggestion/poll/", page_for_users, |op| {
            page(op.operation_id("suggest_polls", "Suggest polls"), "Polls are not suggested.")
        })
        .get("/api/v2/discussion/{id}/related/", page_for_anyone_about, |op| {
            let op = op.operation_id("list_related_discussions", "List posts related to a discussion");
            page(op, "Posts are not related to each other.")
        })
        .get("/api/v2/post/{id}/related/", page_for_anyone_about, |op| {
            let op = op.operation_id("list_related_posts", "List posts related to a post");
            page(op, "Posts are not related to each other.")
        })
        .get("/api/v2/feed/unseen/count/", count_unseen_posts, |op| {
            let op = op.operation_id("count_unseen_posts", "Count unseen posts of the home feed");
            op.description("Feeds are not counted by what is unseen.").response::<NothingUnseen>(200, "Nothing.")
        })
        .post("/api/v2/feed/likethis/", page_for_users, |op| {
            let op = op.operation_id("list_similar_posts", "List posts that are like others");
            page(op, "Posts are not compared. No body is read.")
        })
}

fn rows(op: Operation, description: &'static str) -> Operation {
    op.description(description).response_array::<out::NoEntry>(200, "An empty list.")
}

fn page(op: Operation, description: &'static str) -> Operation {
    op.description(description).response::<EmptyPage>(200, "An empty page.")
}

fn count(op: Operation) -> Operation {
    op.description("There are no banners.").response::<NothingCounted>(200, "Nothing.")
}
