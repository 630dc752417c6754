//! The `graph` function: follows, friendships, connection requests, hides and blocks.

mod bodies;
mod community;
mod site;

use shared::openapi::Routes;

/// The routes of this function.
pub fn routes<R: Routes>(routes: R) -> R {
    let routes = community::follows::routes(routes);
    let routes = community::connections::routes(routes);
    let routes = community::requests::routes(routes);
    let routes = community::hides::routes(routes);
    let routes = community::blocks::routes(routes);
    site::routes(routes)
}
