//! The community that the functions serve while they are measured: an embedded engine with one user.

use aws_sdk_dynamodb::Client;
use kith::engine::{Endpoint, Engine, EnginePort, Location, client};
use kith::table::create_table;
use shared::domain::{AuthState, Email, Profile, Session, UserId, Username};
use shared::dynamo::Table;
use shared::runtime::config::{Config, Secrets};
use shared::runtime::state::AppState;
use shared::store::{NewAccount, Store};

/// A community of one user.
pub struct Community {
    engine: Engine,
    port: EnginePort,
    /// The user's id.
    pub user: UserId,
    /// An access token of the user, who is a superuser.
    pub token: String,
}

impl Community {
    /// The secret that signs the tokens.
    pub const SECRET: &str = "the secret of every measurement, 32 bytes or more";
    /// The name of the table.
    pub const TABLE: &str = "kith";

    /// Starts an engine in memory and creates the user.
    pub async fn open() -> Self {
        let mut engine = Engine::open(Location::Memory).expect("an engine");
        let port = engine.listen_at_port(0).await.expect("a port");
        let client = client(engine.endpoint());
        create_table(&client, Self::TABLE).await.expect("a table");
        let state = Self::state(client);
        let now = state.clock.now();
        let username = Username::parse("madeline").expect("a name");
        let email = Email::parse("madeline@example.org").expect("an address");
        let user = UserId::generate(now);
        let auth = AuthState::new(true, true);
        let session = Session::new(auth.generation, "", "", now, Config::default().token_lifetime);
        let account = NewAccount {
            profile: Profile::new(user, username, Some(email)),
            auth,
            password: None,
            session: Some(session.clone()),
        };
        assert!(state.store.accounts().try_create(&account).await.expect("an account"), "the table was empty");
        let token =
            state.tokens.issue(user, &session, &account.auth, state.config.token_lifetime, now).expect("a token");
        Self { engine, port, user, token }
    }

    /// The state of a service for the community, with this client of the table.
    pub(crate) fn state(client: Client) -> AppState {
        let secrets = Secrets::new(Self::SECRET.to_owned(), None).expect("a long secret");
        let store = Store::new(Table::new(client, Self::TABLE));
        AppState::new(Config::default(), &secrets, store).expect("settings")
    }

    /// How a function reaches the engine.
    pub fn port(&self) -> &EnginePort {
        &self.port
    }

    /// How this process reaches the engine.
    pub(crate) fn engine(&self) -> Endpoint {
        self.engine.endpoint()
    }
}
