//! Suggestions at their dearest: as many edges as they look at, and a full page of those who are found.

use futures::StreamExt as _;
use futures::stream::iter;
use shared::domain::graph::friendship::{FriendshipAction, FriendshipCommand};
use shared::domain::{Edge, Id, UserId};
use shared::store::Store;
use tests::{App, Person, Routes as _};

/// Edges of the caller's own of each kind, and of each of those through whom others are found; both are more than
/// what is read.
const OWN: u64 = 65;
const THEIRS: u64 = 30;
const SHOWN: usize = 20;

/// An id of its own for each edge: later ones are newer. Far ids are nobody's.
fn id(n: u64) -> Id {
    Id::try_from((1 << 42) + (n << 12)).expect("an id")
}

/// Those at whom edges point: the first are members, the others are but ids.
fn far(members: &[Person], n: u64) -> UserId {
    let member = usize::try_from(n).ok().and_then(|n| members.get(n));
    member.map_or_else(|| UserId::try_from(1_000_000_000_000 + n).expect("an id"), |member| member.id)
}

/// The two are connected; every other one was asked by the second.
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
async fn a_full_page_of_suggestions_through_twenty_costs_no_more_than_its_budget() {
    let app = App::new().await;
    let store = &app.state.store;
    let ego = app.member("ego").await;
    let mut members = Vec::new();
    for n in 0..SHOWN {
        let member = app.member(&format!("member-{n}")).await;
        // Not only what every user has: an item of counters, as in a community that has been there for a while.
        follow(store, 1_000_000 + n as u64, member.id, ego.id).await;
        members.push(member);
    }
    // The caller's own edges lead to ids far from those of others; the newest of them are those that lead on.
    let own = |kind: u64, n: u64| UserId::try_from(2_000_000_000_000 + kind * 1_000 + n).expect("an id");
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
            let members = &members;
            async move {
                // The members are at the newest edges of the first half, and nobody else is found more than once.
                let target =
                    if n % 2 == 0 && m >= THEIRS - members.len() as u64 { THEIRS - 1 - m } else { 1_000 * n + m };
                let at = 10_000 + 1_000 * n + 10 * m;
                connect(store, at, own(0, n), far(members, target)).await;
                follow(store, at + 5, own(1, n), far(members, target)).await;
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
        assert!(path.contains("offset") || shown == SHOWN, "{shown}");
        assert!(answer.cost.trips <= 3 && answer.cost.rcu <= 60.0 && answer.cost.wcu == 0.0, "{:?}", answer.cost);
    }
}
