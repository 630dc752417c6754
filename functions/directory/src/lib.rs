//! The `directory` function: administration of users and their folders, the audit trail, and figures, in JSON:API.

mod audit;
mod figures;
mod folders;
mod users;

use shared::openapi::Routes;

/// The routes of this function.
pub fn routes<R: Routes>(routes: R) -> R {
    figures::routes(audit::routes(folders::routes(users::routes(routes))))
}
