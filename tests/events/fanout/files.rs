//! Files of pictures go when nobody shows them any more.

use fanout::Fanout;
use kith::pump::deliver;
use serde_json::{Value, json};
use tests::{App, Person, Routes as _, pictures};

async fn add(person: &Person) -> Value {
    let picture = pictures::png(20, 20);
    person.post("/api/v2/user/avatar/").multipart(&[], &[("avatar", "a.png", &picture)]).await.expect(201).json()
}

async fn files(app: &App, person: &Person) -> usize {
    app.state.media.names_of(person.id).await.expect("names").len()
}

#[tokio::test]
async fn a_deleted_avatars_file_goes_and_no_other() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    // The same picture each time.
    let (first, _, _) = (add(&alice).await, add(&alice).await, add(&bob).await);
    app.settle().await;
    assert_eq!((files(&app, &alice).await, files(&app, &bob).await), (2, 1));
    alice.delete("/api/v2/user/avatar/").json(&json!({"avatar_id": first["id"]})).await.expect(204);
    app.settle().await;
    assert_eq!((files(&app, &alice).await, files(&app, &bob).await), (1, 1));
    let path = first["avatar"].as_str().expect("an address").strip_prefix("http://kith.test").expect("here");
    app.get(path).await.expect(404);
}

#[tokio::test]
async fn a_user_who_is_deleted_for_good_leaves_no_file_and_one_who_is_not_keeps_them() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    for person in [&alice, &bob] {
        add(person).await;
        add(person).await;
        let cover = pictures::png(20, 20);
        person.put(&person.path("")).multipart(&[], &[("cover", "c.png", &cover)]).await.expect(200);
        // A file that no item tells of, as a crash may leave it.
        let picture =
            shared::media::Picture::make(shared::domain::profile::picture::Shape::Avatar, &cover).expect("a picture");
        app.state.media.keep(person.id, 7.try_into().expect("an id"), &picture).await.expect("a file");
        assert_eq!(files(&app, person).await, 4);
    }
    alice.delete(&alice.path("?hard=1")).await.expect(204);
    bob.delete(&bob.path("")).await.expect(204);
    app.settle().await;
    assert_eq!((files(&app, &alice).await, files(&app, &bob).await), (0, 4));
    assert_eq!(app.state.store.avatars().get(alice.id).await.expect("avatars"), Default::default());
}

#[tokio::test]
async fn a_stream_that_comes_again_from_its_beginning_takes_nothing_that_is_shown() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let cover = pictures::png(20, 20);
    let mut shown = Value::Null;
    for _ in 0..3 {
        let avatar = add(&alice).await;
        alice.delete("/api/v2/user/avatar/").json(&json!({"avatar_id": avatar["id"]})).await.expect(204);
        add(&alice).await;
        shown = alice.put(&alice.path("")).multipart(&[], &[("cover", "c.png", &cover)]).await.expect(200).json();
    }
    let reads = app.stream.read().await;
    let state = app.acting_as("fanout");
    let fanout = Fanout::new(state.store, state.clock).with_media(state.media);
    for _ in 0..2 {
        for read in &reads {
            let dead = deliver(&fanout, &read.shard, &read.records).await;
            assert!(dead.is_empty(), "{dead:?}");
        }
        assert_eq!(files(&app, &alice).await, 4);
    }
    assert_eq!(alice.get(&alice.path("")).await.expect(200).json()["cover"], shown["cover"]);
    let path = shown["cover"].as_str().expect("an address").strip_prefix("http://kith.test").expect("here");
    app.get(path).await.expect(200);
}
