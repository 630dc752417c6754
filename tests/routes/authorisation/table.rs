//! Who may call each method of each path.

use std::sync::LazyLock;

use serde_json::json;
use tests::{TestUser, new_folder, pictures};

pub use crate::authorisation::access::Access;
use crate::authorisation::bodies::{celeste, journal_entry, published_subscription, subscription};
use crate::authorisation::fixtures::Fixtures;
pub use crate::authorisation::row::Row;
use crate::authorisation::row::row;

use Access::{Anyone, OtherUsers, Public, ResourceOwner, SelfOnly, SelfOrStaff, Staff, Superuser, User};

/// Every route.
pub static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| ROWS.iter().flat_map(Row::methods).collect());

const ROWS: &[Row] = &[
    // accounts
    row("POST", "/api/users/register/", Anyone, 200)
        .body(|_| json!({"username": "newcomer", "email": "newcomer@example.org", "password": TestUser::PASSWORD})),
    row("POST", "/api/users/login/", Anyone, 200)
        .body(|fixtures| json!({"username": fixtures.owner.name, "password": TestUser::PASSWORD})),
    row("POST", "/api/users/logout/", User, 204),
    row("POST", "/api/users/logoutall/", User, 204),
    row("GET", "/api/users/user/", User, 200),
    row("GET", "/api/v2/user/me/sessions/", User, 200),
    row("DELETE", "/api/v2/user/me/sessions/", User, 204),
    row("DELETE", "/api/v2/user/me/sessions/{id}/", ResourceOwner, 204),
    // The owner has begun a set-up.
    row("GET", "/api/v2/user/me/totp/", User, 200),
    row("POST", "/api/v2/user/me/totp/", User, 200),
    row("POST", "/api/v2/user/me/totp/confirm/", ResourceOwner, 200)
        .body(|fixtures| json!({"code": fixtures.app.code_of(&fixtures.secret)})),
    row("DELETE", "/api/v2/user/me/totp/", ResourceOwner, 204),
    row("DELETE", "/api/v2/user/{id}/totp/", Staff, 204),
    row("GET", "/api/v2/user/{id}/sessions/", Staff, 200),
    row("DELETE", "/api/v2/user/{id}/sessions/{session}/", Staff, 204),
    row("DELETE", "/api/v2/user/{id}/sessions/", Staff, 204),
    // The password and the token are the credentials.
    row("POST", "/oauth/token/", Public, 200).body(|fixtures| {
        json!({"grant_type": "password", "username": fixtures.owner.name, "password": TestUser::PASSWORD})
    }),
    row("POST", "/oauth/revoke/", Public, 200).body(|fixtures| json!({"token": fixtures.other.token})),
    row("PATCH", "/api/v2/user/{id}/change_password/", SelfOnly, 204)
        .body(|_| json!({"password": TestUser::PASSWORD, "new_password": "another-horse"})),
    row("PATCH", "/api/v2/user/{id}/change_email/", SelfOnly, 200)
        .body(|_| json!({"new_email": "another@example.org"})),
    // The code, which was mailed to the new address, is the credential.
    row("POST", "/api/v2/user/{id}/confirm_email/", Anyone, 204)
        .body(|fixtures| json!({"new_email": Fixtures::NEW_EMAIL, "validation_code": fixtures.code})),
    row("POST", "/api/v2/account/create/", Staff, 201)
        .body(|_| json!({"username": "newcomer", "email": "newcomer@example.org", "password": TestUser::PASSWORD})),
    row("GET", "/api/v2/account/search/", Staff, 200).query("?username=owner"),
    // The codes are the credentials.
    row("POST", "/api/v2/account/recover/", Public, 204).body(|_| json!({"email": "owner@example.org"})),
    row("POST", "/api/v2/account/reset/", Public, 204)
        .body(|fixtures| json!({"validation_code": fixtures.reset_code, "password": "another-horse"})),
    row("POST", "/api/v2/account/restore_email/", Public, 204)
        .body(|fixtures| json!({"validation_code": fixtures.restoration_code})),
    row("GET", "/api/v2/account/unsubscribe/", Public, 302),
    row("POST", "/api/v2/account/unsubscribe/", Public, 204).query("?code={unsubscribe}"),
    row("POST", "/api/v2/account/verify/", Public, 204)
        .body(|fixtures| json!({"validation_code": fixtures.verification_code})),
    row("POST", "/api/v2/account/verify/validation_code/", Public, 204)
        .body(|fixtures| json!({"validation_code": fixtures.verification_code})),
    row("POST", "/api/v2/user/me/email/verify/", User, 204),
    // graph: edges start at the caller
    row("POST", "/api/v2/user/{id}/follow/", OtherUsers, 201).toggle(""),
    row("GET", "/api/v2/user/{id}/followers/", Anyone, 200),
    row("DELETE", "/api/v2/user/{id}/followers/{follower}/", SelfOnly, 204),
    row("GET", "/api/v2/user/{id}/followings/", Anyone, 200),
    row("GET", "/api/v2/user/{id}/is_followed/", User, 200),
    row("GET", "/api/v2/user/{id}/is_follower/", User, 200),
    // The owner has sent connection requests to all other users.
    row("POST", "/api/v2/user/me/connection/{action}/", OtherUsers, 201).body(|fixtures| json!({"username": fixtures.owner.name})),
    row("POST", "/api/v2/user/{id}/connection/{action}/", OtherUsers, 200),
    row("GET", "/api/v2/user/{id}/connections/", Anyone, 200),
    row("GET", "/api/v2/user/{id}/is_connection/", User, 200),
    row("GET", "/api/v2/user/{id}/connection_status/", User, 200),
    row("POST", "/api/v2/user/connection/statuses/", User, 200).body(|fixtures| json!({"users": [fixtures.other.id]})),
    row("GET", "/api/v2/user/me/connection_requests/", User, 200),
    row("GET", "/api/v2/user/connection/requests/", User, 200),
    row("GET", "/api/v2/user/me/connection_requests_sent/", User, 200),
    row("GET", "/api/v2/user/connection/requests_sent/", User, 200),
    row("POST", "/api/v2/user/me/connection_requests/mark_seen/", User, 201).body(|_| json!({})),
    row("POST", "/api/v2/user/{id}/connection_requests/mark_seen/", OtherUsers, 204),
    row("GET", "/api/v2/suggestion/user/", User, 200),
    row("POST", "/api/v2/user/{id}/hide/", OtherUsers, 201).toggle(""),
    row("POST", "/api/v2/user/{id}/block/", OtherUsers, 201).toggle(""),
    row("GET", "/api/v2/user/blocked_users/", User, 200),
    row("GET", "/api/v2/user/{id}/is_blocked/", User, 200),
    row("GET", "/api/v2/user/{id}/is_hidden/", User, 200),
    row("GET", "/api/v2/user/{id}/is_hidden_by/", User, 200),
    row("GET", "/api/v2/user/hidden_users/", User, 200),
    row("GET", "/api/v2/user/hidden_users_id/", User, 200),
    row("POST", "/api/users/follow/", OtherUsers, 200).body(|fixtures| json!({"username": fixtures.owner.name})),
    row("POST", "/api/users/unfollow/", User, 200).body(|fixtures| json!({"username": fixtures.owner.name})),
    // notifications: those of the caller
    row("GET", "/api/v2/user/me/notifications/", User, 200),
    row("GET", "/api/v2/user/me/notifications/unseen/", User, 200),
    row("GET", "/api/v2/user/me/unseen/", User, 200),
    row("GET", "/api/v2/notification/unseen/count/", User, 200),
    row("GET", "/api/v2/device/vapid/", Anyone, 200),
    row("POST", "/api/v2/device/web/", User, 200).body(|_| subscription()),
    row("DELETE", "/api/v2/device/web/{id}/", User, 204),
    row("POST", "/api/v2/device/wp/", User, 200).body(|_| published_subscription()),
    row("DELETE", "/api/v2/device/wp/{registration_id}/", User, 204),
    // Marks what it lists as seen.
    row("GET", "/api/v2/notification/", User, 200),
    row("POST", "/api/v2/notification/read/", User, 204).body(|_| json!({"sids": [7]})),
    row("POST", "/api/v2/notification/notify/", Staff, 204)
        .body(|fixtures| json!({"user": fixtures.owner.id, "title": "Welcome", "recipients_type": "user"})),
    // feed: the posts are the owner's
    row("POST", "/api/v2/discussion/", User, 201).body(|_| json!({"title": "Summits", "text": "Which one first?"})),
    row("POST", "/api/v2/post/", User, 201).body(|_| json!({"text": "On the way."})),
    row("GET", "/api/v2/discussion/{id}/", Anyone, 200),
    row("GET", "/api/v2/post/{id}/", Anyone, 200),
    row("PUT", "/api/v2/discussion/{id}/", SelfOrStaff, 200).body(|_| json!({"title": "Changed."})),
    row("PUT", "/api/v2/post/{id}/", SelfOrStaff, 200).body(|_| json!({"text": "Changed."})),
    row("DELETE", "/api/v2/discussion/{id}/", SelfOrStaff, 204),
    row("DELETE", "/api/v2/post/{id}/", SelfOrStaff, 204),
    row("POST", "/api/v2/discussion/{id}/vote/", User, 204).toggle(""),
    row("POST", "/api/v2/post/{id}/vote/", User, 204).toggle(""),
    row("GET", "/api/v2/discussion/{id}/vote/", Anyone, 200),
    row("GET", "/api/v2/post/{id}/vote/", Anyone, 200),
    row("GET", "/api/v2/reaction/", Public, 200),
    row("GET", "/api/v2/reaction/{id}/", Public, 200),
    row("POST", "/api/v2/discussion/{id}/suspend/", User, 204).toggle(""),
    row("POST", "/api/v2/post/{id}/suspend/", User, 204).toggle(""),
    row("GET", "/api/v2/discussion/{id}/suspended/", User, 200),
    row("GET", "/api/v2/post/{id}/suspended/", User, 200),
    row("GET", "/api/v2/discussion/suspended/", User, 200),
    row("GET", "/api/v2/post/suspended/", User, 200),
    row("GET", "/api/v2/discussion/{id}/contributors/", Anyone, 200),
    row("GET", "/api/v2/post/{id}/contributors/", Anyone, 200),
    row("GET", "/api/v2/discussion/uncommented/", Anyone, 200),
    row("GET", "/api/v2/post/uncommented/", Anyone, 200),
    row("POST", "/api/v2/discussion/{id}/follow/", User, 204).toggle(""),
    row("POST", "/api/v2/post/{id}/follow/", User, 204).toggle(""),
    row("POST", "/api/v2/discussion/{id}/poll/vote/", User, 204).toggle("?choice={choice}").body(|fixtures| json!({"choice": fixtures.choices[0]})),
    row("POST", "/api/v2/post/{id}/poll/vote/", User, 204).toggle("?choice={choice}").body(|fixtures| json!({"choice": fixtures.choices[1]})),
    row("POST", "/api/v2/comment/", User, 201).body(|fixtures| json!({"post": fixtures.post, "text": "The highest."})),
    row("GET", "/api/v2/comment/", Anyone, 200).query("?post={post}"),
    row("GET", "/api/v2/comment/{id}/", Anyone, 200),
    row("PUT", "/api/v2/comment/{id}/", SelfOrStaff, 200).body(|_| json!({"text": "Changed."})),
    row("PATCH", "/api/v2/comment/{id}/", SelfOrStaff, 200).body(|_| json!({"text": "Changed."})),
    row("DELETE", "/api/v2/comment/{id}/", SelfOrStaff, 204),
    row("POST", "/api/v2/comment/{id}/restore/", Staff, 204),
    row("POST", "/api/v2/comment/{id}/vote/", User, 204).toggle(""),
    row("GET", "/api/v2/comment/{id}/vote/", Anyone, 200),
    row("POST", "/api/v2/discussion/{id}/flag/", User, 204).toggle("").body(|_| json!({"flag_type": 0})),
    row("GET", "/api/v2/discussion/{id}/flag/", Staff, 200),
    row("GET", "/api/v2/discussion/{id}/flag/status/", User, 200),
    row("POST", "/api/v2/post/{id}/flag/", User, 204).toggle("").body(|_| json!({"flag_type": 0})),
    row("GET", "/api/v2/post/{id}/flag/", Staff, 200),
    row("GET", "/api/v2/post/{id}/flag/status/", User, 200),
    row("POST", "/api/v2/comment/{id}/flag/", User, 204).toggle("").body(|_| json!({"flag_type": 0})),
    row("GET", "/api/v2/comment/{id}/flag/", Staff, 200),
    row("GET", "/api/v2/comment/{id}/flag/status/", User, 200),
    row("GET", "/api/v2/moderation/contribution/", Staff, 200),
    row("PATCH", "/api/v2/moderation/contribution/{id}/", Staff, 204)
        .body(|_| json!({"contribution_type": "post", "action": "ignore"})),
    row("GET", "/api/v2/moderation/contribution/{id}/status/", Staff, 200).query("?contribution_type=post"),
    row("GET", "/api/v2/moderation/contribution/{id}/flag/", Staff, 200).query("?contribution_type=post"),
    row("GET", "/api/v2/moderation/user/", Staff, 200),
    row("PATCH", "/api/v2/moderation/user/{id}/", Staff, 204).body(|_| json!({"status": "b"})),
    row("GET", "/api/v2/moderation/user/{id}/status/", Staff, 200),
    row("GET", "/api/v2/moderation/user/{id}/flag/", Staff, 200),
    row("POST", "/api/v2/user/{id}/flag/", OtherUsers, 204).toggle("").body(|_| json!({"flag_type": 1})),
    row("GET", "/api/v2/user/{id}/feed/", Anyone, 200),
    row("GET", "/api/v2/feed/", User, 200),
    row("GET", "/api/v2/feed/home/", User, 200),
    row("POST", "/api/v2/user/me/markseen/", User, 201).body(|fixtures| json!({"posts": [fixtures.post]})),
    row("GET", "/api/v2/feed/explore/", Anyone, 200),
    row("POST", "/api/v2/feed/read/", User, 204).body(|fixtures| json!({"object": [fixtures.post]})),
    // users
    row("GET", "/api/v2/user/", User, 200),
    row("GET", "/api/v2/user/search/", Anyone, 200).query("?search=owner"),
    row("GET", "/api/v2/user/autocomplete/", Anyone, 200).query("?user=owner"),
    row("GET", "/api/v2/suggestion/", Anyone, 200).query("?search=owner"),
    row("GET", "/api/v2/avatar/{id}/", Anyone, 302),
    row("POST", "/api/v2/user/match/", User, 200).body(|fixtures| json!({"usernames": [fixtures.owner.name]})),
    row("GET", "/api/v2/user/me/", User, 200),
    row("GET", "/api/v2/user/me/avatar/", User, 200),
    row("GET", "/api/v2/user/avatar/", User, 200),
    row("POST", "/api/v2/user/avatar/", User, 201)
        .body(|_| json!({"avatar_base64": pictures::base64(&pictures::png(8, 8))})),
    row("PATCH", "/api/v2/user/avatar/", ResourceOwner, 204).body(|fixtures| json!({"avatar_id": fixtures.avatar})),
    row("DELETE", "/api/v2/user/avatar/", ResourceOwner, 204).body(|fixtures| json!({"avatar_id": fixtures.avatar})),
    row("POST", "/api/v2/user/avatar/upload/", User, 201).body(|_| json!({"size": 8_000_000})),
    row("POST", "/api/v2/media/", User, 201).body(|_| json!({"url": "https://example.org/"})),
    row("POST", "/api/v2/media/upload/chunk/", User, 200).body(|_| json!({})),
    row("POST", "/api/v2/media/upload/complete/", ResourceOwner, 201)
        .body(|fixtures| json!({"upload_id": fixtures.upload})),
    row("GET", "/api/v2/media/{id}/", ResourceOwner, 200),
    row("PUT", "/api/v2/media/{id}/", ResourceOwner, 200).body(|_| json!({"title": "News"})),
    row("DELETE", "/api/v2/media/{id}/", ResourceOwner, 204),
    row("POST", "/api/v2/media/{id}/click/", Anyone, 204),
    row("GET", "/api/v2/user/me/permission/", User, 200),
    row("GET", "/api/v2/udp/", User, 200),
    row("POST", "/api/v2/udp/", User, 202),
    row("GET", "/api/v2/udp/download/", ResourceOwner, 200),
    row("GET", "/api/v2/user/{id}/", Anyone, 200),
    row("PUT", "/api/v2/user/{id}/", SelfOnly, 200).body(|_| json!({"username": "renamed", "bio": "Changed."})),
    row("PATCH", "/api/v2/user/{id}/", SelfOnly, 200).body(|_| json!({"bio": "Changed."})),
    row("DELETE", "/api/v2/user/{id}/", SelfOrStaff, 204).query("?hard=1"),
    row("GET", "/api/v2/user/{id}/counters/", Anyone, 200),
    row("GET", "/api/v2/user/{id}/settings/", SelfOnly, 200),
    row("PATCH", "/api/v2/user/{id}/settings/", SelfOnly, 200).body(|_| json!({"qa_frequency": 1})),
    row("GET", "/api/users/{username}/", Anyone, 200),
    row("GET", "/api/users/profile/{username}/", Anyone, 200),
    row("POST", "/api/users/profile/{username}/", SelfOnly, 200).body(|_| json!({"bio": "Changed."})),
    row("GET", "/api/actions/", User, 200).query("?igdb=7"),
    row("POST", "/api/actions/{action}/", User, 200).toggle("?igdb=1942").body(|_| json!({"igdb": "1942", "name": "The Witcher 3"})),
    row("GET", "/api/actions/favorites/", User, 200),
    row("POST", "/api/actions/favorites/add/", User, 200).body(|_| celeste()),
    row("POST", "/api/actions/favorites/remove/", User, 200).body(|_| json!({"igdb": "7"})),
    row("GET", "/api/actions/ratings/", User, 200).query("?igdb=7"),
    row("POST", "/api/actions/ratings/", User, 200).body(|_| {
        let mut body = celeste();
        body["rating"] = json!(4.5);
        body
    }),
    row("GET", "/api/users/profile/{username}/ratings/", Anyone, 200),
    row("GET", "/api/actions/journal/", Anyone, 200).query("?username=owner"),
    row("POST", "/api/actions/journal/", User, 200).body(|_| journal_entry()),
    row("GET", "/api/users/profile/{username}/activity/", Anyone, 200),
    // preferences: what front ends read at their start ignores credentials
    row("GET", "/api/v2/dynamic_preference/", Public, 200),
    row("GET", "/api/v2/dynamic_preference/{id}/", Public, 200),
    row("PATCH", "/api/v2/dynamic_preference/{id}/", Superuser, 200).body(|_| json!({"value": "Summits"})),
    row("GET", "/api/v2/feature/", Public, 200),
    // empty by design
    row("GET", "/api/v2/custom_menu/{id}/", Anyone, 200),
    row("GET", "/api/v2/legal_page/last_revisions/", Anyone, 200),
    row("GET", "/api/v2/legal_page/user_acks/", User, 200),
    row("GET", "/api/v2/notification/banner/", User, 200),
    row("GET", "/api/v2/notification/banner/unseen/count/", User, 200),
    row("GET", "/api/v2/notification/banner/undisposed/count/", User, 200),
    row("GET", "/api/v2/user/{id}/provider/", Anyone, 200),
    row("GET", "/api/v2/user/{id}/categories/", Anyone, 200),
    row("GET", "/api/v2/user/{id}/loyalty/points/", SelfOnly, 200),
    row("GET", "/api/v2/user/me/platform_url/", User, 200),
    row("GET", "/api/v2/user/tag/tags_to_address_a_contribution/", User, 200),
    row("GET", "/api/v2/category/", Anyone, 200),
    row("GET", "/api/v2/category/popular/", Anyone, 200),
    row("GET", "/api/v2/suggestion/category/", User, 200),
    row("GET", "/api/v2/suggestion/poll/", User, 200),
    row("GET", "/api/v2/discussion/{id}/related/", Anyone, 200),
    row("GET", "/api/v2/post/{id}/related/", Anyone, 200),
    row("GET", "/api/v2/feed/unseen/count/", User, 200),
    row("POST", "/api/v2/feed/likethis/", User, 200),
    // directory
    row("GET", "/users/", Staff, 200),
    row("POST", "/users/", Staff, 200)
        .body(|_| json!({"data": {"type": "users", "attributes": {"username": "newcomer"}}})),
    row("GET", "/users/me/", User, 200),
    row("GET", "/users/{id}/", SelfOrStaff, 200),
    row("PATCH", "/users/{id}/", SelfOrStaff, 200)
        .body(|fixtures| fixtures.owner.patch_of(json!({"first_name": "Changed", "username": "renamed"}))),
    row("DELETE", "/users/{id}/", SelfOrStaff, 204),
    row("POST", "/users/{id}/change-password/", SelfOrStaff, 200).body(|_| json!({"password": "another-horse"})),
    row("GET", "/users/{id}/audit/", Staff, 200),
    row("GET", "/audit/", Staff, 200),
    row("GET", "/figures/", Staff, 200),
    row("GET", "/nodes/{id}/", SelfOrStaff, 200),
    row("POST", "/folders/", SelfOrStaff, 201).body(|fixtures| new_folder(fixtures.folder, "new")),
    row("GET", "/folders/{id}/", SelfOrStaff, 200),
    row("PATCH", "/folders/{id}/", SelfOrStaff, 200).body(|fixtures| {
        json!({"data": {"type": "folders", "id": fixtures.folder.to_uuid().to_string(), "attributes": {"title": "Changed"}}})
    }),
    row("DELETE", "/folders/{id}/", SelfOrStaff, 204),
    // docs: does not authenticate
    row("GET", "/", Public, 200),
    row("GET", "/docs/", Public, 200),
    row("GET", "/openapi.json/", Public, 200),
    row("GET", "/console/", Public, 200),
    row("GET", "/account/reset/", Public, 200),
    row("GET", "/account/restore/", Public, 200),
    row("GET", "/account/unsubscribe/", Public, 200),
    row("GET", "/account/verify/", Public, 200),
    row("GET", "/assets/{version}/{page}/{file}/", Public, 200),
    row("GET", "/health/", Public, 200),
    row("GET", "/health/ready/", Public, 200),
];
