//! Accounts in unusual states, logins, and tokens that kith did not issue.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac_for_jwt::{Hmac, Mac as _};
use serde_json::{Value, json};
use sha2_for_jwt::Sha256;
use shared::domain::account::password::{Names, NewPassword};
use shared::domain::account::throttle::Limits;
use shared::domain::{AuthState, Email, Profile, Status, UserId, Username};
use shared::store::NewAccount;

use crate::community::{App, Bearer, config};
use crate::request::{Request, Routes as _};

impl App {
    /// A new community with the default throttling of a deployment.
    pub async fn throttled() -> Self {
        Self::with(shared::runtime::config::Config { limits: Some(Limits::default()), ..config() }).await
    }

    /// A new community with the default throttling of a deployment, behind this number of proxies that it trusts.
    pub async fn behind_proxies(number: u8) -> Self {
        let trusted_proxies = number.to_string().parse().expect("a small number");
        let limits = Some(Limits::default());
        Self::with(shared::runtime::config::Config { trusted_proxies, limits, ..config() }).await
    }

    /// A request that logs in.
    pub fn login(&self, name: &str, password: &str) -> Request {
        self.post("/api/users/login/").json(&json!({"username": name, "password": password}))
    }

    /// Logs in and returns a caller with the token.
    pub async fn log_in(&self, name: &str, password: &str) -> Bearer {
        let session = self.login(name, password).await.expect(200).json();
        self.bearer(session["token"].as_str().expect("a token"))
    }

    /// The hash of a password that obeys the rule.
    pub async fn hashed(&self, password: &str) -> String {
        let password = NewPassword::parse(password).and_then(|password| password.of(&Names::default()));
        self.state.passwords.hash(password.unwrap_or_else(|p| panic!("{p:?}"))).await.expect("a hash")
    }

    /// Creates an account through the store, with a username of the directory dialect.
    pub async fn account(&self, name: &str, email: Option<&str>, status: Status, password: Option<&str>) -> UserId {
        let username = Username::parse_directory(name).unwrap_or_else(|p| panic!("{p:?}"));
        let email = email.map(|email| Email::parse(email).unwrap_or_else(|p| panic!("{p:?}")));
        let hash = match password {
            Some(text) => Some(self.hashed(text).await),
            None => None,
        };
        let mut account = NewAccount {
            profile: Profile { status, ..Profile::new(UserId::generate(self.state.clock.now()), username, email) },
            auth: AuthState { status, ..AuthState::new(false, false) },
            password: hash,
            session: None,
        };
        // Two ids of one millisecond may be equal.
        while !self.state.store.accounts().try_create(&account).await.expect("an account") {
            account.profile.id = UserId::generate(self.state.clock.now());
        }
        account.profile.id
    }

    /// Creates an account with this id through the store, with a username of the directory dialect and no password.
    pub async fn account_with_id(&self, id: UserId, name: &str) {
        let username = Username::parse_directory(name).unwrap_or_else(|p| panic!("{p:?}"));
        let profile = Profile::new(id, username, None);
        let account = NewAccount { profile, auth: AuthState::new(false, false), password: None, session: None };
        assert!(self.state.store.accounts().try_create(&account).await.expect("an account"), "the id is taken");
    }

    /// The claims of a token that a host application would issue for this user now.
    pub fn claims_of(&self, id: UserId) -> Value {
        let now = self.state.clock.now().as_second();
        json!({"user_id": id, "token_type": "access", "jti": "minted-by-a-host", "iat": now, "exp": now + 3_600})
    }
}

/// A token with this header and these claims, signed with HMAC-SHA256 regardless of the header.
pub fn sign(secret: &str, header: &Value, claims: &Value) -> String {
    let [header, claims] = [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key of any length");
    mac.update(format!("{header}.{claims}").as_bytes());
    format!("{header}.{claims}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

/// A token with these claims, signed like those of kith.
pub fn mint(secret: &str, claims: &Value) -> String {
    sign(secret, &json!({"alg": "HS256", "typ": "JWT"}), claims)
}
