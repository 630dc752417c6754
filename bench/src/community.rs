//! The community that the functions serve while they are measured: the embedded engine and one member.

use aws_sdk_dynamodb::Client;
use kith::engine::{Engine, Location, client};
use kith::table::create_table;
use shared::domain::{AuthState, Email, Profile, UserId, Username};
use shared::dynamo::Table;
use shared::runtime::config::{Config, Secrets};
use shared::runtime::state::AppState;
use shared::store::{NewAccount, Store};

/// An engine with one member in it.
pub struct Community {
    engine: Engine,
    /// The member's id.
    pub member: UserId,
    /// A token of theirs; they may do everything.
    pub token: String,
}

impl Community {
    /// What signs the tokens.
    pub const SECRET: &str = "the secret of every measurement, 32 bytes or more";
    /// The table.
    pub const TABLE: &str = "kith";

    /// An engine in memory.
    pub async fn open() -> Self {
        let engine = Engine::open(Location::Memory).expect("an engine");
        let client = client(engine.endpoint());
        create_table(&client, Self::TABLE).await.expect("a table");
        let state = Self::state(client);
        let now = state.clock.now();
        let username = Username::parse("madeline").expect("a name");
        let email = Email::parse("madeline@example.org").expect("an address");
        let member = UserId::generate(now);
        let account = NewAccount {
            profile: Profile::new(member, username, Some(email)),
            auth: AuthState::new(true, true),
            password: None,
        };
        assert!(state.store.accounts().try_create(&account).await.expect("an account"), "the table was empty");
        let token = state.tokens.issue(member, &account.auth, now).expect("a token");
        Self { engine, member, token }
    }

    /// The parts of a service to it, with this client of the table.
    pub(crate) fn state(client: Client) -> AppState {
        let secrets = Secrets::new(Self::SECRET.to_owned(), None).expect("a long secret");
        let store = Store::new(Table::new(client, Self::TABLE));
        AppState::new(Config::default(), &secrets, store).expect("settings")
    }

    /// `http://127.0.0.1:PORT`.
    pub fn endpoint(&self) -> &str {
        self.engine.endpoint()
    }
}
