//! The `directory` function: administration of users and their folders, in JSON:API.

mod folders;
mod users;

use shared::openapi::Routes;

/// The routes of this function.
pub fn routes<R: Routes>(routes: R) -> R {
    folders::routes(users::routes(routes))
}
