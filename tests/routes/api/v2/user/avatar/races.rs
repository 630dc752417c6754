//! Concurrent changes of one user's avatars.

use futures::future::join_all;
use serde_json::{Value, json};
use tests::{App, Routes as _, pictures};

use super::{PATH, assert_consistent, fill, list, send};

#[tokio::test]
async fn concurrent_uploads_do_not_exceed_the_limit() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    fill(&app, &alice, 17).await;
    let picture = pictures::png(20, 20);
    let mut statuses: Vec<_> = join_all((0..8).map(|_| async { send(&alice, &picture).await.status })).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 201, 201, 400, 400, 400, 400, 400]);
    assert_eq!(list(&alice).await.len(), 20);
    assert_consistent(&app, &alice).await;
    // The files of rejected uploads are deleted.
    assert_eq!(app.state.media.names_of(alice.id).await.unwrap().len(), 3);
}

#[tokio::test]
async fn concurrent_changes_leave_one_primary_that_others_see() {
    let app = App::new().await;
    for round in 0..6 {
        let alice = app.register(&format!("alice-{round}")).await;
        fill(&app, &alice, 4).await;
        let ids: Vec<_> = list(&alice).await.iter().map(|avatar| avatar["id"].clone()).collect();
        let picture = pictures::png(20, 20);
        let base64 = json!({"avatar_base64": pictures::base64(&picture), "bio": "new"});
        let named = |id: &Value| json!({"avatar_id": id});
        let (deleted, promoted, put) = futures::join!(
            join_all(ids[..3].iter().map(|id| async { alice.delete(PATH).json(&named(id)).await.status })),
            join_all(ids[1..].iter().map(|id| async { alice.patch(PATH).json(&named(id)).await.status })),
            join_all(ids[..2].iter().map(|_| async { alice.put(&alice.path("")).json(&base64).await.status })),
        );
        assert_eq!((deleted, put), (vec![204; 3], vec![200; 2]));
        assert!(promoted.iter().all(|status| [204, 404].contains(status)), "{promoted:?}");
        assert_eq!(list(&alice).await.len(), 3);
        assert_consistent(&app, &alice).await;
        app.settle().await;
        // Two of the three avatars were uploaded; the third is one from `fill`, which makes no file.
        assert_eq!(app.state.media.names_of(alice.id).await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn an_upload_during_the_deletion_of_its_owner_leaves_no_file() {
    let app = App::new().await;
    for round in 0..5 {
        let alice = app.register(&format!("alice-{round}")).await;
        let picture = pictures::png(200, 200);
        let (upload, deletion) = futures::join!(async { send(&alice, &picture).await }, async {
            alice.delete(&alice.path("?hard=1")).await
        });
        deletion.expect(204);
        assert!([201, 401].contains(&upload.status), "{upload:?}");
        app.settle().await;
        assert_eq!(app.state.media.names_of(alice.id).await.unwrap(), []);
        assert_eq!(app.state.store.avatars().get(alice.id).await.unwrap(), Default::default());
    }
}
