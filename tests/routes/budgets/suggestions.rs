//! The most expensive page of suggestions: more edges than are read, and a full page of users.

use futures::StreamExt as _;
use futures::stream::iter;
use shared::domain::graph::friendship::{FriendshipAction, FriendshipCommand};
use shared::domain::{Edge, Id, UserId};
use shared::store::Store;
use tests::{App, Routes as _, TestUser};

/// Edges of each kind that the caller has: more than are read.
const OWN: u64 = 65;
/// Edges of each kind that each user has through whom others are found: more than are read.
const THEIRS: u64 = 30;
const PAGE: usize = 20;

/// The id of the edge with this number: a higher number is newer.
fn id(n: u64) -> Id {
    Id::try_from((1 << 42) + (n << 12)).expect("an id")
}

/// The user to whom an edge leads: the first numbers are existing users, the others ids without a user.
fn target(users: &[TestUser], n: u64) -> UserId {
    let user = usize::try_from(n).ok().and_then(|n| users.get(n));
    user.map_or_else(|| UserId::try_from(1_000_000_000_000 + n).expect("an id"), |user| user.id)
}

/// Connects two users. The second one sends every other request.
async fn connect(store: &Store, n: u64, one: UserId, other: UserId) {
    let (by, with) = if n.is_multiple_of(2) { (one, other) } else { (other, one) };
    let asked = store
        .friendships()
        .apply(FriendshipCommand { by, with, action: FriendshipAction::Request, id: id(n) }, None)
        .await
        .expect("a request");
    let accept = FriendshipCommand { by: with, with: by, action: FriendshipAction::Accept, id: id(n + 1) };
    store.friendships().apply(accept, asked).await.expect("a connection");
}

async fn follow(store: &Store, n: u64, from: UserId, to: UserId) {
    assert!(store.follows().create(Edge { from, to, id: id(n) }).await.expect("a follow"));
}

#[tokio::test]
async fn a_full_page_of_suggestions_costs_no_more_than_its_budget() {
    let app = App::new().await;
    let store = &app.state.store;
    let ego = app.user("ego").await;
    let mut users = Vec::new();
    for n in 0..PAGE {
        let user = app.user(&format!("member-{n}")).await;
        // The follow gives the user an item of counters, as most users of a grown community have.
        follow(store, 1_000_000 + n as u64, user.id, ego.id).await;
        users.push(user);
    }
    // The caller's own edges lead to ids without a user, of which the newest have edges of their own.
    let own = |kind: u64, n: u64| UserId::try_from(2_000_000_000_000 + kind * 1_000 + n).expect("an id");
    // Those whose edges are read have profiles, which say who sees their lists.
    for (kind, n) in [0, 1].into_iter().flat_map(|kind| (OWN - 10..OWN).map(move |n| (kind, n))) {
        app.account_with_id(own(kind, n), &format!("intermediate-{kind}-{n}")).await;
    }
    iter(0..OWN)
        .for_each_concurrent(16, |n| {
            let ego = ego.id;
            async move {
                connect(store, 10 * n, ego, own(0, n)).await;
                follow(store, 10 * n + 5, ego, own(1, n)).await;
            }
        })
        .await;
    let through: Vec<(u64, u64)> = (OWN - 10..OWN).flat_map(|n| (0..THEIRS).map(move |m| (n, m))).collect();
    iter(through)
        .for_each_concurrent(16, |(n, m)| {
            let users = &users;
            async move {
                // Every second id leads to the existing users by its newest edges; no other user is found twice.
                let to = if n % 2 == 0 && m >= THEIRS - users.len() as u64 { THEIRS - 1 - m } else { 1_000 * n + m };
                let at = 10_000 + 1_000 * n + 10 * m;
                connect(store, at, own(0, n), target(users, to)).await;
                follow(store, at + 5, own(1, n), target(users, to)).await;
            }
        })
        .await;
    app.settle().await;
    for path in
        ["/api/v2/suggestion/user/", "/api/v2/suggestion/user/?limit=100", "/api/v2/suggestion/user/?offset=100"]
    {
        let answer = ego.get(path).await.expect(200);
        let shown = answer.json()["results"].as_array().expect("users").len();
        println!("GET {path}: {shown} of {} users, {:?}", answer.json()["count"], answer.cost);
        assert!(path.contains("offset") || shown == PAGE, "{shown}");
        assert!(answer.cost.trips <= 3 && answer.cost.rcu <= 70.0 && answer.cost.wcu == 0.0, "{:?}", answer.cost);
    }
}
