//! Function `users`: profiles as the community and the site show and change them, settings, lists of games.

mod bodies;
mod community;
mod pictures;
mod site;

use shared::dialect::community::{
    AvatarView, BriefUserView, CountersView, ListView, MeView, PermissionView, PictureView, SettingsView, UploadView,
    UserView,
};
use shared::dialect::site::{ActionView, MarksView, ProfileView};
use shared::domain::profile::search::SEARCH_MAX;
use shared::openapi::parameters::{LIMIT, OFFSET, PAGES, Parameter, flag, line, name, word};
use shared::openapi::{Link, Operation, Routes};

use bodies::{AvatarChoice, AvatarUpload, Game, ProfileChange, SettingsChange, UserChange, Usernames};
use community::{avatar, counters, delete, list, matching, me, permission, retrieve, search, settings, update, upload};
use site::{actions, profile};

/// What users are searched by.
const FILTERS: &[Parameter] = &[
    line("search", "Starts of words of the username or the real name.", SEARCH_MAX),
    line("username", "Starts of words of the username.", SEARCH_MAX),
    line("real_name", "Starts of words of the real name.", SEARCH_MAX),
    word("gender", "The gender.", &["Male", "Female", "Unspecified"]).or_empty(),
    line("location", "Starts of words of the location.", SEARCH_MAX),
    line("description", "Starts of words of the description.", SEARCH_MAX),
];
const ACTION: Parameter = word("action", "The list.", &["log", "like", "backlog", "wishlist"]);
const ORDERINGS: &[&str] = &["id", "-id", "date_joined", "-date_joined", "username", "-username"];
/// To the user whom the answer shows.
const TO_USER: Link = ("retrieve_user", &[("id", "$response.body#/id")]);

/// The routes of this function.
pub fn routes<R: Routes>(routes: R) -> R {
    site(one_user(avatars(own(lists(routes)))))
}

fn lists<R: Routes>(routes: R) -> R {
    routes
        .tag("Users", "Users and their profiles, in the dialect of the community.")
        .get("/api/v2/user/", list::list_users, |op| {
            op.operation_id("list_users", "A page of all users, or of those who fit the filters.")
                .query(PAGES)
                .query(FILTERS)
                .query(&[word("ordering", "The order.", ORDERINGS)])
                .response::<ListView<UserView>>(200, "")
        })
        .get("/api/v2/user/search/", search::search_users, |op| {
            op.operation_id("search_users", "Users by name and other filters.")
                .query(&[LIMIT, OFFSET])
                .query(FILTERS)
                .response::<ListView<UserView>>(200, "")
        })
        .get("/api/v2/user/autocomplete/", search::autocomplete_users, |op| {
            op.operation_id("autocomplete_users", "Users whose names begin so, in brief.")
                .query(&[LIMIT, OFFSET, line("user", "The same as `search`.", SEARCH_MAX)])
                .query(FILTERS)
                .response::<ListView<BriefUserView>>(200, "")
        })
        .post("/api/v2/user/match/", matching::match_users, |op| {
            op.operation_id("match_users", "The users that bear exactly these names, of up to 100.")
                .request_body::<Usernames>()
                .response_array::<UserView>(200, "")
        })
}

fn own<R: Routes>(routes: R) -> R {
    routes
        .get("/api/v2/user/me/", me::retrieve_me, |op| {
            op.operation_id("retrieve_me", "The caller, with what they may do.")
                .response::<MeView>(200, "")
                .error(404, "")
                .link(&[
                    TO_USER,
                    ("retrieve_counters", &[("id", "$response.body#/id")]),
                    ("retrieve_settings", &[("id", "$response.body#/id")]),
                    ("list_user_feed", &[("id", "$response.body#/id")]),
                ])
        })
        .get("/api/v2/user/me/avatar/", avatar::retrieve_picture, |op| {
            op.operation_id("retrieve_picture", "The caller's picture.").response::<PictureView>(200, "").error(404, "")
        })
        .get("/api/v2/user/me/permission/", permission::retrieve_permission, |op| {
            op.operation_id(
                "retrieve_permission",
                "What the caller may do, by the community's mode and their own status.",
            )
            .response::<PermissionView>(200, "")
        })
}

fn avatars<R: Routes>(routes: R) -> R {
    const PATH: &str = "/api/v2/user/avatar/";
    routes
        .tag("Avatars", "Pictures of users.")
        .get(PATH, avatar::list_avatars, |op| {
            op.operation_id("list_avatars", "The caller's avatars, newest first.")
                .query(&[LIMIT, OFFSET])
                .response::<ListView<AvatarView>>(200, "")
        })
        .post(PATH, avatar::create_avatar, |op| {
            op.operation_id(
                "create_avatar",
                "Takes a picture in: PNG, JPEG, WebP or GIF of at most 5 MB. The first is primary.",
            )
            .request_body::<AvatarUpload>()
            .with_files(&["avatar"])
            .response::<AvatarView>(201, "")
            .error(429, "")
            .link(&[("retrieve_user", &[("id", "$response.body#/user")])])
        })
        .patch(PATH, avatar::make_primary, |op| {
            op.operation_id("make_avatar_primary", "Makes an avatar the one that is shown.")
                .request_body::<AvatarChoice>()
                .no_content("")
                .error(404, "")
        })
        .delete(PATH, avatar::delete_avatar, |op| {
            op.operation_id("delete_avatar", "Deletes an avatar. After the primary the newest of the others is shown.")
                .request_body::<AvatarChoice>()
                .no_content("")
                .error(404, "")
        })
        .post("/api/v2/user/avatar/upload/", upload::create_upload, |op| {
            op.operation_id("create_upload", "An address at which to put a picture that is too large for a request.")
                .response::<UploadView>(201, "")
                .error(400, "")
                .error(429, "")
                .link(&[("list_avatars", &[])])
        })
}

fn one_user<R: Routes>(routes: R) -> R {
    const PATH: &str = "/api/v2/user/{id}/";
    let change = |op: Operation| {
        op.optional_body::<UserChange>()
            .with_files(&["avatar", "cover"])
            .response::<UserView>(200, "")
            .error(403, "")
            .error(429, "")
            .link(&[TO_USER])
    };
    routes
        .tag("Users", "Users and their profiles, in the dialect of the community.")
        .get(PATH, retrieve::retrieve_user, |op| {
            op.operation_id("retrieve_user", "A user, as the caller may see them.").response::<UserView>(200, "")
        })
        .put(PATH, update::update_user, |op| {
            change(op.operation_id(
                "replace_user",
                "Changes the caller's profile. Fields that are absent stay as they were.",
            ))
        })
        .patch(PATH, update::update_user, |op| {
            change(op.operation_id("update_user", "Changes some of the caller's profile."))
        })
        .delete(PATH, delete::delete_user, |op| {
            op.operation_id(
                "delete_user",
                "Deletes a user: softly, or with all that is theirs. For the user and for staff.",
            )
            .query(&[flag("hard", "1: with all that is theirs; their names become free.")])
            .no_content("")
            .error(403, "")
            .error(409, "")
        })
        .get("/api/v2/user/{id}/counters/", counters::retrieve_counters, |op| {
            op.operation_id("retrieve_counters", "A user's numbers. Those of requests are for the user alone.")
                .response::<CountersView>(200, "")
        })
        .get("/api/v2/user/{id}/settings/", settings::retrieve_settings, |op| {
            op.operation_id("retrieve_settings", "The caller's notification settings.")
                .response::<SettingsView>(200, "")
                .error(403, "")
        })
        .patch("/api/v2/user/{id}/settings/", settings::update_settings, |op| {
            op.operation_id("update_settings", "Changes the caller's notification settings.")
                .optional_body::<SettingsChange>()
                .response::<SettingsView>(200, "")
                .error(403, "")
                .link(&[("retrieve_settings", &[("id", "$request.path.id")])])
        })
}

fn site<R: Routes>(routes: R) -> R {
    routes
        .tag("Site: profiles", "Profiles and follows, in the dialect of the site.")
        .get("/api/users/{username}/", profile::retrieve_profile, |op| {
            op.operation_id("retrieve_profile", "A user's profile. With credentials it says who the caller is as well.")
                .response::<ProfileView>(200, "")
        })
        .get("/api/users/profile/{username}/", profile::retrieve_profile, |op| {
            op.operation_id("retrieve_profile_alias", "A user's profile, under its other path.")
                .response::<ProfileView>(200, "")
        })
        .post("/api/users/profile/{username}/", profile::update_profile, |op| {
            op.operation_id("update_profile", "Changes the caller's profile. The path has their name, or the new one.")
                .optional_body::<ProfileChange>()
                .response::<ProfileView>(200, "")
                .error(403, "")
                .link(&[("retrieve_profile", &[("username", "$response.body#/username")])])
        })
        .tag("Site: games", "Lists of games, in the dialect of the site.")
        .get("/api/actions/", actions::retrieve_actions, |op| {
            op.operation_id("retrieve_actions", "Which of the caller's lists hold a game.")
                .query(&[name("igdb", "The game's id in the database of games.", 50).required()])
                .response::<MarksView>(200, "")
        })
        .post("/api/actions/{action}/", actions::toggle_action, |op| {
            op.operation_id("toggle_action", "Puts a game into one of the caller's lists, or takes it out.")
                .path_param(ACTION)
                .request_body::<Game>()
                .response::<ActionView>(200, "")
        })
}
