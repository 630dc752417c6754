//! A user whom very many others block: no item grows, and no list shows any of them.

use shared::domain::{Id, Toggle, UserId};
use tests::{App, Routes as _, TestUser};

/// More than a list reads of a user's hides and blocks.
const MANY: u64 = 1_010;

/// Blocks by users who have no account, so that only their items are there.
async fn block_by_many(app: &App, user: &TestUser) {
    let blocks = |n: u64| async move {
        let by: UserId = Id::try_from(n).unwrap();
        let (store, id) = (&app.state.store, Id::generate(app.state.clock.now()));
        store.blocks().toggle(Toggle::Set, (by, user.id), [None, None], id).await.expect("a block");
    };
    for n in (1..=MANY).step_by(50) {
        futures::future::join_all((n..(n + 50).min(MANY + 1)).map(blocks)).await;
    }
}

#[tokio::test]
async fn no_list_shows_a_user_who_blocks_however_many_do() {
    let app = App::new().await;
    let [ann, ben, cid] = [app.user("ann").await, app.user("ben").await, app.user("cid").await];
    block_by_many(&app, &ben).await;
    // Their ids are below those of users, so that Ann's block is beyond what a list reads.
    ann.put(&ben.path("block/")).await.expect(204);
    for user in [&ann, &ben] {
        user.post(&cid.path("follow/")).await.expect(201);
    }
    let post =
        ann.post("/api/v2/post/").json(&serde_json::json!({"text": "Ann's"})).await.expect(201).json()["id"].clone();
    app.settle().await;
    let paths = [
        "/api/v2/user/",
        "/api/v2/user/search/?search=ann",
        "/api/v2/user/autocomplete/?user=ann",
        "/api/v2/feed/explore/",
    ];
    for path in paths.map(str::to_owned).into_iter().chain([cid.path("followers/")]) {
        for (viewer, shown) in [(&ben, false), (&cid, true)] {
            let body = viewer.get(&path).await.expect(200).body;
            assert_eq!(body.contains(&ann.id.to_string()), shown, "{path} of {}", viewer.name);
        }
    }
    for path in [format!("/api/v2/post/{post}/"), format!("/api/v2/comment/?post={post}")] {
        ben.get(&path).await.expect(404);
    }
    ben.post(&format!("/api/v2/post/{post}/vote/")).await.expect(404);
    // Each block is an item of its own.
    let rows = app.rows().all().await;
    let own = rows.iter().filter(|((pk, _), _)| *pk == format!("U#{}", ben.id));
    assert!(own.map(|(_, row)| row.to_string().len()).max().unwrap() < 2_000);
}
