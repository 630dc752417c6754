//! Logins by password: the same steps, at the same cost, for every way to log in.

use jiff::Timestamp;
use shared::domain::account::password::Check;
use shared::domain::account::second_factor::Code;
use shared::domain::account::username::fold;
use shared::domain::{Ban, Error, Result, Session, Status, UserId};
use shared::runtime::security::SecurityEvent;
use shared::runtime::service::ClientAddress;
use shared::runtime::state::AppState;
use shared::store::{Attempts, Login};

use crate::code_use::use_code;
use crate::login_throttle::{LoginAttempt, LoginThrottle};

/// The field of the code of the second factor.
pub const OTP: &str = "otp";

/// The name, the password and the code of a login, and the account that seems to have the name.
pub struct Credentials {
    name: String,
    password: String,
    otp: Option<Code>,
    id: Option<UserId>,
}

impl Credentials {
    /// The password of an account that is known by its id.
    pub fn of(id: UserId, name: String, password: String) -> Self {
        Self { name, password, otp: None, id: Some(id) }
    }

    /// The same with the code of the second factor, if there is one.
    pub fn with(self, otp: Option<Code>) -> Self {
        Self { otp, ..self }
    }
}

/// An account whose password was given.
pub struct LoggedIn {
    /// The account.
    pub login: Login,
    /// The session of the login.
    pub session: Session,
    /// When the login began. Tokens are issued as of this moment, so that a change of the password during the check
    /// revokes them.
    pub started: Timestamp,
}

/// A login by password from one network address.
pub struct PasswordLogin<'a> {
    state: &'a AppState,
    address: &'a ClientAddress,
    throttle: LoginThrottle<'a>,
    started: Timestamp,
}

impl<'a> PasswordLogin<'a> {
    /// Begins a login.
    pub fn new(state: &'a AppState, address: &'a ClientAddress) -> Self {
        Self { state, address, throttle: LoginThrottle::new(state, address), started: state.clock.now() }
    }

    /// Finds the account by username or e-mail address. Fails if logins from the address have failed too often.
    pub async fn find(&self, name: String, password: String) -> Result<Credentials> {
        let owner = self.state.store.claimed_names().find_login(&name, false);
        let (id, ()) = tokio::try_join!(owner, self.throttle.check_address())?;
        Ok(Credentials { name, password, otp: None, id })
    }

    /// Checks the password, and the code of the second factor if there is one, and begins the session that `session` makes.
    /// An unknown, deactivated or deleted user, and one without a password, take the same steps at the same cost as a wrong
    /// password, so that a response reveals nothing about the account.
    pub async fn complete(
        &self,
        credentials: Credentials,
        session: impl FnOnce(&Login, Timestamp) -> Session,
    ) -> Result<LoggedIn> {
        let Credentials { name, password, otp, id } = credentials;
        let (login, attempt) = match id {
            Some(id) => self.begin_known(id).await?,
            None => self.begin_unknown(&name).await?,
        };
        let hash = login.as_ref().filter(|login| login.auth.status == Status::Approved);
        let hash = hash.and_then(|login| login.password.clone());
        let check = self.state.passwords.check(password.clone(), hash.clone()).await?;
        let (Some(mut login), Some(hash), Check::Right | Check::RightButOutdated) = (login, hash, check) else {
            return Err(self.throttle.record_failure(&attempt, Error::incorrect_credentials()).await);
        };
        let banned = login.auth.ban_at(self.started).map(Ban::to_error);
        let refused = match banned {
            Some(error) => Err(error),
            None => self.check_second_factor(&mut login, otp).await,
        };
        if let Err(error) = refused {
            // The password was right.
            self.throttle.record_success(&attempt).await?;
            return Err(error);
        }
        let (id, session) = (login.profile.id, session(&login, self.started));
        let begun = self.state.store.sessions().begin(id, session);
        let noted = self.note_address(&login);
        let (session, (), ()) = tokio::try_join!(begun, self.throttle.record_success(&attempt), noted)?;
        SecurityEvent::LoggedIn.log(id, session.id);
        if check == Check::RightButOutdated {
            let new = self.state.passwords.rehash(password).await?;
            self.state.store.logins().renew_hash(id, &hash, &new).await?;
        }
        Ok(LoggedIn { login, session, started: self.started })
    }

    /// Uses the code, if the account has a second factor.
    async fn check_second_factor(&self, login: &mut Login, otp: Option<Code>) -> Result<()> {
        if !login.auth.second_factor {
            return Ok(());
        }
        let otp = otp.ok_or_else(|| Error::field(OTP, Code::missing()))?;
        // It is gone if it was turned off between two reads.
        let factor = login.second_factor.take().ok_or_else(|| Error::field(OTP, Code::wrong()))?;
        use_code(self.state, login.profile.id, factor, &otp, OTP).await.map(drop)
    }

    /// Remembers that the account has logged in from the address, once a day.
    async fn note_address(&self, login: &Login) -> Result<()> {
        let id = login.profile.id;
        let hashes = self.state.address_hashes.of(id, self.address.as_str());
        let later = hashes.first().and_then(|hash| login.addresses.after_login(hash, self.started));
        match later {
            Some(addresses) => self.state.store.logins().note_addresses(id, &addresses).await,
            None => Ok(()),
        }
    }

    /// Begins a login to the account that has the name.
    async fn begin_known(&self, id: UserId) -> Result<(Option<Login>, LoginAttempt)> {
        let read = self.state.store.logins().get(id);
        let (login, attempt) = self.throttle.begin_known(id, self.address, read).await?;
        if let Some(login) = &login {
            self.throttle.check(&attempt, &login.failures).await?;
        }
        Ok((login, attempt))
    }

    /// Begins a login under a name that the eventually consistent lookup did not find. A consistent lookup confirms
    /// that, in one trip with the reads and writes that an account would take: the time taken must not reveal whether it
    /// exists.
    async fn begin_unknown(&self, name: &str) -> Result<(Option<Login>, LoginAttempt)> {
        let (store, attempts) = (&self.state.store, Attempts::failures_of_unknown(&fold(name), self.address.as_str()));
        let begun = self.throttle.begin(None, attempts.clone());
        let (id, failures, attempt) =
            tokio::try_join!(store.claimed_names().find_login(name, true), store.throttles().window(&attempts), begun)?;
        if let Some(id) = id {
            return self.begin_known(id).await;
        }
        self.throttle.check(&attempt, &failures).await?;
        Ok((None, attempt))
    }
}
