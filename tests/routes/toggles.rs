//! `POST`, `PUT` and `DELETE` of every toggle (`docs/api/common.md`, "Toggles").

use serde_json::{Value, json};
use shared::domain::Mode;
use shared::runtime::config::Config;
use tests::{App, Request, Routes as _, TestUser, config};

/// A toggle: its path, what `PUT` and `POST` take in the body, and what `DELETE` takes in its query.
struct ToggleCase {
    path: String,
    body: Value,
    query: String,
    flipped: u16,
}

impl ToggleCase {
    fn put(&self, by: &TestUser) -> Request {
        by.put(&self.path).json(&self.body)
    }

    fn delete(&self, by: &TestUser) -> Request {
        by.delete(&format!("{}{}", self.path, self.query))
    }
}

/// Every toggle, of things of this user.
async fn toggles(app: &App, star: &TestUser) -> Vec<ToggleCase> {
    let case = |path: String, body: Value, query: &str, flipped| {
        let query = query.to_owned();
        ToggleCase { path, body, query, flipped }
    };
    let mut cases = vec![
        case(star.path("follow/"), json!({}), "", 201),
        case(star.path("hide/"), json!({}), "", 201),
        case(star.path("flag/"), json!({"flag_type": 2}), "", 204),
    ];
    for kind in ["discussion", "post"] {
        let poll = json!({"title": "Which?", "choices": [{"choice": "a"}, {"choice": "b"}]});
        let body = json!({"title": "Summits", "text": "High.", "poll": poll});
        let post = star.post(&format!("/api/v2/{kind}/")).json(&body).await.expect(201).json();
        let (path, choice) = (format!("/api/v2/{kind}/{}/", post["id"]), &post["poll"]["choices"][1]["id"]);
        cases.push(case(format!("{path}vote/"), json!({}), "", 204));
        cases.push(case(format!("{path}follow/"), json!({}), "", 204));
        cases.push(case(format!("{path}suspend/"), json!({}), "", 204));
        cases.push(case(format!("{path}flag/"), json!({"flag_type": 0}), "?flag_type=0", 204));
        cases.push(case(format!("{path}poll/vote/"), json!({"choice": choice}), &format!("?choice={choice}"), 204));
        if kind == "post" {
            let comment = star.post("/api/v2/comment/").json(&json!({"post": post["id"], "text": "Top"}));
            let path = format!("/api/v2/comment/{}/", comment.await.expect(201).json()["id"]);
            cases.push(case(format!("{path}vote/"), json!({}), "", 204));
            cases.push(case(format!("{path}flag/"), json!({"flag_type": 4}), "", 204));
        }
    }
    // The first user who names a game adds it for all.
    let game = json!({"igdb": "7", "name": "Celeste"});
    star.post("/api/actions/like/").json(&game).await.expect(200);
    for action in ["log", "like", "backlog", "wishlist"] {
        cases.push(case(format!("/api/actions/{action}/"), game.clone(), "?igdb=7", 200));
    }
    app.settle().await;
    cases
}

#[tokio::test]
async fn an_explicit_wish_changes_nothing_when_it_is_repeated() {
    let app = App::new().await;
    let [star, fan] = [app.user("star").await, app.user("fan").await];
    // Last, since the user no longer exists to a user who is blocked, nor what the user has written to one who blocks.
    let block = ToggleCase { path: star.path("block/"), body: json!({}), query: String::new(), flipped: 201 };
    for case in toggles(&app, &star).await.into_iter().chain([block]) {
        let path = &case.path;
        let off = app.rows().all().await;
        assert_eq!(case.delete(&fan).await.expect(204).body, "", "{path}");
        assert!(app.rows().all().await == off, "DELETE {path}");
        assert_eq!(case.put(&fan).await.expect(204).body, "", "{path}");
        let on = app.rows().all().await;
        let rows = if path.ends_with("/block/") { 5 } else { 1 };
        assert_eq!(on.len(), off.len() + rows, "PUT {path}");
        case.put(&fan).await.expect(204);
        assert!(app.rows().all().await == on, "PUT {path} again");
        // A flip sees what was set.
        fan.post(path).json(&case.body).await.expect(case.flipped);
        assert!(app.rows().all().await == off, "POST {path}");
        fan.post(path).json(&case.body).await.expect(case.flipped);
        let on = app.rows().all().await;
        case.put(&fan).await.expect(204);
        assert!(app.rows().all().await == on, "PUT {path} after POST");
        // The body of a `DELETE` says the same as its query.
        fan.delete(path).json(&case.body).await.expect(204);
        assert!(app.rows().all().await == off, "DELETE {path}");
        case.delete(&fan).await.expect(204);
        assert!(app.rows().all().await == off, "DELETE {path} again");
    }
}

#[tokio::test]
async fn a_repeated_wish_notifies_and_counts_once() {
    let app = App::new().await;
    let [star, fan] = [app.user("star").await, app.user("fan").await];
    let cases = toggles(&app, &star).await;
    for case in &cases {
        case.put(&fan).await.expect(204);
    }
    app.settle().await;
    let once = app.rows().all().await;
    for case in &cases {
        case.put(&fan).await.expect(204);
    }
    app.settle().await;
    assert!(app.rows().all().await == once);
    assert_eq!(app.get(&star.path("counters/")).await.expect(200).json()["followers"], 1);
}

#[tokio::test]
async fn a_wish_follows_the_rules_of_the_flip() {
    let app = App::new().await;
    let [star, fan, gone] = [app.user("star").await, app.user("fan").await, app.user("gone").await];
    gone.delete(&gone.path("")).await.expect(204);
    let post = json!({"text": "x", "poll": {"title": "?", "choices": [{"choice": "a"}, {"choice": "b"}]}});
    let post = star.post("/api/v2/post/").json(&post).await.expect(201).json();
    let path = format!("/api/v2/post/{}/", post["id"]);
    let choices = [0, 1].map(|n| post["poll"]["choices"][n]["id"].clone());
    let poll = format!("{path}poll/vote/");
    fan.put(&poll).json(&json!({"choice": choices[0]})).await.expect(204);
    star.put(&path).json(&json!({"poll": {"closed": true}})).await.expect(200);
    let flag = json!({"flag_type": 0});
    for (path, body, status, code) in [
        (fan.path("follow/"), json!({}), 400, "self"),
        (fan.path("hide/"), json!({}), 400, "self"),
        (fan.path("block/"), json!({}), 400, "self"),
        (fan.path("flag/"), flag.clone(), 400, "self"),
        (gone.path("follow/"), json!({}), 404, "not_found"),
        (gone.path("flag/"), flag.clone(), 404, "not_found"),
        ("/api/v2/user/1/hide/".to_owned(), json!({}), 404, "not_found"),
        (gone.path("block/"), json!({}), 404, "not_found"),
        ("/api/v2/user/me/follow/".to_owned(), json!({}), 404, "not_found"),
        (path.replace("post", "discussion") + "vote/", json!({}), 404, "not_found"),
        (path.replace("post", "discussion") + "flag/", flag.clone(), 404, "not_found"),
        ("/api/v2/comment/1/vote/".to_owned(), json!({}), 404, "not_found"),
        (poll.clone(), json!({"choice": 1}), 400, "invalid_choice"),
        (poll.clone(), json!({}), 400, "required"),
        (poll.clone(), json!({"choice": "first"}), 400, "invalid"),
        (format!("{path}flag/"), json!({"flag_type": 7}), 400, "invalid_choice"),
    ] {
        for method in ["POST", "PUT", "DELETE"] {
            let answer = fan.request(method, &path).json(&body).await.expect(status);
            assert!(answer.body.contains(&format!("\"{code}\"")), "{method} {path}: {answer:?}");
            app.request(method, &path).json(&body).await.expect(401);
        }
    }
    // A closed poll takes no change, but the wish that it fulfils.
    for (method, choice, status) in [("PUT", 0, 204), ("DELETE", 1, 204), ("PUT", 1, 400), ("DELETE", 0, 400)] {
        let answer = fan.request(method, &poll).json(&json!({"choice": choices[choice]})).await.expect(status);
        assert!(status == 204 || answer.body.contains("poll_closed"), "{answer:?}");
    }
    for (path, body) in [("sleep", json!({"igdb": "7"})), ("like", json!({})), ("like", json!({"igdb": "a b"}))] {
        let status = if path == "sleep" { 404 } else { 400 };
        for method in ["PUT", "DELETE"] {
            fan.request(method, &format!("/api/actions/{path}/")).json(&body).await.expect(status);
        }
    }
    let app = App::with(Config { mode: Mode::Friendship, ..config() }).await;
    let [star, fan] = [app.user("star").await, app.user("fan").await];
    for method in ["POST", "PUT", "DELETE"] {
        fan.request(method, &star.path("follow/")).await.expect(403);
    }
}

/// Where a request may have its fields: in any form of the body, and in the query of a `DELETE`.
#[tokio::test]
async fn fields_come_in_every_form() {
    let app = App::new().await;
    let fan = app.user("fan").await;
    const FORM: &str = "application/x-www-form-urlencoded";
    const MULTIPART: &str = "multipart/form-data; boundary=b";
    let multipart = "--b\r\nContent-Disposition: form-data; name=\"igdb\"\r\n\r\n7\r\n\
        --b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nCeleste\r\n--b--\r\n";
    let liked = async || fan.get("/api/actions/?igdb=7").await.expect(200).json()["liked"] == true;
    let path = "/api/actions/like/";
    for (put, delete) in [
        (fan.put(path).body(FORM, "igdb=7&name=Celeste"), fan.delete(path).body(FORM, "igdb=7")),
        (fan.put(path).body(MULTIPART, multipart), fan.delete(path).body(MULTIPART, multipart)),
        (fan.put(path).json(&json!({"igdb": 7, "name": "Celeste"})), fan.delete(path).json(&json!({"igdb": 7}))),
        (fan.put(path).json(&json!({"igdb": "7", "name": "Celeste"})), fan.delete(&format!("{path}?igdb=7"))),
        // The body counts before the query, and the last value in the query.
        (
            fan.put(path).json(&json!({"igdb": "7", "name": "Celeste"})),
            fan.delete(&format!("{path}?igdb=8")).json(&json!({"igdb": "7"})),
        ),
        (
            fan.put(&format!("{path}?igdb=8")).json(&json!({"igdb": "7", "name": "Celeste"})),
            fan.delete(&format!("{path}?igdb=8&igdb=7&name=")),
        ),
    ] {
        put.await.expect(204);
        assert!(liked().await);
        delete.await.expect(204);
        assert!(!liked().await);
    }
    fan.put(&format!("{path}?igdb=7&name=Celeste")).await.expect(400);
    for query in ["", "?igdb=", "?igdb=a%20b", "?igdb=%FF"] {
        fan.delete(&format!("{path}{query}")).await.expect(400);
    }
    // No user has named this game.
    fan.delete(&format!("{path}?igdb=1942")).await.expect(204);
}

/// A flag of another type is replaced by `PUT`, and not what a `DELETE` with a type means.
#[tokio::test]
async fn a_flag_has_one_type() {
    let app = App::new().await;
    let [star, fan] = [app.user("star").await, app.user("fan").await];
    let post = star.post("/api/v2/post/").json(&json!({"text": "x"})).await.expect(201).json()["id"].clone();
    let path = format!("/api/v2/post/{post}/flag/");
    for (method, query, body, now) in [
        ("PUT", "", json!({"flag_type": 1}), json!(1)),
        ("PUT", "", json!({"flag_type": 2}), json!(2)),
        ("DELETE", "?flag_type=1", json!({}), json!(2)),
        ("DELETE", "", json!({"flag_type": 1}), json!(2)),
        ("DELETE", "?flag_type=2", json!({}), Value::Null),
        ("PUT", "", json!({"flag_type": 3}), json!(3)),
        ("DELETE", "", json!({}), Value::Null),
    ] {
        fan.request(method, &format!("{path}{query}")).json(&body).await.expect(204);
        let own = fan.get(&format!("{path}status/")).await.expect(200).json();
        assert_eq!(own["flag_type"], now, "{method} {query} {body}");
    }
}

/// A game that is played already stays in the backlog.
#[tokio::test]
async fn a_game_leaves_the_backlog_only_when_it_becomes_played() {
    let app = App::new().await;
    let fan = app.user("fan").await;
    let lists = async || {
        let found = fan.get("/api/actions/?igdb=7").await.expect(200).json();
        (found["played"] == true, found["backlog"] == true)
    };
    for (method, action, now) in [
        ("PUT", "backlog", (false, true)),
        ("PUT", "log", (true, false)),
        ("PUT", "backlog", (true, true)),
        ("PUT", "log", (true, true)),
        ("DELETE", "log", (false, true)),
        ("DELETE", "backlog", (false, false)),
    ] {
        let body = json!({"igdb": "7", "name": "Celeste"});
        fan.request(method, &format!("/api/actions/{action}/")).json(&body).await.expect(204);
        assert_eq!(lists().await, now, "{method} {action}");
    }
}
