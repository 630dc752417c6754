//! The community that each measured call finds.

use std::sync::LazyLock;
use std::time::Duration;

use serde_json::{Value, json};
use shared::domain::account::code::CodePurpose;
use shared::domain::account::second_factor::Secret;
use shared::domain::account::throttle::Limits;
use shared::domain::{Content, Edge, EdgeKind, FolderId, Id, Poll, Post, PostKind};
use shared::runtime::config::{Config, Secrets};
use shared::store::KeyClaim;
use tests::{App, Request, Routes as _, SECRET, TestFactor, TestUser, config, pictures};

use crate::budgets::comments::discuss;

/// A community of 26 users or, for a write, of 10, throttled like a deployed one.
pub struct Fixtures {
    pub app: App,
    /// Has a game in a list, changed settings, and a new e-mail address that is pending until it is confirmed with `code`.
    /// Is followed by `other` and the plain users, 22 or 6, and follows these.
    pub owner: TestUser,
    /// Follows the owner, has sent them a connection request, and hides `staff`.
    pub other: TestUser,
    pub staff: TestUser,
    pub superuser: TestUser,
    pub code: String,
    /// Codes that set the owner's password and that confirm their address.
    pub reset_code: String,
    pub verification_code: String,
    /// A code that gives the owner a former address back.
    pub restoration_code: String,
    pub unsubscribe_code: String,
    /// The second factor of `guarded`, a plain user, and the secret of one that the owner has begun to set up.
    pub factor: TestFactor,
    pub guarded: TestUser,
    pub secret: Secret,
    /// A plain user with [`Fixtures::IMPORTED_PASSWORD`], whose hash was imported from Django.
    pub imported: TestUser,
    /// The owner's session.
    pub session: u64,
    /// A refresh token of the first of `friends`, and the one before it.
    pub refresh_tokens: [String; 2],
    /// Two plain users who are connected with the owner, and a third whose request the owner has rejected.
    pub friends: [TestUser; 3],
    /// A notification that the owner has not seen.
    pub notification: u64,
    /// A folder in the owner's home folder, beside three others.
    pub folder: FolderId,
    /// One of these others.
    pub sibling: FolderId,
    /// The id of the owner's second avatar; the first is the primary one.
    pub avatar: Value,
    /// A picture of the owner that is in no post, one in a post, and a file of theirs that has come in one chunk.
    pub media: [Value; 2],
    pub upload: Value,
    /// The newest of the posts of `staff`, with a poll like every fourth of them. Each plain user has published one
    /// post, so that the owner's feed has one post of each.
    pub post: Id,
    /// The first choice of the poll in `post`.
    pub choice: Id,
    /// The newest of the comments on `post`, one of each plain user, or of three. Every other one has replies by other plain users:
    /// the owner's, which is the newest, has one of each plain user. Every plain user has voted for it and for `post`.
    pub comment: Id,
}

impl Fixtures {
    /// A network address with a registration, and with failed logins to `owner` and to the missing user `unknown`.
    pub const KNOWN_ADDRESS: &str = "192.0.2.1";
    /// A network address without attempts.
    pub const UNKNOWN_ADDRESS: &str = "192.0.2.2";
    pub const NEW_EMAIL: &str = "new@example.org";
    pub const IMPORTED_PASSWORD: &str = "Crème brûlée";
    const IMPORTED_HASH: &str = "pbkdf2_sha256$1000$SodiumChloride$Z3mUHK8TGyKTuKRTrfx/e5tlDzqgmSQkX3i6+l7C2js=";

    pub async fn new() -> Self {
        Self::with(22, 22).await
    }

    /// The same with few users, posts and comments, because each write has a community of its own.
    pub async fn for_a_write() -> Self {
        Self::with(6, 3).await
    }

    /// The same for a write that depends on the number of followers or followings.
    pub async fn for_a_write_to_many() -> Self {
        Self::with(22, 3).await
    }

    /// The owner in the same community without mail.
    pub fn without_mail(&self) -> TestUser {
        let secrets = Secrets::new(SECRET.to_owned(), None).expect("the secret is long enough");
        let app = self.app.with_settings(Config { sends_mail: false, ..(*self.app.state.config).clone() }, &secrets);
        // It has a clock of its own.
        app.skip_to_the_next_hour();
        app.same_user(&self.owner)
    }

    async fn with(members: usize, commenters: usize) -> Self {
        let app = App::with(Config { sends_mail: true, limits: Some(Limits::default()), ..config() }).await;
        // Notifications are grouped by hour: a run must not cross from one hour into the next.
        app.skip_to_the_next_hour();
        let owner = app.with_roles("owner", false, false).await;
        let other = app.with_roles("other", false, false).await;
        let staff = app.staff("member-of-staff").await;
        let superuser = app.superuser("root").await;
        let mut plain = Vec::new();
        let (mut post, mut choice) = (staff.id, staff.id);
        for n in 0..members {
            let user = app.with_roles(&format!("member-{n}"), false, false).await;
            for author in [&user, &staff] {
                app.state.clock.advance(Duration::from_millis(1));
                let published = publish(&app, author, n % 4 == 1).await;
                choice = published.content.poll.map_or(choice, |poll| poll.choices[0].id);
                post = published.id;
            }
            plain.push(user);
        }
        // Before the first follow, so that these posts cause no notifications.
        app.settle().await;
        for user in &plain {
            link(&app, EdgeKind::Follow, user, &owner).await;
            link(&app, EdgeKind::Follow, &owner, user).await;
        }
        link(&app, EdgeKind::Follow, &other, &owner).await;
        link(&app, EdgeKind::Hide, &other, &staff).await;
        let friends = [0, 1, 2].map(|n| plain[n].clone());
        for (friend, answer) in friends.iter().zip(["accept", "accept", "reject"]) {
            friend.post(&owner.path("connection/request/")).await.expect(200);
            owner.post(&friend.path(&format!("connection/{answer}/"))).await.expect(200);
        }
        other.post(&owner.path("connection/request/")).await.expect(200);
        app.settle().await;
        owner.patch(&owner.path("change_email/")).json(&json!({"new_email": Self::NEW_EMAIL})).await.expect(200);
        let code = app.mailed_code(&owner, CodePurpose::EmailChange).await;
        let reset_code = app.mailed_code(&owner, CodePurpose::Reset).await;
        let verification_code = app.mailed_code(&owner, CodePurpose::Verification).await;
        let restoration_code = app.left_address(&owner, "former@example.org").await;
        let unsubscribe_code = app.state.store.settings().unsubscribe_code(owner.id).await.expect("a code").into_text();
        let guarded = plain[3].clone();
        let factor = guarded.second_factor(&app).await;
        let imported = plain[4].clone();
        app.rows()
            .change(&format!("U#{}", imported.id), "ACCOUNT#PASSWORD", json!({"hash": Self::IMPORTED_HASH}))
            .await;
        let secret = owner.begin_second_factor().await;
        owner.patch(&owner.path("settings/")).json(&json!({"qa_frequency": -1})).await.expect(200);
        let game = json!({"igdb": "7", "name": "Celeste"});
        owner.post("/api/actions/log/").json(&game).await.expect(200);
        let unseen = owner.get("/api/v2/user/me/unseen/").await.expect(200).json();
        let notification = unseen["unseen"][0]["id"].as_u64().expect("a notification");
        let folder = owner.make_folder(owner.home(), "letters").await;
        let sibling = owner.make_folder(owner.home(), "folder").await;
        let comment = discuss(&app, post, &staff, &plain[..commenters], &owner).await;
        for path in [format!("post/{post}"), format!("comment/{comment}")] {
            friends[0].put(&format!("/api/v2/{path}/flag/")).json(&json!({"flag_type": 0})).await.expect(204);
        }
        app.settle().await;
        for n in 0..2 {
            owner.make_folder(owner.home(), &format!("folder {n}")).await;
        }
        let upload = async || owner.post("/api/v2/user/avatar/").json(&Self::picture()).await.expect(201).json();
        let (_, avatar) = (upload().await, upload().await["id"].clone());
        let media =
            async || owner.post("/api/v2/media/").multipart(&[], &Self::file()).await.expect(201).json()["id"].clone();
        let media = [media().await, media().await];
        owner.post("/api/v2/post/").json(&json!({"medias": [media[1]]})).await.expect(201);
        let upload = owner.post("/api/v2/media/upload/chunk/").multipart(&[], &Self::file()).await.expect(200).json();
        let upload = upload["upload_id"].clone();
        app.make_archive_of(&owner).await;
        let sessions = owner.get("/api/v2/user/me/sessions/").await.expect(200).json();
        let session = sessions[0]["id"].as_u64().expect("an id");
        let old = json!({"grant_type": "password", "username": friends[0].name, "password": TestUser::PASSWORD});
        let old = refresh_token(&app, &old).await;
        let new = refresh_token(&app, &json!({"grant_type": "refresh_token", "refresh_token": old})).await;
        let refresh_tokens = [new, old];
        let fixtures = Self {
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
            factor,
            guarded,
            imported,
            secret,
            session,
            refresh_tokens,
            friends,
            notification,
            folder,
            sibling,
            avatar,
            media,
            upload,
            post,
            choice,
            comment,
        };
        fixtures.register("early").from_address(Self::KNOWN_ADDRESS).await.expect(200);
        for name in ["owner", "unknown"] {
            fixtures.login(name, "a wrong guess").from_address(Self::KNOWN_ADDRESS).await.expect(400);
            fixtures.recover(&format!("{name}@example.org")).await.expect(204);
        }
        fixtures
    }

    /// A body that uploads a picture.
    pub fn picture() -> Value {
        json!({"avatar_base64": pictures::base64(&pictures::png(8, 8))})
    }

    /// A multipart file with a picture.
    pub fn file() -> [(&'static str, &'static str, &'static [u8]); 1] {
        static PICTURE: LazyLock<Vec<u8>> = LazyLock::new(|| pictures::png(8, 8));
        [("image", "a.png", &PICTURE)]
    }

    pub fn register(&self, name: &str) -> Request {
        let body = json!({"username": name, "email": format!("{name}@example.org"), "password": TestUser::PASSWORD});
        self.app.post("/api/users/register/").json(&body)
    }

    pub fn recover(&self, email: &str) -> Request {
        let request = self.app.post("/api/v2/account/recover/").json(&json!({"email": email}));
        request.from_address(Self::KNOWN_ADDRESS)
    }

    pub fn token(&self, grant: &Value) -> Request {
        self.app.post("/oauth/token/").json(grant)
    }

    pub fn login(&self, name: &str, password: &str) -> Request {
        self.app.post("/api/users/login/").json(&json!({"username": name, "password": password}))
    }

    pub fn act_by_name(&self, by: &TestUser, action: &str, with: &TestUser) -> Request {
        let body = json!({"username": with.name});
        by.post(&format!("/api/v2/user/me/connection/{action}/")).json(&body)
    }

    /// The path of [`Fixtures::post`], followed by `rest`.
    pub fn post(&self, rest: &str) -> String {
        format!("/api/v2/post/{}/{rest}", self.post)
    }

    /// The path of one of [`Fixtures::media`], followed by `rest`.
    pub fn medium(&self, which: usize, rest: &str) -> String {
        format!("/api/v2/media/{}/{rest}", self.media[which])
    }

    /// The path of [`Fixtures::comment`], followed by `rest`.
    pub fn comment(&self, rest: &str) -> String {
        format!("/api/v2/comment/{}/{rest}", self.comment)
    }

    /// An anonymous `GET` below the owner's path in the community dialect.
    /// A decision of the superuser about something of another user.
    pub fn moderate(&self, kind: &str, id: Id, action: &str) -> Request {
        let body = json!({"contribution_type": kind, "action": action, "moderation_type": 0});
        self.superuser.patch(&format!("/api/v2/moderation/contribution/{id}/")).json(&body)
    }

    pub fn get_owner(&self, rest: &str) -> Request {
        self.app.get(&self.owner.path(rest))
    }
}

/// The refresh token for a grant.
async fn refresh_token(app: &App, grant: &Value) -> String {
    let answer = app.post("/oauth/token/").json(grant).await.expect(200).json();
    answer["refresh_token"].as_str().expect("a token").to_owned()
}

/// Publishes a post through the store, without a request.
async fn publish(app: &App, author: &TestUser, poll: bool) -> Post {
    let now = app.state.clock.now();
    let html = "<p>A summit is the highest place for as far as one can see, if the weather is good.</p>".to_owned();
    let choices = || ["On foot", "By rope"].map(str::to_owned).to_vec();
    let poll = poll.then(|| Poll::new(Id::generate(now), "How do you get there?".to_owned(), choices(), false));
    let post = Post::new(Id::generate(now), PostKind::Post, author.id, Content { html, poll, ..Content::default() });
    assert!(app.state.store.posts().publish(&post, &KeyClaim::none()).await.expect("a post"));
    post
}

/// Creates an edge through the store, without a request.
pub async fn link(app: &App, kind: EdgeKind, from: &TestUser, to: &TestUser) {
    let edge = Edge { from: from.id, to: to.id, id: Id::generate(app.state.clock.now()) };
    assert!(app.state.store.edges(kind).create(edge).await.expect("an edge"));
}
