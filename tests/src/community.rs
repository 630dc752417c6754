//! The community of a test and its users.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use kith::engine::{Endpoint, Engine, Location};
use kith::media::UploadSigner;
use kith::table::create_table;
use object_store::memory::InMemory;
use serde_json::json;
use shared::domain::{AuthState, Email, Profile, Session, UserId, Username};
use shared::dynamo::Table;
use shared::media::Media;
use shared::runtime::config::{Config, Hashing, MediaUrl, Secrets};
use shared::runtime::service::app;
use shared::runtime::state::AppState;
use shared::store::{NewAccount, Store};

use crate::privileges::{ByFunction, FunctionStates, Right};
use crate::request::{Request, Routes};
use crate::stream::TestStream;

/// The secret that signs the tokens of every test.
pub const SECRET: &str = "the secret of every test, 32 bytes or more";

/// What the client of every registration calls itself.
const USER_AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// Settings with cheap password hashes and without throttling. Posts may name media that kith does not have.
pub fn config() -> Config {
    let hashing = Hashing { memory_kib: 8, iterations: 1, lanes: 1 };
    let media_url = MediaUrl::Fixed("http://kith.test/media".to_owned());
    let web_push_key = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    let web_push_key = Some(web_push_key.to_owned());
    Config { limits: None, hashing, media_url, web_push_key, foreign_media: true, ..Config::default() }
}

/// Seconds of an hour.
const HOUR: i64 = 60 * 60;

/// A community with a table of its own.
#[derive(Clone)]
pub struct App {
    /// The parts of the service, with its clock.
    pub state: AppState,
    /// The stream of the table.
    pub stream: TestStream,
    functions: FunctionStates,
    routes: shared::runtime::service::App,
}

/// A user with a token.
#[derive(Clone)]
pub struct TestUser {
    /// The id.
    pub id: UserId,
    /// The username.
    pub name: String,
    /// The token.
    pub token: String,
    app: App,
}

impl App {
    /// A new community with the settings of [`config`].
    pub async fn new() -> Self {
        Self::with(config()).await
    }

    /// A new community with these settings.
    pub async fn with(config: Config) -> Self {
        let secrets = Secrets::new(SECRET.to_owned(), None).expect("the secret is long enough");
        Self::over(config, &secrets, table().await, Arc::default())
    }

    /// The same community with other settings or secrets.
    pub fn with_settings(&self, config: Config, secrets: &Secrets) -> Self {
        Self::over(config, secrets, self.stream.clone(), self.functions.files().clone())
    }

    /// The same community, with a connector that can make its calls of the table fail.
    pub async fn faulty_app(&self) -> (Self, crate::Faults) {
        let (client, faults) = self.faulty_client().await;
        let secrets = Secrets::new(SECRET.to_owned(), None).expect("the secret is long enough");
        let stream = TestStream { client, ..self.stream.clone() };
        (Self::over((*self.state.config).clone(), &secrets, stream, self.functions.files().clone()), faults)
    }

    /// The same user as a caller of this community.
    pub fn same_user(&self, person: &TestUser) -> TestUser {
        TestUser { app: self.clone(), ..person.clone() }
    }

    fn over(config: Config, secrets: &Secrets, stream: TestStream, files: Arc<InMemory>) -> Self {
        let store = Store::new(Table::new(stream.client.clone(), &stream.table));
        let state = AppState::new(config, secrets, store).expect("the settings make sense");
        let signer = UploadSigner::new(state.config.media_url.clone(), state.clock.clone());
        let state = state.with_media(Media::at(files.clone()).or_signed_by(Arc::new(signer.clone())));
        let functions = FunctionStates::new(state.clone(), stream.clone(), files, signer.clone());
        let routes = kith::api::routes(ByFunction::new(functions.clone())).router;
        let routes = routes.merge(kith::media::routes(signer));
        Self { routes: app(routes, state.clone()), state, stream, functions }
    }

    /// The same community, reached through these routes.
    pub fn with_routes(&self, routes: shared::runtime::service::App) -> Self {
        Self { routes, ..self.clone() }
    }

    /// The parts of the service as a function has them: calls that the template does not allow it fail.
    pub fn acting_as(&self, function: &str) -> AppState {
        self.functions.of(function)
    }

    /// The rights that a function has used so far.
    pub fn used_by(&self, function: &str) -> BTreeSet<Right> {
        self.functions.used_by(function)
    }

    /// Registers a user through the API with the password [`TestUser::PASSWORD`].
    pub async fn register(&self, name: &str) -> TestUser {
        let body = json!({"username": name, "email": format!("{name}@example.org"), "password": TestUser::PASSWORD});
        let answer = self.post("/api/users/register/").header("user-agent", USER_AGENT).json(&body).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let body = answer.json();
        let id = body["user"]["id"].as_u64().expect("an id").try_into().expect("a valid id");
        TestUser {
            id,
            name: name.to_owned(),
            token: body["token"].as_str().expect("a token").to_owned(),
            app: self.clone(),
        }
    }

    /// Creates a user with these roles through the store.
    pub async fn with_roles(&self, name: &str, is_staff: bool, is_superuser: bool) -> TestUser {
        let state = &self.state;
        let email = Email::parse(&format!("{name}@example.org")).unwrap_or_else(|p| panic!("{p:?}"));
        let username = Username::parse(name).unwrap_or_else(|p| panic!("{p:?}"));
        let (now, lifetime) = (state.clock.now(), state.config.token_lifetime);
        let session = Session::new(0, "", "", now, lifetime);
        let mut account = NewAccount {
            profile: Profile::new(UserId::generate(now), username, Some(email)),
            auth: AuthState::new(is_staff, is_superuser),
            password: Some(self.hashed(TestUser::PASSWORD).await),
            session: Some(session.clone()),
        };
        // Two ids of one millisecond may be equal.
        while !state.store.accounts().try_create(&account).await.expect("an account") {
            account.profile.id = UserId::generate(state.clock.now());
        }
        let id = account.profile.id;
        let token = state.tokens.issue(id, &session, &account.auth, lifetime, now).expect("a token");
        TestUser { id, name: name.to_owned(), token, app: self.clone() }
    }

    /// Creates a user without roles; cheaper than [`App::register`].
    pub async fn user(&self, name: &str) -> TestUser {
        self.with_roles(name, false, false).await
    }

    /// Creates a member of staff.
    pub async fn staff(&self, name: &str) -> TestUser {
        self.with_roles(name, true, false).await
    }

    /// Creates a superuser.
    pub async fn superuser(&self, name: &str) -> TestUser {
        self.with_roles(name, true, true).await
    }

    /// Moves the clock to the start of the next hour. A test whose result depends on the hour, as the grouping of
    /// notifications does, then has an hour before the next change.
    pub fn skip_to_the_next_hour(&self) {
        let into_the_hour = self.state.clock.now().as_second().rem_euclid(HOUR);
        self.state.clock.advance(Duration::from_secs((HOUR - into_the_hour).unsigned_abs()));
    }

    /// Waits for the next hour of the machine's clock, by which the stream dates changes, if this one ends soon.
    pub async fn early_in_the_hour(&self) {
        const SOON: u64 = 40;
        let left = (HOUR - self.state.clock.now().as_second().rem_euclid(HOUR)).unsigned_abs();
        if left <= SOON {
            tokio::time::sleep(Duration::from_secs(left + 1)).await;
        }
    }

    /// A caller with this token.
    pub fn bearer(&self, token: &str) -> Bearer {
        Bearer { token: token.to_owned(), app: self.clone() }
    }
}

impl TestUser {
    /// The password of every user.
    pub const PASSWORD: &str = "correct-horse";

    /// The path of this user in the community dialect, followed by `rest`.
    pub fn path(&self, rest: &str) -> String {
        format!("/api/v2/user/{}/{rest}", self.id)
    }
}

/// A caller of whom only the token is known.
#[derive(Clone)]
pub struct Bearer {
    token: String,
    app: App,
}

impl Routes for App {
    fn request(&self, method: &str, path: &str) -> Request {
        Request::new(self.routes.clone(), method, path)
    }
}

impl Routes for TestUser {
    fn request(&self, method: &str, path: &str) -> Request {
        self.app.request(method, path).header("authorization", &format!("Bearer {}", self.token))
    }
}

impl Routes for Bearer {
    fn request(&self, method: &str, path: &str) -> Request {
        self.app.request(method, path).header("authorization", &format!("Bearer {}", self.token))
    }
}

async fn table() -> TestStream {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    static TABLES: AtomicU32 = AtomicU32::new(0);
    let engine = || ENGINE.get_or_init(|| Engine::open(Location::Memory).expect("an engine")).endpoint();
    let endpoint = std::env::var("KITH_TEST_DYNAMODB").map_or_else(|_| engine(), Endpoint::Url);
    let name = format!("kith-test-{}-{}", std::process::id(), TABLES.fetch_add(1, Ordering::Relaxed));
    let stream = TestStream::new(endpoint, &name);
    create_table(&stream.client, &name).await.expect("a table");
    stream
}
