//! Each of two users vanishes from what the other sees, and from nothing else.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tests::{Routes, TestUser};

use super::Community;
use crate::api::v2::comment::comment;

/// The lists in which `ann` and `ben` both are, or what they have written, to anyone but each other.
fn lists(community: &Community) -> Vec<String> {
    let Community { cid, open, .. } = community;
    let mut lists = ["followers/", "followings/", "connections/"].map(|list| cid.path(list)).to_vec();
    lists.extend([
        "/api/v2/user/".to_owned(),
        "/api/v2/user/?gender=Unspecified".to_owned(),
        "/api/v2/user/search/".to_owned(),
        "/api/v2/user/search/?gender=Unspecified".to_owned(),
        "/api/v2/user/search/?search=member".to_owned(),
        "/api/v2/user/autocomplete/?user=member".to_owned(),
        "/api/v2/suggestion/?search=member".to_owned(),
        "/api/v2/feed/explore/".to_owned(),
        "/api/v2/feed/home/".to_owned(),
        "/api/v2/feed/home/?own=1".to_owned(),
        format!("/api/v2/post/{open}/vote/"),
        format!("/api/v2/comment/?post={open}"),
        format!("/api/v2/comment/?post={open}&ordering=-added_at"),
        format!("/api/v2/comment/?post={open}&ordering=connection"),
        format!("/api/users/{}/", cid.name),
    ]);
    lists
}

/// Whether a response names a user, or shows what the user has written.
async fn names(viewer: &impl Routes, path: &str, user: &TestUser) -> bool {
    viewer.get(path).await.expect(200).body.contains(&user.id.to_string())
}

async fn prepare(community: &Community) {
    let Community { app, ann, ben, cid, open, .. } = community;
    for (user, other) in [(ann, ben), (ben, ann)] {
        user.patch(&user.path("")).json(&json!({"real_name": "Member"})).await.expect(200);
        user.post(&cid.path("follow/")).await.expect(201);
        cid.post(&user.path("follow/")).await.expect(201);
        user.post(&cid.path("connection/request/")).await.expect(200);
        cid.post(&user.path("connection/accept/")).await.expect(200);
        user.post(&other.path("follow/")).await.expect(201);
        user.post(&format!("/api/v2/post/{open}/vote/")).await.expect(204);
        comment(user, *open, "Here").await;
    }
    ben.post("/api/v2/post/").json(&json!({"text": "Ben's"})).await.expect(201);
    app.settle().await;
}

#[tokio::test]
async fn each_of_the_two_vanishes_from_what_the_other_sees() {
    let community = Community::new().await;
    prepare(&community).await;
    let Community { app, ann, ben, cid, .. } = &community;
    let staff = app.staff("staff").await;
    let lists = lists(&community);
    let is_home = |path: &str| path.contains("/home/");
    for blocked in [false, true] {
        if blocked {
            community.block().await;
        }
        for path in &lists {
            for (viewer, other) in [(ann, ben), (ben, ann)] {
                assert_eq!(names(viewer, path, other).await, !blocked, "{path} of {}", viewer.name);
                assert!(names(cid, path, other).await, "{path} of Cid");
                if !is_home(path) {
                    assert!(names(&staff, path, other).await, "{path} of staff");
                }
            }
        }
    }
    ann.delete(&ben.path("block/")).await.expect(204);
    app.settle().await;
    for path in lists.iter().filter(|path| !is_home(path)) {
        for (viewer, other) in [(ann, ben), (ben, ann)] {
            assert!(names(viewer, path, other).await, "{path} of {}", viewer.name);
        }
    }
}

#[tokio::test]
async fn no_one_is_suggested_to_the_other() {
    let community = Community::new().await;
    let Community { app, ann, ben, cid, .. } = &community;
    for user in [ann, ben] {
        user.post(&cid.path("connection/request/")).await.expect(200);
        cid.post(&user.path("connection/accept/")).await.expect(200);
    }
    app.settle().await;
    let path = "/api/v2/suggestion/user/";
    assert!(names(ann, path, ben).await && names(ben, path, ann).await);
    community.block().await;
    assert!(!names(ann, path, ben).await && !names(ben, path, ann).await);
}

#[tokio::test]
async fn replies_of_the_other_are_left_out_of_a_thread() {
    let community = Community::new().await;
    let Community { app, ben, open, .. } = &community;
    let threads = |comments: &Value| -> BTreeMap<u64, usize> {
        let results = comments["results"].as_array().unwrap().iter();
        results.map(|one| (one["id"].as_u64().unwrap(), one["latest_comments"].as_array().unwrap().len())).collect()
    };
    let path = format!("/api/v2/comment/?post={open}");
    let all = threads(&app.get(&path).await.expect(200).json());
    assert_eq!((all.len(), all.values().sum::<usize>()), (2, 1));
    community.block().await;
    let left = threads(&ben.get(&path).await.expect(200).json());
    assert_eq!((left.len(), left.values().sum::<usize>()), (1, 0));
    let top = left.keys().next().unwrap();
    let one = ben.get(&format!("/api/v2/comment/{top}/")).await.expect(200).json();
    assert_eq!(one["latest_comments"], json!([]));
    let one = app.get(&format!("/api/v2/comment/{top}/")).await.expect(200).json();
    assert_eq!(one["latest_comments"].as_array().unwrap().len(), 1);
}
