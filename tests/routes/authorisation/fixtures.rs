//! The community in which each row of the table is called.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};
use shared::domain::FolderId;
use shared::domain::account::code::CodePurpose;
use shared::domain::account::second_factor::Secret;
use tests::{App, Faults, Routes as _, TestUser, pictures};

/// A community with a user `owner` whom the calls are about.
pub struct Fixtures {
    pub app: App,
    pub owner: TestUser,
    pub other: TestUser,
    pub staff: TestUser,
    pub superuser: TestUser,
    /// The code that confirms [`Fixtures::NEW_EMAIL`] as the owner's address.
    pub code: String,
    /// Codes that set the owner's password and that confirm their address.
    pub reset_code: String,
    pub verification_code: String,
    /// A code that gives the owner a former address back.
    pub restoration_code: String,
    /// The code that turns the owner's digests off.
    pub unsubscribe_code: String,
    /// The secret of a second factor that the owner has begun to set up.
    pub secret: Secret,
    /// A folder of the owner that contains another one.
    pub folder: FolderId,
    /// The id of the owner's session.
    pub session: u64,
    /// The id of the owner's avatar.
    pub avatar: Value,
    /// The ids of a link of the owner that is in no post, of one in a post, and of an upload of theirs that has come.
    pub media: [Value; 2],
    pub upload: Value,
    /// A discussion and a post of the owner, each with a poll.
    pub discussion: u64,
    pub post: u64,
    /// The first choices of the two polls.
    pub choices: [u64; 2],
    /// A comment of the owner on the post, with a reply of theirs.
    pub comment: u64,
    /// A deleted comment of the owner on the post, with a reply.
    pub blank: u64,
}

impl Fixtures {
    pub const NEW_EMAIL: &str = "new@example.org";

    pub async fn new() -> Self {
        loop {
            // Examples replace equal ids by equal stand-ins. The ids of a post, its poll and its choices are generated in one
            // millisecond and in rare cases not distinct, which would make a different example.
            if let Some(fixtures) = Self::with_distinct_ids().await {
                return fixtures;
            }
        }
    }

    async fn with_distinct_ids() -> Option<Self> {
        let app = App::with_mail().await;
        // Notifications are grouped by hour: a test must not cross from one hour into the next.
        app.skip_to_the_next_hour();
        let owner = app.register("owner").await;
        let other = app.register("other").await;
        let staff = app.staff("member-of-staff").await;
        let superuser = app.superuser("root").await;
        owner.patch(&owner.path("change_email/")).json(&json!({"new_email": Self::NEW_EMAIL})).await.expect(200);
        let code = app.mailed_code(&owner, CodePurpose::EmailChange).await;
        let reset_code = app.mailed_code(&owner, CodePurpose::Reset).await;
        let verification_code = app.mailed_code(&owner, CodePurpose::Verification).await;
        let restoration_code = app.left_address(&owner, "former@example.org").await;
        let unsubscribe_code = app.state.store.settings().unsubscribe_code(owner.id).await.expect("a code").into_text();
        let secret = owner.begin_second_factor().await;
        // At least one item of each kind, so that a wrong write is seen.
        owner.patch(&owner.path("settings/")).json(&json!({"qa_frequency": -1})).await.expect(200);
        let game = json!({"igdb": "7", "name": "Celeste"});
        owner.post("/api/actions/log/").json(&game).await.expect(200);
        owner.post("/api/actions/favorites/add/").json(&game).await.expect(200);
        owner
            .post("/api/actions/ratings/")
            .json(&json!({"igdb": "7", "name": "Celeste", "rating": 4}))
            .await
            .expect(200);
        let entry = json!({"game": game, "date": "2026-01-30", "entry_type": "S"});
        owner.post("/api/actions/journal/").json(&entry).await.expect(200);
        for person in [&other, &staff, &superuser] {
            owner.post(&person.path("connection/request/")).await.expect(200);
        }
        superuser.post(&owner.path("follow/")).await.expect(201);
        let sessions = owner.get("/api/v2/user/me/sessions/").await.expect(200).json();
        let session = sessions[0]["id"].as_u64().expect("an id");
        let folder = owner.make_folder(owner.home(), "letters").await;
        owner.make_folder(folder, "old").await;
        let avatar = json!({"avatar_base64": pictures::base64(&pictures::png(8, 8))});
        let avatar = owner.post("/api/v2/user/avatar/").json(&avatar).await.expect(201).json()["id"].clone();
        let link = json!({"url": "https://example.org/"});
        let link = async || owner.post("/api/v2/media/").json(&link).await.expect(201).json()["id"].clone();
        let media = [link().await, link().await];
        owner.post("/api/v2/post/").json(&json!({"medias": [media[1]]})).await.expect(201);
        let upload = [("image", "a.png", &pictures::png(8, 8)[..])];
        let upload = owner.post("/api/v2/media/upload/chunk/").multipart(&[], &upload).await.expect(200).json();
        let upload = upload["upload_id"].clone();
        app.make_archive_of(&owner).await;
        let mut ids = Vec::new();
        for kind in ["discussion", "post"] {
            let poll = json!({"title": "How?", "choices": [{"choice": "On foot"}, {"choice": "By rope"}]});
            let body = json!({"title": "Summits", "text": "Some are high.", "poll": poll});
            let made = owner.post(&format!("/api/v2/{kind}/")).json(&body).await.expect(201).json();
            let id = |value: &Value| value.as_u64().expect("an id");
            let choices = [0, 1].map(|n| id(&made["poll"]["choices"][n]["id"]));
            let distinct: BTreeSet<_> = [id(&made["id"]), id(&made["poll"]["id"])].into_iter().chain(choices).collect();
            if distinct.len() < 4 {
                return None;
            }
            ids.push((id(&made["id"]), choices[0]));
        }
        let [(discussion, first), (post, second)] = ids[..] else { panic!("{ids:?}") };
        let choices = [first, second];
        let [comment, blank] = [write_thread(&app, &owner, post).await, write_thread(&app, &owner, post).await];
        owner.delete(&format!("/api/v2/comment/{blank}/")).await.expect(204);
        Some(Self {
            app,
            owner,
            other,
            staff,
            superuser,
            code,
            reset_code,
            verification_code,
            restoration_code,
            unsubscribe_code,
            secret,
            folder,
            session,
            avatar,
            media,
            upload,
            discussion,
            post,
            choices,
            comment,
            blank,
        })
    }

    /// Fills the lists of the owner.
    pub async fn fill_lists(&self) {
        let Self { app, owner, other, staff, .. } = self;
        let friend = app.register("friend").await;
        let guest = app.register("guest").await;
        let climber = app.register("climber").await;
        let noisy = app.register("noisy").await;
        let request = "connection/request/";
        let connections = [(owner, friend.path(request), 200), (&friend, owner.path("connection/accept/"), 200)];
        let follows = [(owner, other.path("follow/"), 201), (other, owner.path("follow/"), 201)];
        let others = [
            (&guest, owner.path(request), 200),
            (&climber, friend.path(request), 200),
            (&friend, climber.path("connection/accept/"), 200),
            (owner, noisy.path("hide/"), 201),
            (&friend, format!("/api/v2/discussion/{}/vote/", self.discussion), 204),
            (&friend, format!("/api/v2/post/{}/vote/", self.post), 204),
            (&friend, format!("/api/v2/comment/{}/vote/", self.comment), 204),
        ];
        for (who, path, status) in connections.into_iter().chain(follows).chain(others) {
            who.post(&path).await.expect(status);
        }
        for path in [
            format!("discussion/{}", self.discussion),
            format!("post/{}", self.post),
            format!("comment/{}", self.comment),
        ] {
            let path = format!("/api/v2/{path}/flag/");
            other.post(&path).json(&json!({"flag_type": 4})).await.expect(204);
        }
        let news = json!({"title": "Valleys", "text": "Some are deep."});
        friend.post("/api/v2/discussion/").json(&news).await.expect(201);
        let name = owner.patch_of(json!({"first_name": "Olive"}));
        staff.patch(&owner.directory_path("")).json_api(&name).await.expect(200);
        app.settle().await;
    }

    /// The same community, with a connector that can make its calls of the table fail.
    pub async fn faulty(self) -> (Self, Faults) {
        let (app, faults) = self.app.faulty_app().await;
        // It has a clock of its own.
        app.skip_to_the_next_hour();
        let [owner, other, staff, superuser] =
            [&self.owner, &self.other, &self.staff, &self.superuser].map(|person| app.same_user(person));
        (Self { app, owner, other, staff, superuser, ..self }, faults)
    }

    pub async fn login(&self, person: &TestUser) -> String {
        let body = json!({"username": person.name, "password": TestUser::PASSWORD});
        let answer = self.app.post("/api/users/login/").json(&body).await.expect(200).json();
        answer["token"].as_str().expect("a token").to_owned()
    }

    /// The visible state of the community. Fails if the owner can no longer log in.
    pub async fn snapshot(&self) -> Vec<Value> {
        let mut seen = vec![self.superuser.get("/api/v2/user/").await.expect(200).json()];
        for person in [&self.owner, &self.other] {
            let lists = [
                "hidden_users/",
                "blocked_users/",
                "me/connection_requests/",
                "me/connection_requests_sent/",
                "avatar/",
            ];
            let lists = lists.map(|list| format!("/api/v2/user/{list}"));
            let own = [person.path("settings/"), person.path("connections/"), format!("/api/users/{}", person.name)];
            for path in lists.into_iter().chain(own) {
                seen.push(person.get(&path).await.expect(200).json());
            }
        }
        for list in ["ratings", "activity"] {
            let path = format!("/api/users/profile/{}/{list}", self.owner.name);
            seen.push(self.superuser.get(&path).await.expect(200).json());
        }
        seen.push(self.superuser.get("/api/v2/dynamic_preference/").await.expect(200).json());
        seen.push(self.superuser.get("/users/").await.expect(200).json());
        for folder in [self.owner.home(), self.folder] {
            seen.push(json!(self.owner.titles_in(folder).await));
        }
        for kind in [format!("discussion/{}", self.discussion), format!("post/{}", self.post)] {
            seen.push(self.superuser.get(&format!("/api/v2/{kind}/")).await.expect(200).json());
        }
        seen.push(self.superuser.get(&format!("/api/v2/comment/?post={}", self.post)).await.expect(200).json());
        self.login(&self.owner).await;
        seen
    }
}

/// Writes a comment with a reply.
async fn write_thread(app: &App, author: &TestUser, post: u64) -> u64 {
    let write = async |parent: Value, text| {
        // So that no id is equal to another one.
        app.state.clock.advance(Duration::from_millis(1));
        let body = json!({"post": post, "parent": parent, "text": text});
        author.post("/api/v2/comment/").json(&body).await.expect(201).json()["id"].clone()
    };
    let comment = write(Value::Null, "Which first?").await;
    write(comment.clone(), "The nearest.").await;
    comment.as_u64().expect("an id")
}
