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
        .about("Users", "Users and their profiles, in the dialect of the community.")
        .get("/api/v2/user/", list::list_users, |op| {
            op.named("list_users", "A page of all users, or of those who fit the filters.")
                .with(PAGES)
                .with(FILTERS)
                .with(&[word("ordering", "The order.", ORDERINGS)])
                .answers::<ListView<UserView>>(200)
        })
        .get("/api/v2/user/search/", search::search_users, |op| {
            op.named("search_users", "Users by name and other filters.")
                .with(&[LIMIT, OFFSET])
                .with(FILTERS)
                .answers::<ListView<UserView>>(200)
        })
        .get("/api/v2/user/autocomplete/", search::autocomplete_users, |op| {
            op.named("autocomplete_users", "Users whose names begin so, in brief.")
                .with(&[LIMIT, OFFSET, line("user", "The same as `search`.", SEARCH_MAX)])
                .with(FILTERS)
                .answers::<ListView<BriefUserView>>(200)
        })
        .post("/api/v2/user/match/", matching::match_users, |op| {
            op.named("match_users", "The users that bear exactly these names, of up to 100.")
                .takes::<Usernames>()
                .answers_array::<UserView>(200)
        })
}

fn own<R: Routes>(routes: R) -> R {
    routes
        .get("/api/v2/user/me/", me::retrieve_me, |op| {
            op.named("retrieve_me", "The caller, with what they may do.").answers::<MeView>(200).refuses(404).leads_to(
                &[
                    TO_USER,
                    ("retrieve_counters", &[("id", "$response.body#/id")]),
                    ("retrieve_settings", &[("id", "$response.body#/id")]),
                    ("list_user_feed", &[("id", "$response.body#/id")]),
                ],
            )
        })
        .get("/api/v2/user/me/avatar/", avatar::retrieve_picture, |op| {
            op.named("retrieve_picture", "The caller's picture.").answers::<PictureView>(200).refuses(404)
        })
        .get("/api/v2/user/me/permission/", permission::retrieve_permission, |op| {
            op.named("retrieve_permission", "What the caller may do, by the community's mode and their own status.")
                .answers::<PermissionView>(200)
        })
}

fn avatars<R: Routes>(routes: R) -> R {
    const PATH: &str = "/api/v2/user/avatar/";
    routes
        .about("Avatars", "Pictures of users.")
        .get(PATH, avatar::list_avatars, |op| {
            op.named("list_avatars", "The caller's avatars, newest first.")
                .with(&[LIMIT, OFFSET])
                .answers::<ListView<AvatarView>>(200)
        })
        .post(PATH, avatar::create_avatar, |op| {
            op.named(
                "create_avatar",
                "Takes a picture in: PNG, JPEG, WebP or GIF of at most 5 MB. The first is primary.",
            )
            .takes::<AvatarUpload>()
            .and_files(&["avatar"])
            .answers::<AvatarView>(201)
            .refuses(429)
            .leads_to(&[("retrieve_user", &[("id", "$response.body#/user")])])
        })
        .patch(PATH, avatar::make_primary, |op| {
            op.named("make_avatar_primary", "Makes an avatar the one that is shown.")
                .takes::<AvatarChoice>()
                .answers_nothing()
                .refuses(404)
        })
        .delete(PATH, avatar::delete_avatar, |op| {
            op.named("delete_avatar", "Deletes an avatar. After the primary the newest of the others is shown.")
                .takes::<AvatarChoice>()
                .answers_nothing()
                .refuses(404)
        })
        .post("/api/v2/user/avatar/upload/", upload::create_upload, |op| {
            op.named("create_upload", "An address at which to put a picture that is too large for a request.")
                .answers::<UploadView>(201)
                .refuses(400)
                .refuses(429)
                .leads_to(&[("list_avatars", &[])])
        })
}

fn one_user<R: Routes>(routes: R) -> R {
    const PATH: &str = "/api/v2/user/{id}/";
    let change = |op: Operation| {
        op.may_take::<UserChange>()
            .and_files(&["avatar", "cover"])
            .answers::<UserView>(200)
            .forbids()
            .refuses(429)
            .leads_to(&[TO_USER])
    };
    routes
        .about("Users", "Users and their profiles, in the dialect of the community.")
        .get(PATH, retrieve::retrieve_user, |op| {
            op.named("retrieve_user", "A user, as the caller may see them.").answers::<UserView>(200)
        })
        .put(PATH, update::update_user, |op| {
            change(op.named("replace_user", "Changes the caller's profile. Fields that are absent stay as they were."))
        })
        .patch(PATH, update::update_user, |op| change(op.named("update_user", "Changes some of the caller's profile.")))
        .delete(PATH, delete::delete_user, |op| {
            op.named("delete_user", "Deletes a user: softly, or with all that is theirs. For the user and for staff.")
                .with(&[flag("hard", "1: with all that is theirs; their names become free.")])
                .answers_nothing()
                .forbids()
                .refuses(409)
        })
        .get("/api/v2/user/{id}/counters/", counters::retrieve_counters, |op| {
            op.named("retrieve_counters", "A user's numbers. Those of requests are for the user alone.")
                .answers::<CountersView>(200)
        })
        .get("/api/v2/user/{id}/settings/", settings::retrieve_settings, |op| {
            op.named("retrieve_settings", "The caller's notification settings.").answers::<SettingsView>(200).forbids()
        })
        .patch("/api/v2/user/{id}/settings/", settings::update_settings, |op| {
            op.named("update_settings", "Changes the caller's notification settings.")
                .may_take::<SettingsChange>()
                .answers::<SettingsView>(200)
                .forbids()
                .leads_to(&[("retrieve_settings", &[("id", "$request.path.id")])])
        })
}

fn site<R: Routes>(routes: R) -> R {
    routes
        .about("Site: profiles", "Profiles and follows, in the dialect of the site.")
        .get("/api/users/{username}/", profile::retrieve_profile, |op| {
            op.named("retrieve_profile", "A user's profile. With credentials it says who the caller is as well.")
                .answers::<ProfileView>(200)
        })
        .get("/api/users/profile/{username}/", profile::retrieve_profile, |op| {
            op.named("retrieve_profile_alias", "A user's profile, under its other path.").answers::<ProfileView>(200)
        })
        .post("/api/users/profile/{username}/", profile::update_profile, |op| {
            op.named("update_profile", "Changes the caller's profile. The path has their name, or the new one.")
                .may_take::<ProfileChange>()
                .answers::<ProfileView>(200)
                .forbids()
                .leads_to(&[("retrieve_profile", &[("username", "$response.body#/username")])])
        })
        .about("Site: games", "Lists of games, in the dialect of the site.")
        .get("/api/actions/", actions::retrieve_actions, |op| {
            op.named("retrieve_actions", "Which of the caller's lists hold a game.")
                .with(&[name("igdb", "The game's id in the database of games.", 50).required()])
                .answers::<MarksView>(200)
        })
        .post("/api/actions/{action}/", actions::toggle_action, |op| {
            op.named("toggle_action", "Puts a game into one of the caller's lists, or takes it out.")
                .at(ACTION)
                .takes::<Game>()
                .answers::<ActionView>(200)
        })
}
