//! Picture files are deleted when no item refers to them any more.

use fanout::Fanout;
use kith::stream::deliver;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser, pictures};

async fn upload_avatar(person: &TestUser) -> Value {
    let picture = pictures::png(20, 20);
    person.post("/api/v2/user/avatar/").multipart(&[], &[("avatar", "a.png", &picture)]).await.expect(201).json()
}

async fn file_count(app: &App, person: &TestUser) -> usize {
    app.state.media.names_of(person.id).await.expect("names").len()
}

#[tokio::test]
async fn deleting_an_avatar_deletes_its_file_only() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    // All three upload the same picture.
    let (first, _, _) = (upload_avatar(&alice).await, upload_avatar(&alice).await, upload_avatar(&bob).await);
    app.settle().await;
    assert_eq!((file_count(&app, &alice).await, file_count(&app, &bob).await), (2, 1));
    alice.delete("/api/v2/user/avatar/").json(&json!({"avatar_id": first["id"]})).await.expect(204);
    app.settle().await;
    assert_eq!((file_count(&app, &alice).await, file_count(&app, &bob).await), (1, 1));
    let path =
        first["avatar"].as_str().expect("an address").strip_prefix("http://kith.test").expect("a path of this host");
    app.get(path).await.expect(404);
}

#[tokio::test]
async fn a_hard_deletion_removes_the_users_files_and_a_soft_deletion_keeps_them() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    for person in [&alice, &bob] {
        upload_avatar(person).await;
        upload_avatar(person).await;
        let cover = pictures::png(20, 20);
        person.put(&person.path("")).multipart(&[], &[("cover", "c.png", &cover)]).await.expect(200);
        // A file that no item refers to, as a crash may leave it.
        let picture = shared::media::Picture::make(shared::domain::profile::picture::Shape::Avatar, &cover, 1_000_000)
            .expect("a picture");
        app.state.media.keep(person.id, 7.try_into().expect("an id"), &picture).await.expect("a file");
        assert_eq!(file_count(&app, person).await, 4);
    }
    alice.delete(&alice.path("?hard=1")).await.expect(204);
    bob.delete(&bob.path("")).await.expect(204);
    app.settle().await;
    assert_eq!((file_count(&app, &alice).await, file_count(&app, &bob).await), (0, 4));
    assert_eq!(app.state.store.avatars().get(alice.id).await.expect("avatars"), Default::default());
}

#[tokio::test]
async fn a_replay_of_the_whole_stream_deletes_no_file_in_use() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let cover = pictures::png(20, 20);
    let mut shown = Value::Null;
    for _ in 0..3 {
        let avatar = upload_avatar(&alice).await;
        alice.delete("/api/v2/user/avatar/").json(&json!({"avatar_id": avatar["id"]})).await.expect(204);
        upload_avatar(&alice).await;
        shown = alice.put(&alice.path("")).multipart(&[], &[("cover", "c.png", &cover)]).await.expect(200).json();
    }
    let reads = app.stream.read().await;
    let state = app.acting_as("fanout");
    let fanout = Fanout::new(state.store, state.clock).with_media(state.media);
    for _ in 0..2 {
        for read in &reads {
            deliver(&fanout, &read.shard, &read.records).await;
        }
        assert_eq!(file_count(&app, &alice).await, 4);
    }
    assert_eq!(alice.get(&alice.path("")).await.expect(200).json()["cover"], shown["cover"]);
    let path =
        shown["cover"].as_str().expect("an address").strip_prefix("http://kith.test").expect("a path of this host");
    app.get(path).await.expect(200);
}
