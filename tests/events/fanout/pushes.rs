//! Pushes to the open sockets of users, and the end of sockets.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fanout::Fanout;
use realtime::Realtime;
use serde_json::{Value, json};
use shared::domain::SocketId;
use shared::dynamo::capacity::metered;
use tests::{App, Routes as _, TestUser};

use super::gateway::FakeGateway;
use crate::delivery::deliver_batch;

/// A community whose `fanout` pushes.
pub struct Pushing {
    pub app: App,
    pub gateway: FakeGateway,
    pub fanout: Fanout,
}

impl Pushing {
    pub async fn new() -> Self {
        let (app, gateway) = (App::new().await, FakeGateway::start().await);
        let state = app.acting_as("fanout");
        let fanout = Fanout::new(state.store, state.clock).with_media(state.media);
        let fanout = fanout.with_sender(gateway.sender(), Arc::clone(&app.state.config));
        Self { app, gateway, fanout }
    }

    /// Opens a socket of a user, some time before the next event.
    pub async fn open(&self, user: &TestUser, id: &str) {
        let protocol = format!("__{}", user.token);
        let realtime = Realtime::new(self.app.acting_as("realtime"));
        realtime.connect(&SocketId::new(id), &[&protocol]).await.expect("a socket");
        self.app.state.clock.advance(Duration::from_secs(31));
    }

    pub async fn settle(&self) {
        self.app.settle_by(&self.fanout).await;
    }

    /// The ids of a user's sockets.
    pub async fn sockets(&self, user: &TestUser) -> BTreeSet<String> {
        let sockets = self.app.state.store.sockets().of_user(user.id).await.expect("sockets");
        sockets.into_keys().map(|id| id.to_string()).collect()
    }
}

fn ids(ids: &[&str]) -> BTreeSet<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

pub async fn follow(from: &TestUser, to: &TestUser, wish: bool) {
    from.post(&to.path("follow/")).json(&json!({"follow": wish})).await.expect(201);
}

pub async fn listed(user: &TestUser) -> Value {
    user.get("/api/v2/user/me/notifications/").await.expect(200).json()["results"][0]["aggregated"][0].clone()
}

#[tokio::test]
async fn each_open_socket_gets_the_notification_as_the_list_shows_it() {
    let pushing = Pushing::new().await;
    let app = &pushing.app;
    let [ada, ben, cyd] = [app.user("ada").await, app.user("ben").await, app.user("cyd").await];
    pushing.open(&ada, "a1").await;
    pushing.open(&ada, "a2").await;
    pushing.open(&cyd, "c1").await;
    follow(&ben, &ada, true).await;
    pushing.settle().await;
    let sent = pushing.gateway.sent();
    assert_eq!(sent.iter().map(|(socket, _)| &**socket).collect::<BTreeSet<_>>(), ["a1", "a2"].into());
    let note = listed(&ada).await;
    let data = json!({
        "count_interactions": 1,
        "activity_type": 97,
        "feed_serialization_id": note["sid"],
        "notification_obj": note,
    });
    for (_, message) in sent {
        assert_eq!(message, json!({"type": "interaction", "data": data}));
    }
    // It is retracted.
    follow(&ben, &ada, false).await;
    pushing.settle().await;
    for (_, message) in pushing.gateway.sent() {
        assert_eq!(message, json!({"type": "interaction", "data": {"count_interactions": 0}}));
    }
}

#[tokio::test]
async fn posts_comments_votes_and_announcements_are_pushed() {
    let pushing = Pushing::new().await;
    let app = &pushing.app;
    let [ada, ben, staff] = [app.user("ada").await, app.user("ben").await, app.staff("staff").await];
    follow(&ben, &ada, true).await;
    pushing.settle().await;
    pushing.open(&ada, "a").await;
    pushing.open(&ben, "b").await;
    let post = json!({"title": "Summits", "text": "Some are high."});
    let post = ada.post("/api/v2/post/").json(&post).await.expect(201).json();
    pushing.settle().await;
    ben.post(&format!("/api/v2/post/{}/vote/", post["id"])).await.expect(204);
    pushing.settle().await;
    ben.post("/api/v2/comment/").json(&json!({"post": post["id"], "text": "How high?"})).await.expect(201);
    pushing.settle().await;
    let notice = json!({"user": ben.id, "title": "Hello", "recipients_type": "user"});
    staff.post("/api/v2/notification/notify/").json(&notice).await.expect(204);
    pushing.settle().await;
    let sent: Vec<_> = pushing
        .gateway
        .sent()
        .into_iter()
        .map(|(socket, message)| (socket, message["data"]["activity_type"].as_u64().expect("a number")))
        .collect();
    let expected = [("b", 1), ("a", 9), ("a", 2), ("b", 99)].map(|(socket, kind)| (socket.to_owned(), kind));
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn a_batch_that_is_delivered_again_pushes_the_same_id() {
    let pushing = Pushing::new().await;
    let app = &pushing.app;
    let [ada, ben] = [app.user("ada").await, app.user("ben").await];
    pushing.open(&ada, "a").await;
    pushing.settle().await;
    follow(&ben, &ada, true).await;
    let reads = app.stream.read().await;
    for _ in 0..2 {
        for read in &reads {
            deliver_batch(&pushing.fanout, &read.shard, &read.records).await;
        }
    }
    let ids: Vec<_> = pushing
        .gateway
        .sent()
        .into_iter()
        .map(|(_, message)| message["data"]["feed_serialization_id"].clone())
        .collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1]);
    // What the user has seen is not pushed again.
    ada.get("/api/v2/notification/").await.expect(200);
    for read in &reads {
        deliver_batch(&pushing.fanout, &read.shard, &read.records).await;
    }
    assert_eq!(pushing.gateway.sent(), []);
}

#[tokio::test]
async fn sockets_cost_one_read_of_half_a_unit_a_user() {
    let app = App::new().await;
    let gateway = FakeGateway::start().await;
    let mut costs = Vec::new();
    for pushes in [false, true] {
        let (from, mut pairs) = (app.user(&format!("from_{pushes}")).await, Vec::new());
        for n in 0..50 {
            pairs.push((from.id, app.user(&format!("to_{pushes}_{n}")).await.id));
        }
        let records = crate::delivery::follows(&app, &pairs).await;
        let state = app.acting_as("fanout");
        let fanout = Fanout::new(state.store, state.clock);
        let fanout = if pushes { fanout.with_sender(gateway.sender(), Arc::clone(&app.state.config)) } else { fanout };
        let (failures, cost) = deliver_batch(&fanout, "a", &records).await;
        assert_eq!(failures, [""; 0]);
        costs.push(cost);
    }
    assert_eq!((costs[1].rcu - costs[0].rcu, costs[1].wcu - costs[0].wcu), (25.0, 0.0), "{costs:?}");
}

#[tokio::test]
async fn a_push_reads_at_most_one_unit_beside_its_notification() {
    let pushing = Pushing::new().await;
    let app = &pushing.app;
    let [ada, ben] = [app.user("ada").await, app.user("ben").await];
    pushing.open(&ada, "a").await;
    pushing.settle().await;
    let mut costs = Vec::new();
    let plain = {
        let state = app.acting_as("fanout");
        Fanout::new(state.store, state.clock)
    };
    for fanout in [&plain, &pushing.fanout] {
        follow(&ben, &ada, true).await;
        let mut cost = 0.0;
        for read in app.stream.read().await {
            cost += deliver_batch(fanout, &read.shard, &read.records).await.1.rcu;
        }
        costs.push(cost);
        follow(&ben, &ada, false).await;
        app.settle_by(&plain).await;
    }
    follow(&ben, &ada, true).await;
    app.settle_by(&plain).await;
    let state = &app.state;
    let page =
        state.store.notifications().page(ada.id, shared::store::NotificationsFrom::Newest, 20).await.expect("a page");
    let socket = state.store.sockets().of_user(ada.id).await.expect("sockets").into_values().next().expect("a socket");
    let viewer = socket.viewer(ada.id);
    let view = shared::views::notifications(&state.store, &state.config, &viewer, &page.rows, state.clock.now());
    let of_notification = metered(view).await.1.rcu;
    let beside = costs[1] - costs[0] - of_notification;
    println!("a push reads {beside} units beside the {of_notification} of its notification");
    assert!(beside <= 1.0, "{costs:?}, {of_notification}");
}

#[tokio::test]
async fn gone_and_slow_sockets_delay_no_other_and_those_that_are_gone_are_forgotten() {
    let pushing = Pushing::new().await;
    let app = &pushing.app;
    let [ada, ben, cyd] = [app.user("ada").await, app.user("ben").await, app.user("cyd").await];
    for (user, id) in [(&ada, "gone"), (&ada, "slow"), (&ada, "open"), (&ben, "b")] {
        pushing.open(user, id).await;
    }
    pushing.settle().await;
    pushing.gateway.lose("gone");
    pushing.gateway.silence("slow");
    follow(&cyd, &ada, true).await;
    follow(&cyd, &ben, true).await;
    let started = Instant::now();
    pushing.settle().await;
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    let sent: BTreeSet<_> = pushing.gateway.sent().into_iter().map(|(socket, _)| socket).collect();
    assert_eq!(sent, ids(&["b", "open"]));
    assert_eq!(pushing.sockets(&ada).await, ids(&["open", "slow"]));
}

/// The gateway says that a socket is gone until its opening is complete.
#[tokio::test]
async fn a_socket_that_is_being_opened_is_not_forgotten() {
    let pushing = Pushing::new().await;
    let app = &pushing.app;
    let [ada, ben] = [app.user("ada").await, app.user("ben").await];
    pushing.gateway.lose("a");
    let protocol = format!("__{}", ada.token);
    let realtime = Realtime::new(app.acting_as("realtime"));
    realtime.connect(&SocketId::new("a"), &[&protocol]).await.expect("a socket");
    follow(&ben, &ada, true).await;
    pushing.settle().await;
    assert_eq!(pushing.sockets(&ada).await, ids(&["a"]));
}

#[tokio::test]
async fn a_socket_that_leaves_the_item_is_closed() {
    let pushing = Pushing::new().await;
    let ada = pushing.app.user("ada").await;
    for n in 0..11 {
        pushing.open(&ada, &format!("socket-{n:02}")).await;
    }
    pushing.settle().await;
    assert_eq!(pushing.gateway.closed(), ids(&["socket-00"]));
    Realtime::new(pushing.app.acting_as("realtime")).disconnect(&SocketId::new("socket-05")).await.expect("an end");
    pushing.settle().await;
    assert_eq!(pushing.gateway.closed(), ids(&["socket-05"]));
}

#[tokio::test]
async fn sockets_end_with_their_session_and_with_their_account() {
    let pushing = Pushing::new().await;
    let app = &pushing.app;
    let [ada, staff] = [app.register("ada").await, app.staff("staff").await];
    let login = json!({"username": "ada", "password": TestUser::PASSWORD});
    let mut second = ada.clone();
    second.token =
        app.post("/api/users/login/").json(&login).await.expect(200).json()["token"].as_str().unwrap().to_owned();
    pushing.open(&ada, "first").await;
    pushing.open(&second, "second").await;
    ada.post("/api/users/logout/").await.expect(204);
    pushing.settle().await;
    assert_eq!(pushing.gateway.closed(), ids(&["first"]));
    assert_eq!(pushing.sockets(&ada).await, ids(&["second"]));
    staff.delete(&ada.path("?hard=1")).await.expect(204);
    pushing.settle().await;
    assert_eq!(pushing.gateway.closed(), ids(&["second"]));
    assert_eq!(pushing.sockets(&ada).await, ids(&[]));
}
