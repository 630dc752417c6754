//! The `users` function: profiles, avatars, settings and media of the community API, profiles, games and
//! journals of the site API.

mod community;
mod media;
mod pictures;
mod site;

use shared::openapi::Routes;

/// The routes of this function.
pub fn routes<R: Routes>(routes: R) -> R {
    let routes = community::lookup::routes(routes);
    let routes = community::me::routes(routes);
    let routes = community::avatars::routes(routes);
    let routes = media::routes(routes);
    let routes = community::data_archive::routes(routes);
    let routes = community::profile::routes(routes);
    let routes = community::settings::routes(routes);
    let routes = community::moderation::routes(routes);
    let routes = site::profile::routes(routes);
    let routes = site::games::routes(routes);
    let routes = site::favorites::routes(routes);
    let routes = site::ratings::routes(routes);
    site::journal::routes(routes)
}
