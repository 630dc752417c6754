//! The routes of all functions in one router: what API Gateway combines when deployed.

use shared::openapi::Routes;

/// Adds the routes of every function that serves requests.
pub fn routes<R: Routes>(routes: R) -> R {
    let routes = accounts::routes(routes.of_function("accounts"));
    let routes = directory::routes(routes.of_function("directory"));
    let routes = docs::routes(routes.of_function("docs"));
    let routes = feed::routes(routes.of_function("feed"));
    let routes = graph::routes(routes.of_function("graph"));
    let routes = notifications::routes(routes.of_function("notifications"));
    users::routes(routes.of_function("users"))
}
