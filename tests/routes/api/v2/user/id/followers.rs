//! `GET /api/v2/user/{id}/followers/`

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use super::follow::{ids, list, toggle};

/// A user and their followers, newest first.
async fn star(app: &App, fans: usize) -> (TestUser, Vec<TestUser>) {
    let star = app.user("star").await;
    let mut people = join_all((0..fans).map(|n| async move { app.user(&format!("fan-{n:02}")).await })).await;
    for fan in &people {
        toggle(app, fan, &star).await;
    }
    people.reverse();
    (star, people)
}

fn ids_of<'a>(people: impl IntoIterator<Item = &'a TestUser>) -> Vec<u64> {
    people.into_iter().map(|person| person.id.get()).collect()
}

fn path(link: &Value) -> Option<&str> {
    link.as_str().map(|url| url.strip_prefix("http://kith.test").unwrap())
}

#[tokio::test]
async fn is_empty_for_a_new_user() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    for what in ["followers/", "followings/"] {
        let body = app.get(&alice.path(what)).await.expect(200).json();
        assert_eq!(body, json!({"count": 0, "next": null, "previous": null, "results": []}));
    }
}

#[tokio::test]
async fn lists_the_newest_follow_first() {
    let app = App::new().await;
    let (star, fans) = star(&app, 4).await;
    app.settle().await;
    let body = app.get(&star.path("followers/")).await.expect(200).json();
    assert_eq!((ids(&body), &body["count"]), (ids_of(&fans), &json!(4)));
    assert_eq!((&body["next"], &body["previous"]), (&Value::Null, &Value::Null));
    assert_eq!(body["results"][0], app.get(&fans[0].path("")).await.expect(200).json());
    toggle(&app, &fans[3], &star).await;
    assert_eq!(list(&app, &star.path("followers/")).await, ids_of(&fans[..3]));
    toggle(&app, &fans[3], &star).await;
    assert_eq!(list(&app, &star.path("followers/")).await, ids_of([&fans[3], &fans[0], &fans[1], &fans[2]]));
}

#[tokio::test]
async fn pages_cover_every_follower_once_in_both_directions() {
    let app = App::new().await;
    let (star, fans) = star(&app, 23).await;
    app.settle().await;
    let whole = ids_of(&fans);
    let first = app.get(&star.path("followers/")).await.expect(200).json();
    assert_eq!(ids(&first), whole[..20]);
    for limit in [5, 7, 23] {
        let mut pages = vec![app.get(&star.path(&format!("followers/?limit={limit}"))).await.expect(200).json()];
        while let Some(next) = path(&pages[pages.len() - 1]["next"]) {
            assert!(pages.len() < 30);
            let next = app.get(next).await.expect(200).json();
            pages.push(next);
        }
        assert!(pages.iter().all(|page| page["count"] == 23), "{pages:?}");
        let forth: Vec<_> = pages.iter().map(ids).collect();
        assert_eq!(forth, whole.chunks(limit).collect::<Vec<_>>());
        let mut back = vec![forth[forth.len() - 1].clone()];
        let mut at = pages.pop().unwrap();
        while let Some(previous) = path(&at["previous"]) {
            assert!(back.len() < 30);
            at = app.get(previous).await.expect(200).json();
            back.push(ids(&at));
        }
        back.reverse();
        assert_eq!(back, forth);
    }
    let skipped = app.get(&star.path("followers/?limit=5&offset=10")).await.expect(200).json();
    assert_eq!(ids(&skipped), whole[10..15]);
}

#[rstest]
#[case::limit("limit=x", "limit")]
#[case::offset("offset=10001", "offset")]
#[case::negative("offset=-1", "offset")]
#[case::cursor("cursor=!", "cursor")]
#[case::mutual("mutual=2", "mutual")]
#[case::word("mutual=maybe", "mutual")]
#[tokio::test]
async fn rejects_bad_parameters(
    #[case] query: &str,
    #[case] field: &str,
    #[values("followers/", "followings/")] what: &str,
) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let path = alice.path(&format!("{what}?{query}"));
    assert_eq!(app.get(&path).await.expect(400).invalid_fields(), [field]);
    assert_eq!(alice.get(&path).await.expect(400).invalid_fields(), [field]);
}

#[tokio::test]
async fn mutual_filters_by_whom_the_caller_follows() {
    let app = App::new().await;
    let (star, fans) = star(&app, 4).await;
    let alice = app.user("alice").await;
    for fan in [&fans[1], &fans[3]] {
        toggle(&app, &alice, fan).await;
    }
    let of = async |query: &str| list(&alice, &star.path(&format!("followers/{query}"))).await;
    assert_eq!(of("?mutual=1").await, ids_of([&fans[1], &fans[3]]));
    assert_eq!(of("?mutual=0").await, ids_of([&fans[0], &fans[2]]));
    assert_eq!(of("?mutual=").await, ids_of(&fans));
    assert_eq!(of("").await, ids_of(&fans));
    assert_eq!(list(&app, &star.path("followers/?mutual=1")).await, [0; 0]);
    assert_eq!(list(&app, &star.path("followers/?mutual=0")).await, ids_of(&fans));
    // In the caller's own lists, `mutual` keeps users who follow each other.
    toggle(&app, &star, &fans[0]).await;
    assert_eq!(list(&star, &star.path("followers/?mutual=1")).await, ids_of([&fans[0]]));
    assert_eq!(list(&star, &star.path("followings/?mutual=1")).await, ids_of([&fans[0]]));
}

#[tokio::test]
async fn pages_with_mutual_cover_every_match() {
    let app = App::new().await;
    let (star, fans) = star(&app, 9).await;
    let alice = app.user("alice").await;
    for fan in [&fans[8], &fans[5]] {
        toggle(&app, &alice, fan).await;
    }
    let mut found = Vec::new();
    let mut next = Some(star.path("followers/?mutual=1&limit=2"));
    while let Some(at) = next {
        let body = alice.get(&at).await.expect(200).json();
        found.extend(ids(&body));
        next = path(&body["next"]).map(str::to_owned);
    }
    assert_eq!(found, ids_of([&fans[5], &fans[8]]));
}

/// Of a filtered list the count is that of the users who fit, on whatever page, without those whom the caller hides.
#[tokio::test]
async fn a_filtered_list_has_a_count_of_its_own() {
    let app = App::new().await;
    let (star, fans) = star(&app, 9).await;
    let alice = app.user("alice").await;
    for fan in [&fans[8], &fans[5], &fans[2]] {
        toggle(&app, &alice, fan).await;
    }
    app.settle().await;
    let count = async |caller: &TestUser, query: &str| {
        caller.get(&star.path(&format!("followers/?{query}"))).await.expect(200).json()["count"].clone()
    };
    for page in ["", "&limit=1", "&limit=2&offset=4"] {
        for (filter, expected) in [("mutual=1", 3), ("mutual=0", 6), ("mutual=", 9), ("", 9)] {
            assert_eq!(count(&alice, &format!("{filter}{page}")).await, expected, "{filter}{page}");
        }
    }
    alice.post(&fans[5].path("hide/")).await.expect(201);
    alice.post(&fans[0].path("hide/")).await.expect(201);
    app.settle().await;
    for (filter, expected) in [("mutual=1", 2), ("mutual=0", 5)] {
        assert_eq!(count(&alice, filter).await, expected, "{filter}");
    }
    for (filter, expected) in [("mutual=1", 0), ("mutual=0", 9)] {
        let page = app.get(&star.path(&format!("followers/?{filter}"))).await.expect(200).json();
        assert_eq!(page["count"], expected, "{filter}");
    }
}

#[tokio::test]
async fn hidden_users_leave_only_the_callers_lists() {
    let app = App::new().await;
    let (star, fans) = star(&app, 3).await;
    for fan in &fans {
        toggle(&app, &star, fan).await;
    }
    let alice = app.user("alice").await;
    alice.post(&fans[1].path("hide/")).await.expect(201);
    let others = ids_of([&fans[0], &fans[2]]);
    assert_eq!(list(&alice, &star.path("followers/")).await, others);
    assert_eq!(list(&alice, &star.path("followings/")).await, ids_of([&fans[2], &fans[0]]));
    assert_eq!(list(&app, &star.path("followers/")).await, ids_of(&fans));
    assert_eq!(list(&fans[1], &star.path("followers/")).await, ids_of(&fans));
    alice.post(&fans[1].path("hide/")).await.expect(201);
    assert_eq!(list(&alice, &star.path("followers/")).await, ids_of(&fans));
}

#[tokio::test]
async fn connection_status_shows_whom_the_caller_follows_in_every_list() {
    let app = App::new().await;
    let (star, fans) = star(&app, 2).await;
    let alice = app.user("alice").await;
    toggle(&app, &alice, &fans[0]).await;
    toggle(&app, &fans[1], &alice).await;
    let status = |users: &Value, person: &TestUser| {
        let users = users.as_array().unwrap();
        users.iter().find(|user| user["id"] == person.id.get()).unwrap()["connection_status"].clone()
    };
    let names = json!({"usernames": ["alice", "star", "fan-00", "fan-01"]});
    let matched = alice.post("/api/v2/user/match/").json(&names).await.expect(200).json();
    let all_users = alice.get("/api/v2/user/").await.expect(200).json()["results"].clone();
    for users in [&matched, &all_users] {
        assert_eq!(status(users, &fans[0]), "followed");
        for other in [&fans[1], &star, &alice] {
            assert_eq!(status(users, other), Value::Null);
        }
    }
    let followers = alice.get(&star.path("followers/")).await.expect(200).json()["results"].clone();
    assert_eq!((status(&followers, &fans[0]), status(&followers, &fans[1])), (json!("followed"), Value::Null));
    let own = alice.get(&alice.path("followings/")).await.expect(200).json()["results"].clone();
    assert_eq!(status(&own, &fans[0]), "followed");
    for (caller, person, expected) in
        [(&alice, &fans[0], json!("followed")), (&alice, &fans[1], Value::Null), (&fans[0], &alice, Value::Null)]
    {
        assert_eq!(caller.get(&person.path("")).await.expect(200).json()["connection_status"], expected);
    }
    let anonymous = app.get(&star.path("followers/")).await.expect(200).json()["results"].clone();
    assert_eq!(status(&anonymous, &fans[0]), Value::Null);
    assert_eq!(alice.get("/api/v2/user/me/").await.expect(200).json()["connection_status"], Value::Null);
    toggle(&app, &alice, &fans[0]).await;
    assert_eq!(alice.get(&fans[0].path("")).await.expect(200).json()["connection_status"], Value::Null);
}

#[tokio::test]
async fn a_user_removes_their_own_followers_only() {
    let app = App::new().await;
    let (star, fan) = (app.user("star").await, app.user("fan").await);
    let staff = app.staff("member-of-staff").await;
    fan.post(&star.path("follow/")).await.expect(201);
    app.settle().await;
    let path = star.path(&format!("followers/{}/", fan.id));
    for person in [&fan, &staff] {
        person.delete(&path).await.expect(403);
    }
    app.delete(&path).await.expect(401);
    assert_eq!(star.delete(&path).await.expect(204).body, "");
    app.settle().await;
    assert_eq!(app.get(&star.path("counters/")).await.expect(200).json()["followers"], 0);
    for follower in [fan.id.to_string(), "1".to_owned(), "x".to_owned()] {
        star.delete(&star.path(&format!("followers/{follower}/"))).await.expect(404);
    }
    // The follower can follow again.
    fan.post(&star.path("follow/")).await.expect(201);
}
