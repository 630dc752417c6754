//! Every action on a user, or on what a user has written, in every dialect: the blocked user gets the response that there is for
//! what does not exist.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tests::{Routes as _, TestResponse};

use super::Community;

/// An action: method, path and body. `{name}` stands for a value of [`values`].
type Action = (&'static str, &'static str, &'static str);

/// Actions on a user.
const ON_USER: &[Action] = &[
    ("GET", "/api/v2/user/{id}/", ""),
    ("PUT", "/api/v2/user/{id}/", r#"{"bio": "x"}"#),
    ("PATCH", "/api/v2/user/{id}/", r#"{"bio": "x"}"#),
    ("DELETE", "/api/v2/user/{id}/", ""),
    ("GET", "/api/v2/user/{id}/counters/", ""),
    ("GET", "/api/v2/user/{id}/settings/", ""),
    ("GET", "/api/v2/avatar/{id}/", ""),
    ("GET", "/api/v2/user/{id}/followers/", ""),
    ("GET", "/api/v2/user/{id}/followings/", ""),
    ("GET", "/api/v2/user/{id}/connections/", ""),
    ("GET", "/api/v2/user/{id}/feed/", ""),
    ("GET", "/api/v2/user/{id}/is_followed/", ""),
    ("GET", "/api/v2/user/{id}/is_follower/", ""),
    ("GET", "/api/v2/user/{id}/is_hidden/", ""),
    ("GET", "/api/v2/user/{id}/is_hidden_by/", ""),
    ("GET", "/api/v2/user/{id}/is_blocked/", ""),
    ("GET", "/api/v2/user/{id}/is_connection/", ""),
    ("GET", "/api/v2/user/{id}/connection_status/", ""),
    ("POST PUT DELETE", "/api/v2/user/{id}/follow/", ""),
    ("POST PUT DELETE", "/api/v2/user/{id}/hide/", ""),
    ("POST PUT DELETE", "/api/v2/user/{id}/block/", ""),
    ("POST PUT DELETE", "/api/v2/user/{id}/flag/", r#"{"flag_type": 0}"#),
    ("POST", "/api/v2/user/{id}/connection/request/", ""),
    ("POST", "/api/v2/user/{id}/connection/accept/", ""),
    ("POST", "/api/v2/user/{id}/connection/reject/", ""),
    ("POST", "/api/v2/user/{id}/connection/cancel_reject/", ""),
    ("POST", "/api/v2/user/{id}/connection/cancel_request/", ""),
    ("POST", "/api/v2/user/{id}/connection/remove/", ""),
    ("POST", "/api/v2/user/{id}/connection_requests/mark_seen/", ""),
    ("POST", "/api/v2/user/me/connection/request/", r#"{"username": "{name}"}"#),
    ("POST", "/api/v2/user/me/connection/accept/", r#"{"username": "{name}"}"#),
    ("POST", "/api/v2/user/me/connection/remove/", r#"{"username": "{name}"}"#),
    ("POST", "/api/v2/user/me/connection_requests/mark_seen/", r#"{"username": "{name}"}"#),
    ("POST", "/api/v2/user/match/", r#"{"usernames": ["{name}"]}"#),
    ("GET", "/api/v2/user/search/?search={name}", ""),
    ("GET", "/api/v2/user/autocomplete/?user={name}", ""),
    ("GET", "/api/v2/suggestion/?search={name}", ""),
    ("GET", "/api/v2/user/?search={name}", ""),
    ("DELETE", "/api/v2/user/{me}/followers/{id}/", ""),
    // The site.
    ("GET", "/api/users/{name}/", ""),
    ("GET", "/api/users/profile/{name}/", ""),
    ("GET", "/api/users/profile/{name}/ratings/", ""),
    ("GET", "/api/users/profile/{name}/activity/", ""),
    ("GET", "/api/actions/journal/?username={name}", ""),
    ("POST", "/api/users/follow/", r#"{"username": "{name}"}"#),
    ("POST", "/api/users/unfollow/", r#"{"username": "{name}"}"#),
    // The directory, which only staff can look into.
    ("GET", "/users/", ""),
    ("GET", "/users/{uuid}/", ""),
    ("GET", "/users/{uuid}/audit/", ""),
    ("DELETE", "/users/{uuid}/", ""),
];

/// Actions on a post or discussion.
const ON_POST: &[Action] = &[
    ("GET", "/api/v2/{kind}/{post}/", ""),
    ("PUT", "/api/v2/{kind}/{post}/", r#"{"text": "x"}"#),
    ("DELETE", "/api/v2/{kind}/{post}/", ""),
    ("GET", "/api/v2/{kind}/{post}/vote/", ""),
    ("POST PUT DELETE", "/api/v2/{kind}/{post}/vote/", ""),
    ("POST PUT DELETE", "/api/v2/{kind}/{post}/follow/", ""),
    ("POST PUT DELETE", "/api/v2/{kind}/{post}/flag/", r#"{"flag_type": 0}"#),
    ("GET", "/api/v2/{kind}/{post}/flag/", ""),
    ("GET", "/api/v2/{kind}/{post}/flag/status/", ""),
    ("POST PUT DELETE", "/api/v2/{kind}/{post}/poll/vote/", r#"{"choice": {choice}}"#),
    ("GET", "/api/v2/comment/?{kind}={post}", ""),
    ("POST", "/api/v2/comment/", r#"{"{kind}": {post}, "text": "x"}"#),
];

/// Actions on a comment.
const ON_COMMENT: &[Action] = &[
    ("GET", "/api/v2/comment/{comment}/", ""),
    ("GET", "/api/v2/comment/{comment}/vote/", ""),
    ("POST PUT DELETE", "/api/v2/comment/{comment}/vote/", ""),
    ("POST PUT DELETE", "/api/v2/comment/{comment}/flag/", r#"{"flag_type": 0}"#),
    ("GET", "/api/v2/comment/{comment}/flag/", ""),
    ("GET", "/api/v2/comment/{comment}/flag/status/", ""),
    ("POST", "/api/v2/comment/{comment}/restore/", ""),
];

/// Changes of a comment by its author.
const ON_OWN_COMMENT: &[Action] =
    &[("PUT PATCH", "/api/v2/comment/{comment}/", r#"{"text": "x"}"#), ("DELETE", "/api/v2/comment/{comment}/", "")];

async fn act(community: &Community, method: &str, path: &str, body: &str) -> TestResponse {
    let request = community.ben.request(method, path);
    if body.is_empty() { request.await } else { request.json(&serde_json::from_str(body).unwrap()).await }
}

fn fill(text: &str, values: &[(&str, String)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

/// Asserts that each action has the same response with either values: what is there, and what is not.
async fn assert_alike(community: &Community, actions: &[Action], there: &[(&str, String)], missing: &[(&str, String)]) {
    for (methods, path, body) in actions {
        for method in methods.split(' ') {
            let [there, missing] = [there, missing].map(|values| (fill(path, values), fill(body, values)));
            let seen = act(community, method, &there.0, &there.1).await;
            let expected = act(community, method, &missing.0, &missing.1).await;
            let what = format!("{method} {} {}", there.0, there.1);
            assert_eq!((seen.status, masked(&seen)), (expected.status, masked(&expected)), "{what}");
            assert!(seen.status < 500, "{what}: {seen:?}");
        }
    }
}

/// A body without what differs between any two responses: the ids of requests, and links that name the search.
fn masked(response: &TestResponse) -> Value {
    let mut body = serde_json::from_str(&response.body).unwrap_or(json!(response.body));
    if let Value::Object(fields) = &mut body {
        ["request_id", "next", "previous", "links"].iter().for_each(|name| drop(fields.remove(*name)));
    }
    body
}

#[tokio::test]
async fn the_blocked_user_gets_the_response_for_what_does_not_exist() {
    let community = Community::new().await;
    community.block().await;
    let Community { ann, ben, .. } = &community;
    let me = ("me", ben.id.to_string());
    let name = |name: &str| ("name", name.to_owned());
    let there = [("id", ann.id.to_string()), name("ann"), ("uuid", ann.uuid()), me.clone()];
    let missing = [("id", "1".to_owned()), name("zoe"), ("uuid", Community::unknown_uuid()), me];
    assert_alike(&community, ON_USER, &there, &missing).await;
    for (kind, post) in [("post", community.post), ("discussion", community.discussion)] {
        let of = |post: u64| {
            [("kind", kind.to_owned()), ("post", post.to_string()), ("choice", community.choice.to_string())]
        };
        assert_alike(&community, ON_POST, &of(post), &of(1)).await;
    }
    let of = |comment: u64| [("comment", comment.to_string())];
    for comment in [community.comment, community.reply, community.guest, community.guest_reply] {
        assert_alike(&community, ON_COMMENT, &of(comment), &of(1)).await;
    }
    for comment in [community.comment, community.reply] {
        assert_alike(&community, ON_OWN_COMMENT, &of(comment), &of(1)).await;
    }
    for (post, parent) in [(community.open, community.comment), (community.post, community.guest)] {
        let replies = [("GET", "/api/v2/comment/?post={post}&parent={comment}", "")];
        let reply = [("POST", "/api/v2/comment/", r#"{"post": {post}, "parent": {comment}, "text": "x"}"#)];
        let of = |post: u64, comment: u64| [("post", post.to_string()), ("comment", comment.to_string())];
        if post == community.post {
            assert_alike(&community, &replies, &of(post, parent), &of(1, parent)).await;
            assert_alike(&community, &reply, &of(post, parent), &of(1, parent)).await;
        } else {
            assert_alike(&community, &reply, &of(post, parent), &of(post, 1)).await;
        }
    }
    community.app.settle().await;
    let post = community.app.get(&format!("/api/v2/post/{}/", community.post)).await.expect(200).json();
    for counter in ["vote_count", "follower_count", "flag_count", "comment_count"] {
        let expected = if counter == "comment_count" { json!(2) } else { json!(0) };
        assert!(post[counter].is_null() || post[counter] == expected, "{counter}: {post}");
    }
}

#[tokio::test]
async fn the_user_who_blocks_sees_the_user_but_nothing_that_the_user_has_written() {
    let community = Community::new().await;
    let Community { ann, ben, app, .. } = &community;
    let written = |path: &str| ann.get(path);
    // Here Ben blocks, and Ann is blocked.
    ben.put(&ann.path("block/")).await.expect(204);
    app.settle().await;
    let mut statuses = BTreeSet::new();
    for (methods, path, body) in
        ON_POST.iter().filter(|(_, path, _)| !path.contains("/flag/") || path.contains("status"))
    {
        for method in methods.split(' ').filter(|method| !matches!(*method, "PUT" | "DELETE") || path.contains("vote"))
        {
            let values = [
                ("kind", "post".to_owned()),
                ("post", community.post.to_string()),
                ("choice", community.choice.to_string()),
            ];
            let response = act(&community, method, &fill(path, &values), &fill(body, &values)).await;
            let is_refused = response.status == 404 || response.body.contains("does_not_exist");
            assert!(is_refused, "{method} {path}: {response:?}");
            statuses.insert(response.status);
        }
    }
    assert_eq!(statuses, BTreeSet::from([400, 404]));
    let user = ben.get(&ann.path("")).await.expect(200).json();
    assert_eq!((&user["username"], &user["connection_status"]), (&json!("ann"), &Value::Null));
    for path in ["counters/", "followers/", "followings/", "connections/"] {
        ben.get(&ann.path(path)).await.expect(200);
    }
    let feed = ben.get(&ann.path("feed/")).await.expect(200).json();
    assert_eq!(feed, json!({"count": 0, "next": null, "previous": null, "results": []}));
    ben.post(&ann.path("flag/")).json(&json!({"flag_type": 0})).await.expect(204);
    written(&format!("/api/v2/post/{}/", community.post)).await.expect(200);
    ann.get(&ben.path("")).await.expect(404);
}

#[tokio::test]
async fn the_end_of_a_block_gives_everything_back_but_what_it_has_ended() {
    let community = Community::new().await;
    let Community { ann, ben, .. } = &community;
    community.block().await;
    ann.delete(&ben.path("block/")).await.expect(204);
    ben.get(&ann.path("")).await.expect(200);
    ben.get(&format!("/api/v2/post/{}/", community.post)).await.expect(200);
    ben.put(&format!("/api/v2/post/{}/vote/", community.post)).await.expect(204);
    ben.post(&ann.path("follow/")).await.expect(201);
    ben.post("/api/v2/comment/").json(&json!({"post": community.post, "text": "Back"})).await.expect(201);
}
