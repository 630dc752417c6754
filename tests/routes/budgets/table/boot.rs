//! What front ends ask at their start: preferences, features, and endpoints that are empty by design.

use serde_json::json;
use tests::Routes as _;

use super::{Budget, budget};

const PREFERENCES: &str = "GET /api/v2/dynamic_preference/";
const PREFERENCE: &str = "PATCH /api/v2/dynamic_preference/{id}/";
const PATH: &str = "/api/v2/dynamic_preference/";

/// The budget of an endpoint that is empty for anyone.
macro_rules! empty {
    ($route:literal, $path:expr) => {
        budget((concat!("GET ", $route), "anonymous", 200), (0, 0.0, 0.0), |f| f.app.get(&$path(f)))
    };
}

/// The budget of an endpoint that is empty for users: it reads the caller's auth state.
macro_rules! empty_for_users {
    ($method:literal $send:ident $route:literal) => {
        budget((concat!($method, " ", $route), "", 200), (1, 1.0, 0.0), |f| f.owner.$send($route))
    };
}

pub const BUDGETS: &[Budget] = &[
    // A process reads the changes once a minute.
    budget((PREFERENCES, "the first of a minute", 200), (1, 1.0, 0.0), |f| f.app.get(PATH)),
    budget((PREFERENCES, "another", 200), (0, 0.0, 0.0), |f| f.owner.get(PATH)),
    budget(("GET /api/v2/dynamic_preference/{id}/", "", 200), (0, 0.0, 0.0), |f| f.app.get(&format!("{PATH}1"))),
    budget((PREFERENCE, "", 200), (2, 1.0, 1.0), |f| {
        f.superuser.patch(&format!("{PATH}1/")).json(&json!({"value": "Summits"}))
    }),
    budget((PREFERENCE, "by staff", 403), (1, 1.0, 0.0), |f| {
        f.staff.patch(&format!("{PATH}1/")).json(&json!({"value": "Summits"}))
    }),
    budget(("GET /api/v2/feature/", "", 200), (0, 0.0, 0.0), |f| f.app.get("/api/v2/feature/")),
    budget(("GET /api/v2/reaction/", "", 200), (0, 0.0, 0.0), |f| f.app.get("/api/v2/reaction/")),
    budget(("GET /api/v2/reaction/{id}/", "", 200), (0, 0.0, 0.0), |f| f.app.get("/api/v2/reaction/1/")),
    empty!("/api/v2/custom_menu/{id}/", |_| "/api/v2/custom_menu/base/".to_owned()),
    empty!("/api/v2/legal_page/last_revisions/", |_| "/api/v2/legal_page/last_revisions/".to_owned()),
    empty!("/api/v2/user/{id}/provider/", |f: &super::Fixtures| f.owner.path("provider/")),
    empty!("/api/v2/user/{id}/categories/", |f: &super::Fixtures| f.owner.path("categories/")),
    empty!("/api/v2/category/", |_| "/api/v2/category/?active=true".to_owned()),
    empty!("/api/v2/category/popular/", |_| "/api/v2/category/popular/".to_owned()),
    empty!("/api/v2/discussion/{id}/related/", |f: &super::Fixtures| format!("/api/v2/discussion/{}/related/", f.post)),
    empty!("/api/v2/post/{id}/related/", |f: &super::Fixtures| f.post("related/")),
    budget(("GET /api/v2/user/{id}/loyalty/points/", "", 200), (1, 1.0, 0.0), |f| {
        f.owner.get(&f.owner.path("loyalty/points/"))
    }),
    empty_for_users!("GET" get "/api/v2/legal_page/user_acks/"),
    empty_for_users!("GET" get "/api/v2/notification/banner/"),
    empty_for_users!("GET" get "/api/v2/notification/banner/unseen/count/"),
    empty_for_users!("GET" get "/api/v2/notification/banner/undisposed/count/"),
    empty_for_users!("GET" get "/api/v2/user/me/platform_url/"),
    empty_for_users!("GET" get "/api/v2/user/tag/tags_to_address_a_contribution/"),
    empty_for_users!("GET" get "/api/v2/suggestion/category/"),
    empty_for_users!("GET" get "/api/v2/suggestion/poll/"),
    empty_for_users!("GET" get "/api/v2/feed/unseen/count/"),
    empty_for_users!("POST" post "/api/v2/feed/likethis/"),
];
