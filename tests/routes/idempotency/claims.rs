//! Claims on a key in the store: which request may create, and when.

use std::time::Duration;

use shared::domain::{Content, Id, Post, PostKind};
use shared::store::{Claimed, KeyClaim};
use tests::App;

/// The claim of a request that finds the key free.
async fn claim(app: &App) -> Option<KeyClaim> {
    match app.state.store.idempotency_keys().claim("a key", "a digest", app.state.clock.now()).await.unwrap() {
        Claimed::First(claim) => Some(claim),
        Claimed::Other { body, created } => {
            assert_eq!((body.as_str(), created), ("a digest", None));
            None
        }
    }
}

fn post(app: &App) -> Post {
    let now = app.state.clock.now();
    Post::new(Id::generate(now), PostKind::Post, Id::generate(now), Content::default())
}

#[tokio::test]
async fn a_request_that_was_overtaken_creates_nothing() {
    let app = App::new().await;
    let (posts, keys) = (app.state.store.posts(), app.state.store.idempotency_keys());
    let first = claim(&app).await.unwrap();
    assert!(claim(&app).await.is_none());
    app.state.clock.advance(Duration::from_secs(20));
    let second = claim(&app).await.unwrap();
    let (late, created) = (post(&app), post(&app));
    assert!(posts.publish(&late, &first).await.is_err());
    keys.release(&first).await.unwrap();
    assert!(posts.publish(&created, &second).await.unwrap());
    assert!(posts.publish(&late, &second).await.is_err());
    assert!(posts.get(late.id, true).await.unwrap().is_none());
    // What was created stays, whatever is released or claimed later.
    keys.release(&second).await.unwrap();
    app.state.clock.advance(Duration::from_secs(60 * 60));
    match keys.claim("a key", "a digest", app.state.clock.now()).await.unwrap() {
        Claimed::Other { created: found, .. } => assert_eq!(found, Some(created.id)),
        Claimed::First(_) => panic!("the key is forgotten"),
    }
}

#[tokio::test]
async fn a_released_claim_is_void_and_its_key_free() {
    let app = App::new().await;
    let first = claim(&app).await.unwrap();
    app.state.store.idempotency_keys().release(&first).await.unwrap();
    assert!(app.state.store.posts().publish(&post(&app), &first).await.is_err());
    assert!(claim(&app).await.is_some());
}

/// A taken id is drawn anew under the same claim.
#[tokio::test]
async fn a_taken_id_does_not_end_a_claim() {
    let app = App::new().await;
    let (posts, taken) = (app.state.store.posts(), post(&app));
    assert!(posts.publish(&taken, &KeyClaim::none()).await.unwrap());
    let first = claim(&app).await.unwrap();
    assert!(!posts.publish(&taken, &first).await.unwrap());
    assert!(posts.publish(&post(&app), &first).await.unwrap());
}
