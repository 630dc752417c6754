//! `fanout` uses every permission that its role grants.

use std::sync::Arc;

use fanout::Fanout;
use realtime::Realtime;
use serde_json::json;
use shared::domain::SocketId;
use tests::privileges::unused;
use tests::{App, Routes as _, pictures};

use crate::fanout::event_bridge::EventBridge;
use crate::fanout::gateway::FakeGateway;

#[tokio::test]
async fn every_granted_permission_is_used() {
    let (app, bridge, gateway) = (App::new().await, EventBridge::start().await, FakeGateway::start().await);
    let state = app.acting_as("fanout");
    let fanout = Fanout::new(state.store, state.clock).with_media(state.media).with_bus(bridge.bus());
    let fanout = fanout.with_sender(gateway.sender(), Arc::clone(&app.state.config));
    let [ann, ben] = [app.register("ann").await, app.register("ben_o").await];
    let protocol = format!("__{}", ann.token);
    let opened = Realtime::new(app.acting_as("realtime")).connect(&SocketId::new("a"), &[&protocol]).await;
    opened.expect("a socket");
    for (from, to) in [(&ann, &ben), (&ben, &ann)] {
        from.post(&to.path("follow/")).await.expect(201);
    }
    ann.post(&ben.path("connection/request/")).await.expect(200);
    let picture = [("avatar", "a.png", &pictures::png(8, 8)[..])];
    ann.post("/api/v2/user/avatar/").multipart(&[], &picture).await.expect(201);
    // An upload that its user's deletion ends.
    let chunk = [("image", "a.png", &pictures::png(8, 8)[..])];
    ann.post("/api/v2/media/upload/chunk/").multipart(&[], &chunk).await.expect(200);
    app.settle_by(&fanout).await;
    let post = json!({"title": "Summits", "text": "Some are high."});
    let post = ann.post("/api/v2/post/").json(&post).await.expect(201).json();
    let path = format!("/api/v2/post/{}/", post["id"]);
    ben.post(&format!("{path}vote/")).await.expect(204);
    ben.post(&format!("{path}flag/")).json(&json!({"flag_type": 0})).await.expect(204);
    app.settle_by(&fanout).await;
    ben.post(&ann.path("follow/")).await.expect(201);
    ann.post("/api/v2/udp/").await.expect(202);
    app.settle_by(&fanout).await;
    ann.delete(&ann.path("?hard=1")).await.expect(204);
    app.settle_by(&fanout).await;
    let elsewhere = bridge.privileges.used().union(&gateway.privileges.used()).cloned().collect();
    let used = app.used_by("fanout").union(&elsewhere).cloned().collect();
    assert_eq!(unused("fanout", &used), []);
}
