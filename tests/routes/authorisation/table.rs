//! The table: a row for each method and path.

use serde_json::{Value, json};
use tests::{Person, new_folder, pictures};

use crate::authorisation::cast::Cast;

/// Who may call a route about the user `owner`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Whoever asks: credentials are not looked at, not even bad ones.
    Everybody,
    /// Whoever asks, with or without credentials.
    Anyone,
    /// Any user: what happens is about the caller.
    Member,
    /// Any user, about a thing of the owner's: to anybody else there is no such thing.
    Holder,
    /// Any user but the owner, who would do it to themself: that is no matter of rights, and a 400.
    Others,
    /// Only the user whom the path names.
    Self_,
    /// The user whom the path names, staff for plain users, and a superuser.
    SelfOrStaff,
    /// Staff and superusers: not even the user whom the path names.
    Staff,
}

/// A route and who may call it.
pub struct Row {
    pub method: &'static str,
    pub path: &'static str,
    /// What follows the path.
    pub query: &'static str,
    pub who: Who,
    /// The status that those who may get.
    pub success: u16,
    /// A body that does what the route is for.
    pub body: Option<fn(&Cast) -> Value>,
}

const fn row(method: &'static str, path: &'static str, who: Who, success: u16) -> Row {
    Row { method, path, query: "", who, success, body: None }
}

impl Row {
    const fn query(self, query: &'static str) -> Self {
        Self { query, ..self }
    }

    const fn body(self, body: fn(&Cast) -> Value) -> Self {
        Self { body: Some(body), ..self }
    }

    /// The body for this community.
    pub fn body_of(&self, cast: &Cast) -> Option<Value> {
        self.body.map(|body| body(cast))
    }

    /// The path about the owner or a post of theirs, with the query.
    pub fn path_of(&self, cast: &Cast) -> String {
        let owner = &cast.owner;
        let id = match self.path.split('/').nth(1) {
            Some("users") => owner.uuid(),
            Some("nodes" | "folders") => cast.folder.to_uuid().to_string(),
            _ => match self.path.split('/').nth(3) {
                Some("discussion") => cast.discussion.to_string(),
                Some("post") => cast.post.to_string(),
                _ => owner.id.to_string(),
            },
        };
        let path = self
            .path
            .replace("{version}/{page}/{file}", "any/base/base.css")
            .replace("{id}", &id)
            .replace("{username}", &owner.name);
        let action = if path.contains("/connection/") { "request" } else { "like" };
        format!("{}{}", path.replace("{action}", action), self.query)
    }
}

use Who::{Anyone, Everybody, Holder, Member, Others, Self_, SelfOrStaff, Staff};

pub const TABLE: &[Row] = &[
    // accounts
    row("POST", "/api/users/register/", Anyone, 200)
        .body(|_| json!({"username": "newcomer", "email": "newcomer@example.org", "password": Person::PASSWORD})),
    row("POST", "/api/users/login/", Anyone, 200)
        .body(|cast| json!({"username": cast.owner.name, "password": Person::PASSWORD})),
    row("POST", "/api/users/logout/", Member, 204),
    row("POST", "/api/users/logoutall/", Member, 204),
    row("GET", "/api/users/user/", Member, 200),
    row("PATCH", "/api/v2/user/{id}/change_password/", Self_, 204)
        .body(|_| json!({"password": Person::PASSWORD, "new_password": "another-horse"})),
    row("PATCH", "/api/v2/user/{id}/change_email/", Self_, 204)
        .body(|_| json!({"new_email": "another@example.org", "confirm": false})),
    // The code that was sent to the new address is the credential.
    row("POST", "/api/v2/user/{id}/confirm_email/", Anyone, 204)
        .body(|cast| json!({"new_email": Cast::NEW_EMAIL, "validation_code": cast.code})),
    // graph: an edge begins at the caller
    row("POST", "/api/v2/user/{id}/follow/", Others, 201),
    row("GET", "/api/v2/user/{id}/followers/", Anyone, 200),
    row("GET", "/api/v2/user/{id}/followings/", Anyone, 200),
    row("GET", "/api/v2/user/{id}/is_followed/", Member, 200),
    row("GET", "/api/v2/user/{id}/is_follower/", Member, 200),
    // The owner has asked everybody for a connection.
    row("POST", "/api/v2/user/me/connection/{action}/", Others, 201).body(|cast| json!({"username": cast.owner.name})),
    row("POST", "/api/v2/user/{id}/connection/{action}/", Others, 200),
    row("GET", "/api/v2/user/{id}/connections/", Anyone, 200),
    row("GET", "/api/v2/user/{id}/is_connection/", Member, 200),
    row("GET", "/api/v2/user/{id}/connection_status/", Member, 200),
    row("POST", "/api/v2/user/connection/statuses/", Member, 200).body(|cast| json!({"users": [cast.other.id]})),
    row("GET", "/api/v2/user/me/connection_requests/", Member, 200),
    row("GET", "/api/v2/user/connection/requests/", Member, 200),
    row("GET", "/api/v2/user/me/connection_requests_sent/", Member, 200),
    row("GET", "/api/v2/user/connection/requests_sent/", Member, 200),
    row("POST", "/api/v2/user/me/connection_requests/mark_seen/", Member, 201).body(|_| json!({})),
    row("POST", "/api/v2/user/{id}/connection_requests/mark_seen/", Others, 204),
    row("GET", "/api/v2/suggestion/user/", Member, 200),
    row("POST", "/api/v2/user/{id}/hide/", Others, 201),
    row("GET", "/api/v2/user/{id}/is_hidden/", Member, 200),
    row("GET", "/api/v2/user/{id}/is_hidden_by/", Member, 200),
    row("GET", "/api/v2/user/hidden_users/", Member, 200),
    row("GET", "/api/v2/user/hidden_users_id/", Member, 200),
    row("POST", "/api/users/follow/", Others, 200).body(|cast| json!({"username": cast.owner.name})),
    row("POST", "/api/users/unfollow/", Member, 200).body(|cast| json!({"username": cast.owner.name})),
    // notifications: of the caller
    row("GET", "/api/v2/user/me/notifications/", Member, 200),
    row("GET", "/api/v2/user/me/notifications/unseen/", Member, 200),
    row("GET", "/api/v2/user/me/unseen/", Member, 200),
    row("GET", "/api/v2/notification/unseen/count/", Member, 200),
    // What this lists has been seen.
    row("GET", "/api/v2/notification/", Member, 200),
    row("POST", "/api/v2/notification/read/", Member, 204).body(|_| json!({"sids": [7]})),
    row("POST", "/api/v2/notification/notify/", Staff, 204)
        .body(|cast| json!({"user": cast.owner.id, "title": "Welcome", "recipients_type": "user"})),
    // feed: posts are the owner's
    row("POST", "/api/v2/discussion/", Member, 201).body(|_| json!({"title": "Summits", "text": "Which one first?"})),
    row("POST", "/api/v2/post/", Member, 201).body(|_| json!({"text": "On the way."})),
    row("GET", "/api/v2/discussion/{id}/", Anyone, 200),
    row("GET", "/api/v2/post/{id}/", Anyone, 200),
    row("PUT", "/api/v2/discussion/{id}/", SelfOrStaff, 200).body(|_| json!({"title": "Changed."})),
    row("PUT", "/api/v2/post/{id}/", SelfOrStaff, 200).body(|_| json!({"text": "Changed."})),
    row("DELETE", "/api/v2/discussion/{id}/", SelfOrStaff, 204),
    row("DELETE", "/api/v2/post/{id}/", SelfOrStaff, 204),
    row("POST", "/api/v2/discussion/{id}/vote/", Member, 204),
    row("POST", "/api/v2/post/{id}/vote/", Member, 204),
    row("POST", "/api/v2/discussion/{id}/follow/", Member, 204),
    row("POST", "/api/v2/post/{id}/follow/", Member, 204),
    row("POST", "/api/v2/discussion/{id}/poll/vote/", Member, 204).body(|cast| json!({"choice": cast.choices[0]})),
    row("POST", "/api/v2/post/{id}/poll/vote/", Member, 204).body(|cast| json!({"choice": cast.choices[1]})),
    row("GET", "/api/v2/user/{id}/feed/", Anyone, 200),
    row("GET", "/api/v2/feed/", Member, 200),
    row("GET", "/api/v2/feed/home/", Member, 200),
    row("POST", "/api/v2/user/me/markseen/", Member, 201).body(|cast| json!({"posts": [cast.post]})),
    // users
    row("GET", "/api/v2/user/", Member, 200),
    row("GET", "/api/v2/user/search/", Anyone, 200).query("?search=owner"),
    row("GET", "/api/v2/user/autocomplete/", Anyone, 200).query("?user=owner"),
    row("POST", "/api/v2/user/match/", Member, 200).body(|cast| json!({"usernames": [cast.owner.name]})),
    row("GET", "/api/v2/user/me/", Member, 200),
    row("GET", "/api/v2/user/me/avatar/", Member, 200),
    row("GET", "/api/v2/user/avatar/", Member, 200),
    row("POST", "/api/v2/user/avatar/", Member, 201)
        .body(|_| json!({"avatar_base64": pictures::base64(&pictures::png(8, 8))})),
    row("PATCH", "/api/v2/user/avatar/", Holder, 204).body(|cast| json!({"avatar_id": cast.avatar})),
    row("DELETE", "/api/v2/user/avatar/", Holder, 204).body(|cast| json!({"avatar_id": cast.avatar})),
    row("POST", "/api/v2/user/avatar/upload/", Member, 201),
    row("GET", "/api/v2/user/me/permission/", Member, 200),
    row("GET", "/api/v2/user/{id}/", Anyone, 200),
    row("PUT", "/api/v2/user/{id}/", Self_, 200).body(|_| json!({"username": "renamed", "bio": "Changed."})),
    row("PATCH", "/api/v2/user/{id}/", Self_, 200).body(|_| json!({"bio": "Changed."})),
    row("DELETE", "/api/v2/user/{id}/", SelfOrStaff, 204).query("?hard=1"),
    row("GET", "/api/v2/user/{id}/counters/", Anyone, 200),
    row("GET", "/api/v2/user/{id}/settings/", Self_, 200),
    row("PATCH", "/api/v2/user/{id}/settings/", Self_, 200).body(|_| json!({"qa_frequency": 1})),
    row("GET", "/api/users/{username}/", Anyone, 200),
    row("GET", "/api/users/profile/{username}/", Anyone, 200),
    row("POST", "/api/users/profile/{username}/", Self_, 200).body(|_| json!({"bio": "Changed."})),
    row("GET", "/api/actions/", Member, 200).query("?igdb=7"),
    row("POST", "/api/actions/{action}/", Member, 200).body(|_| json!({"igdb": "1942", "name": "The Witcher 3"})),
    // directory
    row("GET", "/users/", Staff, 200),
    row("POST", "/users/", Staff, 200)
        .body(|_| json!({"data": {"type": "users", "attributes": {"username": "newcomer"}}})),
    row("GET", "/users/me/", Member, 200),
    row("GET", "/users/{id}/", SelfOrStaff, 200),
    row("PATCH", "/users/{id}/", SelfOrStaff, 200)
        .body(|cast| cast.owner.patch_of(json!({"first_name": "Changed", "username": "renamed"}))),
    row("DELETE", "/users/{id}/", SelfOrStaff, 204),
    row("POST", "/users/{id}/change-password/", SelfOrStaff, 200).body(|_| json!({"password": "another-horse"})),
    row("GET", "/users/{id}/audit/", Staff, 200),
    row("GET", "/nodes/{id}/", SelfOrStaff, 200),
    row("POST", "/folders/", SelfOrStaff, 201).body(|cast| new_folder(cast.folder, "new")),
    row("GET", "/folders/{id}/", SelfOrStaff, 200),
    row("PATCH", "/folders/{id}/", SelfOrStaff, 200).body(|cast| {
        json!({"data": {"type": "folders", "id": cast.folder.to_uuid().to_string(), "attributes": {"title": "Changed"}}})
    }),
    row("DELETE", "/folders/{id}/", SelfOrStaff, 204),
    // docs: knows no users
    row("GET", "/", Everybody, 200),
    row("GET", "/docs/", Everybody, 200),
    row("GET", "/openapi.json/", Everybody, 200),
    row("GET", "/console/", Everybody, 200),
    row("GET", "/assets/{version}/{page}/{file}/", Everybody, 200),
    row("GET", "/health/", Everybody, 200),
    row("GET", "/health/ready/", Everybody, 200),
];
