//! What a repeated request gets, and what is stored for it.

use std::time::Duration;

use serde_json::json;
use tests::{Routes as _, SECRET, TestUser, mint, new_folder, pictures};

use super::{CREATIONS, Fixtures, creation_of, one_of_each_dialect};

#[tokio::test]
async fn a_repeated_request_gets_the_first_response_and_creates_nothing() {
    let f = Fixtures::new().await;
    for (n, creation) in CREATIONS.iter().enumerate() {
        let (route, key) = (creation.route, format!("key {n}"));
        let plain = (creation.request)(&f, 0).await.expect(creation.status);
        let first = creation.keyed(&f, &key, 1).await.expect(creation.status);
        assert_eq!((plain.header("idempotency-replayed"), first.header("idempotency-replayed")), ("", ""), "{route}");
        // The claim, and the creation in one transaction with its completion.
        assert_eq!(first.cost.trips, if route.ends_with("upload/") { 3 } else { plain.cost.trips + 1 }, "{route}");
        let objects = f.objects().await;
        for _ in 0..2 {
            let again = creation.keyed(&f, &key, 1).await.expect(creation.status);
            assert_eq!(again.header("idempotency-replayed"), "true", "{route}");
            assert_eq!(again.header("location"), first.header("location"), "{route}");
            assert_eq!(creation.comparable(&again.body), creation.comparable(&first.body), "{route}");
            assert!(again.cost.wcu <= creation.replay_wcu, "{route}: {:?}", again.cost);
            assert_eq!(f.objects().await, objects, "{route}");
        }
        let other = creation.keyed(&f, &format!("another {key}"), 2).await.expect(creation.status);
        assert_eq!(other.header("idempotency-replayed"), "", "{route}");
        // All avatars are one item.
        assert!(route.contains("/avatar/") || f.objects().await.len() > objects.len(), "{route}");
    }
}

#[tokio::test]
async fn another_body_is_refused_in_each_dialect() {
    let f = Fixtures::new().await;
    for creation in CREATIONS.iter().filter(|creation| !creation.route.ends_with("upload/")) {
        creation.keyed(&f, "a key", 1).await.expect(creation.status);
        let objects = f.objects().await;
        let answer = creation.keyed(&f, "a key", 2).await.expect(422);
        let body = answer.json();
        let code = if creation.route.starts_with("POST /api/v2/") || !creation.route.starts_with("POST /api/") {
            &body["errors"][0]["code"]
        } else {
            assert!(body["detail"].is_string(), "{body}");
            &body["code"]
        };
        assert_eq!(code, "idempotency_key_reused", "{}: {body}", creation.route);
        assert_eq!(f.objects().await, objects, "{}", creation.route);
    }
}

/// A client draws a new boundary for each attempt.
#[tokio::test]
async fn the_boundary_of_a_form_is_no_part_of_its_body() {
    let f = Fixtures::new().await;
    let picture = pictures::png(8, 8);
    let send = |boundary: &str| {
        let disposition = "Content-Disposition: form-data; name=\"avatar\"; filename=\"a.png\"";
        let start = format!("--{boundary}\r\n{disposition}\r\n\r\n");
        let body = [start.as_bytes(), &picture, format!("\r\n--{boundary}--\r\n").as_bytes()].concat();
        let request = f.root.post("/api/v2/user/avatar/").header("idempotency-key", "a key");
        request.body(&format!("multipart/form-data; boundary={boundary}"), body)
    };
    let first = send("one").await.expect(201).json();
    assert_eq!(send("the-other").await.expect(201).json()["id"], first["id"]);
}

#[tokio::test]
async fn a_repeated_registration_is_a_login() {
    let f = Fixtures::new().await;
    let register = creation_of("POST /api/users/register/");
    let first = register.keyed(&f, "a key", 1).await.expect(200).json();
    let again = register.keyed(&f, "a key", 1).await.expect(200).json();
    assert_ne!(again["token"], first["token"]);
    let again = f.app.bearer(again["token"].as_str().unwrap());
    again.post("/api/users/logoutall/").await.expect(204);
    // The revocation took both tokens, and the password still earns one.
    for token in [&first["token"], &register.keyed(&f, "a key", 1).await.expect(200).json()["token"]] {
        let status = f.app.bearer(token.as_str().unwrap()).get("/api/users/user/").await.status;
        assert_eq!(status, if *token == first["token"] { 401 } else { 200 });
    }
    let id = first["user"]["id"].as_u64().unwrap();
    let token = register.keyed(&f, "a key", 1).await.expect(200).json()["token"].as_str().unwrap().to_owned();
    let change = json!({"password": TestUser::PASSWORD, "new_password": "another-password"});
    let path = format!("/api/v2/user/{id}/change_password/");
    f.app.bearer(&token).patch(&path).json(&change).await.expect(204);
    let refused = register.keyed(&f, "a key", 1).await.expect(400);
    assert!(refused.body.contains("Incorrect username/password."), "{refused:?}");
}

#[tokio::test]
async fn an_object_that_was_deleted_is_not_created_again() {
    let f = Fixtures::new().await;
    let folder = creation_of("POST /folders/");
    let location = folder.keyed(&f, "a key", 1).await.expect(201).header("location").to_owned();
    f.root.delete(location.strip_prefix("http://kith.test").unwrap_or(&location)).await.expect(204);
    let post = creation_of("POST /api/v2/post/");
    let id = post.keyed(&f, "a key", 1).await.expect(201).json()["id"].clone();
    f.root.delete(&format!("/api/v2/post/{id}/")).await.expect(204);
    for creation in [folder, post] {
        creation.keyed(&f, "a key", 1).await.expect(404);
    }
}

/// A comment can be repeated when its post is gone.
#[tokio::test]
async fn a_repetition_looks_at_nothing_that_only_a_creation_needs() {
    let f = Fixtures::new().await;
    let parent = f.root.post("/api/v2/comment/").json(&json!({"post": f.post, "text": "Above."})).await.expect(201);
    let body = json!({"post": f.post, "parent": parent.json()["id"], "text": "Below."});
    let reply = || f.root.post("/api/v2/comment/").json(&body).header("idempotency-key", "a key");
    let first = reply().await.expect(201).json();
    f.root.delete(&format!("/api/v2/comment/{}/", parent.json()["id"])).await.expect(204);
    assert_eq!(reply().await.expect(201).json()["id"], first["id"]);
}

#[tokio::test]
async fn a_key_counts_for_a_caller_and_a_path_for_a_day() {
    let f = Fixtures::new().await;
    let other = f.app.user("other").await;
    let text = json!({"title": "Summits", "text": "The same."});
    let publish =
        |by: &dyn Fn(&str) -> tests::Request, path: &str| by(path).json(&text).header("idempotency-key", "a key");
    let mut ids = vec![publish(&|path| f.root.post(path), "/api/v2/post/").await.expect(201).json()["id"].clone()];
    ids.push(publish(&|path| other.post(path), "/api/v2/post/").await.expect(201).json()["id"].clone());
    ids.push(publish(&|path| f.root.post(path), "/api/v2/discussion/").await.expect(201).json()["id"].clone());
    for (seconds, is_new) in [(24 * 60 * 60 - 60, false), (120, true)] {
        f.app.state.clock.advance(Duration::from_secs(seconds));
        let token = mint(SECRET, &f.app.claims_of(f.root.id));
        let answer = publish(&|path| f.app.bearer(&token).post(path), "/api/v2/post/").await.expect(201);
        assert_eq!(answer.header("idempotency-replayed").is_empty(), is_new);
        if is_new {
            ids.push(answer.json()["id"].clone());
        }
    }
    let distinct: std::collections::BTreeSet<_> = ids.iter().map(ToString::to_string).collect();
    assert_eq!(distinct.len(), 4, "{ids:?}");

    let register = creation_of("POST /api/users/register/");
    register.keyed(&f, "a key", 1).from_address("192.0.2.1").await.expect(200);
    register.keyed(&f, "a key", 1).from_address("192.0.2.2").await.expect(400);
    register.keyed(&f, "a key", 1).from_address("192.0.2.1").await.expect(200);
}

#[tokio::test]
async fn a_refused_creation_frees_its_key() {
    let f = Fixtures::new().await;
    let taken = json!({"username": "root", "email": "new@example.org", "password": TestUser::PASSWORD});
    f.app.post("/api/users/register/").json(&taken).header("idempotency-key", "a key").await.expect(400);
    let letters = new_folder(f.root.home(), "letters 9");
    f.root.post("/folders/").json_api(&letters).await.expect(201);
    f.root.post("/folders/").json_api(&letters).header("idempotency-key", "a key").await.expect(400);
    let empty = f.root.post("/api/v2/post/").json(&json!({"text": ""}));
    empty.header("idempotency-key", "a key").await.expect(400);
    for creation in one_of_each_dialect() {
        let first = creation.keyed(&f, "a key", 1).await.expect(creation.status);
        assert_eq!(first.header("idempotency-replayed"), "", "{}", creation.route);
    }
}

#[tokio::test]
async fn a_row_holds_no_text_of_the_request() {
    let f = Fixtures::new().await;
    for creation in &CREATIONS {
        creation.keyed(&f, "a secret key", 1).await.expect(creation.status);
    }
    let rows = f.app.rows().all().await;
    let rows: Vec<_> = rows.into_iter().filter(|((pk, _), _)| pk.starts_with("IDEMPOTENCY#")).collect();
    assert_eq!(rows.len(), CREATIONS.len());
    for (_, row) in rows {
        let names: Vec<_> = row.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(names, ["PK", "SK", "attempt", "body", "claimed_until", "created", "expires"]);
        // The digest, the hash in the key and the attempt are random to a reader; the id is public.
        assert!(row["body"].as_str().unwrap().len() == 43 && row.to_string().len() < 400, "{row}");
        assert!(row["expires"].as_i64().unwrap() > f.app.state.clock.now().as_second() + 23 * 60 * 60, "{row}");
    }
}
