//! What an archive has, and what it leaves out.

use serde_json::{Value, json};
use tests::{App, Routes as _, pictures};

use super::{archive_of, json_of};

#[tokio::test]
async fn an_archive_has_what_the_user_has_stored_and_no_secret_and_nothing_private_of_others() {
    let app = App::with_mail().await;
    let [ann, ben, cid] = [app.register("ann").await, app.register("ben").await, app.register("cid").await];
    ann.patch(&ann.path("")).json(&json!({"bio": "Climbs."})).await.expect(200);
    ann.patch(&ann.path("settings/")).json(&json!({"qa_frequency": -1})).await.expect(200);
    let picture = [("avatar", "a.png", &pictures::png(8, 8)[..])];
    ann.post("/api/v2/user/avatar/").multipart(&[], &picture).await.expect(201);
    ann.post(&ben.path("follow/")).await.expect(201);
    ben.post(&ann.path("follow/")).await.expect(201);
    ann.post(&cid.path("hide/")).await.expect(201);
    cid.post(&ann.path("hide/")).await.expect(201);
    ann.post(&ben.path("connection/request/")).await.expect(200);
    ben.post(&ann.path("connection/reject/")).await.expect(200);
    let poll = json!({"title": "How?", "choices": [{"choice": "On foot"}, {"choice": "By rope"}]});
    let post = json!({"title": "Summits", "text": "Some are high.", "poll": poll});
    let own = ann.post("/api/v2/discussion/").json(&post).await.expect(201).json()["id"].clone();
    let other = ben.post("/api/v2/post/").json(&post).await.expect(201).json();
    let path = format!("/api/v2/post/{}/", other["id"]);
    ann.post(&format!("{path}vote/")).await.expect(204);
    ann.post(&format!("{path}follow/")).await.expect(204);
    ann.post(&format!("{path}flag/")).json(&json!({"flag_type": 0})).await.expect(204);
    let choice = json!({"choice": other["poll"]["choices"][0]["id"]});
    ann.post(&format!("{path}poll/vote/")).json(&choice).await.expect(204);
    let comment = json!({"post": other["id"], "text": "Mine."});
    let mine = ann.post("/api/v2/comment/").json(&comment).await.expect(201).json()["id"].clone();
    let reply = json!({"post": other["id"], "parent": mine, "text": "Secret of Ben."});
    let reply = ben.post("/api/v2/comment/").json(&reply).await.expect(201).json()["id"].clone();
    ann.post(&format!("/api/v2/comment/{reply}/vote/")).await.expect(204);
    ben.post(&format!("/api/v2/user/{}/flag/", ann.id)).json(&json!({"flag_type": 0})).await.expect(204);
    let game = json!({"igdb": "7", "name": "Celeste"});
    ann.post("/api/actions/log/").json(&game).await.expect(200);
    ann.post("/api/actions/favorites/add/").json(&game).await.expect(200);
    ann.post("/api/actions/ratings/").json(&json!({"igdb": "7", "name": "Celeste", "rating": 4})).await.expect(200);
    let entry = json!({"game": game, "date": "2026-01-30", "entry_type": "S"});
    ann.post("/api/actions/journal/").json(&entry).await.expect(200);
    ann.make_folder(ann.home(), "letters").await;
    ann.patch(&ann.path("change_email/")).json(&json!({"new_email": "new@example.org"})).await.expect(200);
    app.left_address(&ann, "former@example.org").await;
    ann.second_factor(&app).await;
    let root = app.superuser("root").await;
    let update = ann.patch_of(json!({"first_name": "Ann"}));
    root.patch(&ann.directory_path("")).json_api(&update).await.expect(200);

    let files = archive_of(&app, &ann).await;
    let index = json_of(&files, "index.json");
    assert_eq!((&index["username"], &index["incomplete"], &index["pictures"]), (&json!("ann"), &json!([]), &json!(1)));
    for (name, count) in index["entries"].as_object().unwrap() {
        let entries = json_of(&files, &format!("{name}.json"));
        assert_eq!(json!(entries.as_array().unwrap().len()), *count, "{name}");
    }
    let picture = files.iter().find(|(name, _)| name.starts_with("pictures/")).expect("a picture").1;
    assert!(image::load_from_memory(picture).is_ok());
    for (name, pointer, expected) in [
        ("profile.json", "/0/bio", json!("Climbs.")),
        ("profile.json", "/0/id", json!(ann.id)),
        ("account.json", "/0/second_factor", json!(true)),
        ("settings.json", "/0/qa_frequency", json!(-1)),
        ("avatars.json", "/0/all/0/id", Value::Null),
        ("followings.json", "/0/to", json!(ben.id)),
        ("followers.json", "/0/from", json!(ben.id)),
        ("hidden.json", "/0/to", json!(cid.id)),
        // A rejection is hidden from the user who sent the request.
        ("connections.json", "/0/status", json!("request_sent")),
        ("posts.json", "/0/id", own.clone()),
        ("posts.json", "/0/poll/title", json!("How?")),
        ("comments.json", "/0/id", mine.clone()),
        ("comment_votes.json", "/0/id", reply.clone()),
        ("poll_votes.json", "/0/post", other["id"].clone()),
        ("games.json", "/0/igdb", json!("7")),
        ("favorite_games.json", "/0/games/0/name", json!("Celeste")),
        ("ratings.json", "/0/game/igdb", json!("7")),
        ("journal.json", "/0/date", json!("2026-01-30")),
        ("folders.json", "/0/title", json!("letters")),
        ("former_emails.json", "/0/email", json!("former@example.org")),
        ("audit_trail.json", "/0/action", json!("update")),
    ] {
        let found = json_of(&files, name);
        let found = found.pointer(pointer);
        if expected.is_null() {
            assert!(found.is_some(), "{name} {pointer}: {}", json_of(&files, name));
        } else {
            assert_eq!(found, Some(&expected), "{name} {pointer}: {}", json_of(&files, name));
        }
    }
    let acts = json_of(&files, "votes_and_flags.json");
    let mut acts: Vec<_> = acts.as_array().unwrap().iter().map(|act| act["what"].as_str().unwrap()).collect();
    acts.sort_unstable();
    assert_eq!(acts, ["flag", "follow", "vote"]);
    assert!(files.contains_key("sessions.json") && files.contains_key("notifications.json"), "{:?}", files.keys());

    let all: String = files.iter().filter(|(name, _)| name.ends_with(".json")).map(|(_, file)| text(file)).collect();
    for secret in [
        "$argon2",
        "\"code\"",
        "\"secret\"",
        "\"jti\"",
        "\"rotation\"",
        "Secret of Ben",
        "ben@example.org",
        "rejected",
        "\"actor\"",
        "\"PK\"",
        "GSI",
    ] {
        assert!(!all.contains(secret), "{secret}");
    }
    // Whom others hide and flag is theirs to know.
    assert_eq!(json_of(&files, "hidden.json").as_array().unwrap().len(), 1);

    let others = archive_of(&app, &ben).await;
    assert_eq!(json_of(&others, "connections.json")[0]["status"], "request_rejected");
}

fn text(file: &[u8]) -> String {
    String::from_utf8(file.to_vec()).unwrap()
}
