//! Deletions that meet: of one object at once, and with other changes of it.

use std::future::IntoFuture as _;

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::{Avatar, Avatars, Error, FileName, FolderId, Id};
use tests::{App, Faults, Request, Routes as _, TestUser, pictures};

const AVATARS: &str = "/api/v2/user/avatar/";
/// The first is the primary.
const AVATAR_IDS: [u64; 2] = [1_000, 1_001];
const SESSIONS: &str = "/api/v2/user/me/sessions/";

/// A community through a connector that can let a request be overtaken, and through another one.
struct Community {
    app: App,
    contended: App,
    faults: Faults,
    alice: TestUser,
    staff: TestUser,
    root: TestUser,
    folder: FolderId,
    post: String,
    comment: String,
    poll: (String, Value),
    session: String,
}

impl Community {
    async fn new() -> Self {
        let app = App::new().await;
        let [alice, staff, root] = [app.register("alice").await, app.staff("staff").await, app.superuser("root").await];
        let folder = alice.make_folder(alice.home(), "a").await;
        let post = alice.post("/api/v2/post/").json(&json!({"text": "High."})).await.expect(201).json();
        let comment = json!({"post": post["id"], "text": "Top"});
        let comment = alice.post("/api/v2/comment/").json(&comment).await.expect(201).json();
        let poll = json!({"title": "Which?", "choices": [{"choice": "a"}, {"choice": "b"}]});
        let poll = alice.post("/api/v2/post/").json(&json!({"text": "High?", "poll": poll})).await.expect(201).json();
        let choice = poll["poll"]["choices"][0]["id"].clone();
        let poll = format!("/api/v2/post/{}/poll/vote/", poll["id"]);
        alice.put(&poll).json(&json!({"choice": choice})).await.expect(204);
        let fill = |avatars: &mut Avatars| {
            let ids = AVATAR_IDS.map(|id| Id::try_from(id).expect("an id"));
            let new = ids.map(|id| Avatar { id, file: FileName::new(alice.id, id, &[], "png") });
            new.into_iter().try_for_each(|new| avatars.add(new)).map_err(|problem| Error::field("avatar", problem))
        };
        app.state.store.avatars().change(alice.id, Avatars::default(), fill).await.expect("two avatars");
        staff.put(&alice.path("follow/")).await.expect(204);
        app.log_in("alice", TestUser::PASSWORD).await;
        let sessions = alice.get(SESSIONS).await.expect(200).json();
        let sessions = sessions.as_array().expect("sessions");
        let other = sessions.iter().find(|session| session["current"] == false).expect("the session of the login");
        let (contended, faults) = app.faulty_app().await;
        Self {
            contended,
            faults,
            folder,
            post: format!("/api/v2/post/{}/", post["id"]),
            comment: format!("/api/v2/comment/{}/", comment["id"]),
            poll: (poll, choice),
            session: format!("{SESSIONS}{}/", other["id"]),
            alice,
            staff,
            root,
            app,
        }
    }

    fn by(&self, caller: &TestUser) -> TestUser {
        self.contended.same_user(caller)
    }

    fn folder(&self) -> String {
        format!("/folders/{}/", self.folder.to_uuid())
    }

    /// A change through either connector.
    fn change(&self, name: &str, by: impl Fn(&TestUser) -> TestUser) -> Request {
        let [alice, staff, root] = [&self.alice, &self.staff, &self.root].map(by);
        let patch = |attributes| root.patch(&alice.directory_path("")).json_api(&alice.patch_of(attributes));
        match name {
            "user" => staff.delete(&alice.path("?hard=1")),
            "user by themselves" => alice.delete(&alice.path("?hard=1")),
            "account" => staff.delete(&alice.directory_path("")),
            "account by a superuser" => root.delete(&alice.directory_path("")),
            "soft deletion" => staff.delete(&alice.path("")),
            "soft deletion by themselves" => alice.delete(&alice.path("")),
            "rename" => patch(json!({"username": "renamed"})),
            "new address" => patch(json!({"email": "new@example.org"})),
            "deactivation" => patch(json!({"is_active": false})),
            "promotion" => patch(json!({"is_staff": true})),
            "demotion of the caller" => {
                root.patch(&staff.directory_path("")).json_api(&staff.patch_of(json!({"is_staff": false})))
            }
            "deletion of the caller" => root.delete(&staff.directory_path("")),
            "folder" => alice.delete(&self.folder()),
            "folder by staff" => staff.delete(&self.folder()),
            "folder's title" => alice.change_folder(self.folder, Some("b"), None),
            "post" => alice.delete(&self.post),
            "post's text" => alice.put(&self.post).json(&json!({"text": "Higher."})),
            "comment" => alice.delete(&self.comment),
            "comment's text" => alice.patch(&self.comment).json(&json!({"text": "Tops"})),
            "avatar" => alice.delete(AVATARS).json(&json!({"avatar_id": AVATAR_IDS[0]})),
            "primary avatar" => alice.patch(AVATARS).json(&json!({"avatar_id": AVATAR_IDS[1]})),
            "new avatar" => {
                alice.post(AVATARS).json(&json!({"avatar_base64": pictures::base64(&pictures::png(20, 20))}))
            }
            "session" => alice.delete(&self.session),
            "follower" => alice.delete(&alice.path(&format!("followers/{}/", staff.id))),
            "vote" => alice.delete(&format!("{}?choice={}", self.poll.0, self.poll.1)),
            _ => panic!("{name}"),
        }
    }
}

#[rstest]
#[case::users(&["user", "account", "account by a superuser"], 204, &[404])]
#[case::users_softly(&["soft deletion"], 204, &[400])]
#[case::users_in_all_ways(&["user", "soft deletion", "account"], 204, &[204, 400, 404])]
#[case::users_by_themselves(&["user by themselves", "account", "soft deletion by themselves"], 204, &[204, 401, 404])]
#[case::folders(&["folder", "folder by staff"], 204, &[404])]
#[case::folders_of_deleted_users(&["folder", "folder by staff", "user"], 204, &[204, 401, 404])]
#[case::posts(&["post"], 204, &[404])]
#[case::comments(&["comment"], 204, &[404])]
#[case::avatars(&["avatar"], 204, &[404])]
#[case::avatars_of_deleted_users(&["avatar", "user"], 204, &[204, 401, 404])]
#[case::followers(&["follower"], 204, &[404])]
#[case::sessions(&["session"], 204, &[204, 404])]
#[case::votes(&["vote"], 204, &[204])]
#[tokio::test]
async fn eight_deletions_at_once(#[case] kinds: &[&str], #[case] first: u16, #[case] others: &[u16]) {
    let community = Community::new().await;
    community.faults.contend();
    let calls = (0..8).map(|n| community.change(kinds[n % kinds.len()], |user| community.by(user)).into_future());
    let answers = join_all(calls).await;
    let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    assert!(statuses.contains(&first), "{statuses:?}");
    assert!(statuses.iter().all(|status| *status == first || others.contains(status)), "{answers:?}");
    if !others.contains(&first) {
        assert_eq!(statuses.iter().filter(|status| **status == first).count(), 1, "{statuses:?}");
    }
}

/// A deletion, what happens between its reads and its write, and its status.
#[rstest]
#[case("user", "user by themselves", 404)]
#[case("user", "soft deletion", 204)]
#[case("user", "rename", 204)]
#[case("user", "new address", 204)]
#[case("user", "deactivation", 204)]
#[case("user", "promotion", 403)]
#[case("user", "demotion of the caller", 403)]
#[case("user", "deletion of the caller", 401)]
#[case("user by themselves", "user", 401)]
#[case("user by themselves", "promotion", 204)]
#[case("account", "user", 404)]
#[case("account", "soft deletion", 204)]
#[case("account", "rename", 204)]
#[case("account", "promotion", 403)]
#[case("account by a superuser", "promotion", 204)]
#[case("account by a superuser", "account", 404)]
#[case("soft deletion", "soft deletion by themselves", 400)]
#[case("soft deletion", "account", 404)]
#[case("soft deletion", "rename", 204)]
#[case("soft deletion", "deactivation", 204)]
#[case("soft deletion", "promotion", 403)]
#[case("soft deletion", "demotion of the caller", 403)]
#[case("folder", "folder by staff", 404)]
#[case("folder", "folder's title", 204)]
#[case("folder by staff", "folder's title", 204)]
#[case("folder by staff", "demotion of the caller", 403)]
#[case("post", "post", 404)]
#[case("post", "post's text", 204)]
#[case("comment", "comment", 404)]
#[case("comment", "comment's text", 204)]
#[case("avatar", "avatar", 404)]
#[case("avatar", "new avatar", 204)]
#[case("avatar", "user", 401)]
#[case("primary avatar", "soft deletion", 401)]
#[case("new avatar", "deactivation", 401)]
#[case("follower", "follower", 404)]
#[case("vote", "vote", 204)]
#[tokio::test]
async fn an_overtaken_deletion_decides_anew(#[case] deletion: &str, #[case] change: &str, #[case] status: u16) {
    let community = Community::new().await;
    community.faults.overtake(community.change(change, TestUser::clone));
    let answer = community.change(deletion, |user| community.by(user)).await;
    assert_eq!(answer.status, status, "{answer:?}");
    let about_alice = ["user", "user by themselves", "account", "account by a superuser"].contains(&deletion);
    if about_alice && status == 204 {
        // Events free the names that the account gave up before.
        community.app.settle().await;
        let users = community.app.state.store.accounts().count_all().await.unwrap();
        assert_eq!(users, 2, "staff and root");
        for (name, email) in [("alice", "alice@example.org"), ("renamed", "new@example.org")] {
            let body = json!({"username": name, "email": email, "password": TestUser::PASSWORD});
            community.app.post("/api/users/register/").json(&body).await.expect(200);
        }
    }
}

#[tokio::test]
async fn the_last_superuser_stays_whoever_is_deleted_meanwhile() {
    let community = Community::new().await;
    let other = community.app.superuser("other").await;
    let root = community.by(&community.root);
    community.faults.overtake(community.root.delete(&other.path("?hard=1")));
    root.delete(&root.path("?hard=1")).await.expect(409);
}
