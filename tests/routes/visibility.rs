//! Who sees which private fields and lists of a user: each setting, by dialect, place and viewer.

use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::profile::audience::{Audience, ViewerClass};
use tests::{App, Request, Routes as _, TestUser};

/// The user whose fields are looked at, and all viewers.
struct Cast {
    app: App,
    owner: TestUser,
    member: TestUser,
    connection: TestUser,
    staff: TestUser,
}

const VIEWERS: [ViewerClass; 5] =
    [ViewerClass::Anonymous, ViewerClass::Member, ViewerClass::Connection, ViewerClass::Owner, ViewerClass::Staff];
const AUDIENCES: [Audience; 4] = Audience::ALL;

impl Cast {
    /// An owner with all fields, who follows and is followed by `member`.
    async fn new() -> Self {
        let app = App::new().await;
        let owner = app.user("owen").await;
        let [member, connection] = [app.user("mia").await, app.user("carl").await];
        let staff = app.staff("stella").await;
        let fields = json!({
            "location": "Oslo", "gender": "Female", "birthday": "1990-01-02", "location_lat_lng": "1,2",
            "position_lat_lng": "3,4",
        });
        owner.patch(&owner.path("")).json(&fields).await.expect(200);
        connection.post(&owner.path("connection/request/")).await.expect(200);
        owner.post(&connection.path("connection/accept/")).await.expect(200);
        owner.post(&member.path("follow/")).await.expect(201);
        member.post(&owner.path("follow/")).await.expect(201);
        Self { app, owner, member, connection, staff }
    }

    async fn set(&self, field: &str, audience: Audience) {
        let path = self.owner.path("settings/");
        let changed = self.owner.patch(&path).json(&json!({field: audience.name()})).await.expect(200).json();
        assert_eq!(changed[field], audience.name());
        assert_eq!(self.owner.get(&path).await.expect(200).json(), changed);
    }

    fn user(&self, viewer: ViewerClass) -> Option<&TestUser> {
        match viewer {
            ViewerClass::Anonymous => None,
            ViewerClass::Member => Some(&self.member),
            ViewerClass::Connection => Some(&self.connection),
            ViewerClass::Owner => Some(&self.owner),
            ViewerClass::Staff => Some(&self.staff),
        }
    }

    fn get(&self, viewer: ViewerClass, path: &str) -> Request {
        self.user(viewer).map_or_else(|| self.app.get(path), |user| user.get(path))
    }

    /// The owner on a page of this path, or in an object at `pointer` of its first row; `None` where the path takes a login.
    async fn seen(&self, viewer: ViewerClass, path: &str, pointer: &str) -> Option<Value> {
        let response = self.get(viewer, path).await;
        if response.status == 401 {
            return None;
        }
        let body = response.expect(200).json();
        let rows =
            body["results"].as_array().or_else(|| body.as_array()).cloned().unwrap_or_else(|| vec![body.clone()]);
        let found = rows.iter().filter_map(|row| row.pointer(pointer));
        found.into_iter().find(|user| user["id"] == json!(self.owner.id)).cloned()
    }
}

/// What the owner's object has for a viewer, if the audience of `profile_visibility` is this.
fn assert_fields(user: &Value, audience: Audience, viewer: ViewerClass, at: &str) {
    let or_null = |is_shown: bool, value: &str| if is_shown { json!(value) } else { Value::Null };
    let (shown, positions) = (audience.admits(viewer), audience.max(Audience::Connections).admits(viewer));
    for (field, is_shown, value) in [
        ("location", shown, "Oslo"),
        ("gender", shown, "Female"),
        ("birthday", shown, "1990-01-02"),
        ("date_of_birth", shown, "1990-01-02"),
        ("location_lat_lng", positions, "1,2"),
        ("position_lat_lng", positions, "3,4"),
        ("email", matches!(viewer, ViewerClass::Owner | ViewerClass::Staff), "owen@example.org"),
    ] {
        // Authors have no coordinates.
        if let Some(seen) = user.get(field) {
            assert_eq!(*seen, or_null(is_shown, value), "{field} for {viewer:?} of {audience:?} at {at}");
        }
    }
    assert!(user.get("location").is_some() && user.get("gender").is_some(), "a field is missing at {at}");
}

#[tokio::test]
async fn fields_are_shown_to_the_audience_that_the_user_chooses() {
    let cast = Cast::new().await;
    let post = cast.owner.post("/api/v2/post/").json(&json!({"text": "Hello"})).await.expect(201).json();
    let post = post["id"].as_u64().expect("an id");
    let comment = json!({"post": post, "text": "Me again"});
    let comment = cast.owner.post("/api/v2/comment/").json(&comment).await.expect(201).json();
    cast.owner.post(&format!("/api/v2/post/{post}/vote/")).await.expect(204);
    cast.app.settle().await;
    let comment = format!("/api/v2/comment/{}/", comment["id"]);
    let places = [
        (cast.owner.path(""), ""),
        ("/api/v2/user/".to_owned(), ""),
        ("/api/v2/user/search/?search=owen".to_owned(), ""),
        ("/api/v2/suggestion/?search=owen".to_owned(), "/user"),
        (cast.member.path("followers/"), ""),
        (cast.member.path("followings/"), ""),
        (cast.connection.path("connections/"), ""),
    ];
    // Their relation to the viewer is not read.
    let authors = [
        (format!("/api/v2/post/{post}/"), "/author"),
        (cast.owner.path("feed/"), "/author"),
        ("/api/v2/feed/explore/".to_owned(), "/post/author"),
        (comment, "/author"),
        (format!("/api/v2/comment/?post={post}"), "/author"),
        (format!("/api/v2/post/{post}/vote/"), "/user"),
    ];
    for audience in AUDIENCES {
        cast.set("profile_visibility", audience).await;
        cast.app.settle().await;
        for viewer in VIEWERS {
            let as_author = if viewer == ViewerClass::Connection { ViewerClass::Member } else { viewer };
            let users = places.iter().map(|place| (place, viewer));
            for ((path, pointer), class) in users.chain(authors.iter().map(|place| (place, as_author))) {
                let Some(user) = cast.seen(viewer, path, pointer).await else {
                    assert!(viewer == ViewerClass::Anonymous && path == "/api/v2/user/", "{viewer:?} at {path}");
                    continue;
                };
                assert_fields(&user, audience, class, path);
            }
            let profile = cast.get(viewer, "/api/users/owen/").await.expect(200).json();
            let location = if audience.admits(viewer) { json!("Oslo") } else { Value::Null };
            assert_eq!(profile["location"], location, "{viewer:?} of {audience:?}");
        }
    }
}

/// The directory has none of the fields, and shows the e-mail address to all who may read the account.
#[tokio::test]
async fn the_directory_shows_accounts_to_the_user_and_staff_alone() {
    let cast = Cast::new().await;
    for viewer in VIEWERS {
        let response = cast.get(viewer, &cast.owner.directory_path("")).await;
        match viewer {
            ViewerClass::Anonymous => drop(response.expect(401)),
            ViewerClass::Member | ViewerClass::Connection => drop(response.expect(403)),
            ViewerClass::Owner | ViewerClass::Staff => {
                let attributes = &response.expect(200).json()["data"]["attributes"];
                assert_eq!(attributes["email"], "owen@example.org");
                for field in ["location", "gender", "birthday", "location_lat_lng", "position_lat_lng"] {
                    assert!(attributes.get(field).is_none(), "{field}");
                }
            }
        }
    }
}

#[tokio::test]
async fn lists_are_shown_to_the_audience_that_the_user_chooses() {
    let cast = Cast::new().await;
    cast.app.settle().await;
    for audience in AUDIENCES {
        cast.set("connections_visibility", audience).await;
        for viewer in VIEWERS {
            let shown = audience.admits(viewer);
            for list in ["followers/", "followings/", "connections/", "followers/?mutual=1", "connections/?mutual=0"] {
                let response = cast.get(viewer, &cast.owner.path(list)).await;
                if shown {
                    response.expect(200);
                } else {
                    let refusal = response.expect(403).json();
                    assert_eq!(refusal["errors"][0]["code"], "connections_not_visible", "{viewer:?} of {audience:?}");
                }
            }
            // The counters are public.
            let user = cast.get(viewer, &cast.owner.path("")).await.expect(200).json();
            let counters = ["followers_counter", "followings_counter", "connections_counter"].map(|name| &user[name]);
            assert_eq!(counters, [&json!(1), &json!(1), &json!(1)]);
            let profile = cast.get(viewer, "/api/users/owen/").await.expect(200).json();
            let lists = if shown { json!([cast.member.id]) } else { json!([]) };
            assert_eq!([&profile["followers"], &profile["following"]], [&lists, &lists], "{viewer:?} of {audience:?}");
            assert_eq!([&profile["followers_count"], &profile["following_count"]], [&json!(1), &json!(1)]);
        }
        // What a user has to do with the caller is the caller's own.
        let follows = cast.member.get(&cast.owner.path("is_follower/")).await.expect(200).json();
        assert_eq!(follows, json!({"is_follower": true}));
    }
}

#[rstest]
#[case::everyone(Audience::Everyone, true)]
#[case::members(Audience::Members, true)]
#[case::connections(Audience::Connections, false)]
#[case::own(Audience::Owner, false)]
#[tokio::test]
async fn suggestions_lead_through_visible_lists_alone(#[case] audience: Audience, #[case] by_follow: bool) {
    let cast = Cast::new().await;
    let stranger = cast.app.user("stranger").await;
    cast.owner.post(&stranger.path("follow/")).await.expect(201);
    stranger.post(&cast.owner.path("connection/request/")).await.expect(200);
    cast.owner.post(&stranger.path("connection/accept/")).await.expect(200);
    cast.set("connections_visibility", audience).await;
    // The member follows the owner, the connection is a friend.
    for (viewer, expected) in [(&cast.member, by_follow), (&cast.connection, audience != Audience::Owner)] {
        let page = viewer.get("/api/v2/suggestion/user/").await.expect(200).json();
        let found = page["results"].as_array().unwrap().iter().any(|user| user["username"] == "stranger");
        assert_eq!(found, expected, "{} of {audience:?}", viewer.name);
    }
}

#[tokio::test]
async fn searches_find_no_user_by_what_the_caller_may_not_see() {
    let cast = Cast::new().await;
    cast.app.settle().await;
    let filters = ["location=oslo", "gender=Female", "search=owen&location=os", "location=oslo&gender=Female"];
    for audience in AUDIENCES {
        cast.set("profile_visibility", audience).await;
        // At once by the profile, and later by the index.
        for is_settled in [false, true] {
            if is_settled {
                cast.app.settle().await;
            }
            for viewer in VIEWERS {
                let class = ViewerClass::of_search(viewer != ViewerClass::Anonymous);
                for filter in filters {
                    let path = format!("/api/v2/user/search/?{filter}");
                    let found = cast.seen(viewer, &path, "").await.is_some();
                    let expected = audience.admits(class);
                    assert!(
                        if is_settled { found == expected } else { !found || expected },
                        "{path} {viewer:?} {audience:?}"
                    );
                }
            }
            assert!(cast.seen(ViewerClass::Anonymous, "/api/v2/user/search/?search=owen", "").await.is_some());
        }
    }
}

#[rstest]
#[tokio::test]
async fn other_words_are_refused(
    #[values("profile_visibility", "connections_visibility")] field: &str,
    #[values(json!("friends"), json!(""), json!(null), json!(1), json!(["self"]))] value: Value,
) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let path = alice.path("settings/");
    let refused = alice.patch(&path).json(&json!({field: value, "qa_frequency": 1})).await.expect(400);
    assert_eq!(refused.invalid_fields(), [field]);
    assert_eq!(alice.get(&path).await.expect(200).json()["qa_frequency"], 0);
    alice.patch(&path).form(&[(field, "self")]).await.expect(200);
}
