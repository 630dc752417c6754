//! Activity: what a user does in an hour is counted once, whatever is delivered again and however many shards there are.

use serde_json::json;
use shared::domain::account::activity::{Activity, ActivityLimits};
use shared::domain::account::throttle::Limits;
use tests::{App, Routes as _};

use crate::delivery::{Stream, fanout_of};

fn limits(posts: u64) -> Option<Limits> {
    Some(Limits { activity: ActivityLimits { posts, ..ActivityLimits::default() }, ..Limits::default() })
}

#[tokio::test]
async fn each_fact_counts_once() {
    let app = App::new().await;
    app.early_in_the_hour().await;
    let mut stream = Stream::new(&app, 3);
    stream.fanout = fanout_of(&app).with_limits(limits(5));
    let ann = app.user("ann").await;
    let publish = async |n: usize| ann.post("/api/v2/post/").json(&json!({"text": format!("Text {n}.")})).await;
    for n in 0..4 {
        publish(n).await.expect(201);
    }
    stream.drain().await;
    stream.replay().await;
    stream.replay().await;
    let limited = async || app.state.store.auth_states().get(ann.id).await.unwrap().expect("an account").limited;
    assert!(limited().await.is_empty());
    publish(4).await.expect(201);
    stream.drain().await;
    let marked = limited().await;
    assert_eq!(marked.keys().collect::<Vec<_>>(), [Activity::Posts.name()]);
    let left = marked["posts"] - app.state.clock.now().as_second();
    assert!((1..=3_600).contains(&left), "{left}");
}
