//! Permissions of functions that are not table permissions.

use media::{Archives, Originals};
use shared::media::Original;
use tests::privileges::{granted, reads_secret, unused};
use tests::sources::{functions, read};
use tests::{App, Routes as _, pictures};

#[tokio::test]
async fn every_granted_permission_of_media_is_used() {
    let app = App::new().await;
    let ann = app.user("ann").await;
    let state = app.acting_as("media");
    let originals = Originals::new(state.store, state.media);
    // The second has no owner: its picture is stored and then deleted.
    for (owner, id) in [(ann.id, 1), (7.try_into().unwrap(), 2)] {
        let original = Original { owner, id: id.try_into().unwrap() };
        app.state.media.keep_original(original, pictures::png(30, 30)).await.unwrap();
        originals.process(original).await.unwrap();
        // A repeated notification, after the original is gone.
        originals.process(original).await.unwrap();
        assert_eq!(app.state.media.names_of(owner).await.unwrap().len(), usize::from(owner == ann.id));
    }
    let state = app.acting_as("media");
    let archives = Archives::new(state.store, state.media, state.clock);
    let ben = app.user("ben").await;
    ann.post(&ben.path("follow/")).await.expect(201);
    for user in [&ann, &ben] {
        user.post("/api/v2/udp/").await.expect(202);
    }
    app.settle().await;
    ben.delete(&ben.path("?hard=1")).await.expect(204);
    archives.process_all().await.unwrap();
    assert_eq!(unused("media", &app.used_by("media")), []);
}

/// The start-up code of functions that verify tokens reads the secret.
#[test]
fn only_functions_that_verify_tokens_may_read_the_secret() {
    for function in functions() {
        let main = read(&format!("functions/{function}/src/main.rs"));
        let verifies_tokens = ["lambda::run(", "lambda::run_with_media(", "lambda::state("]
            .iter()
            .any(|run| main.contains(&format!("shared::runtime::{run}")));
        assert_eq!(reads_secret(&function), verifies_tokens, "{function}: {:?}", granted(&function));
    }
}
