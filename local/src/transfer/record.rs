//! A user as a line of JSON: with the names of the fields of Django's users, or as `manage.py dumpdata` wraps them.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};
use shared::dialect::Fields;
use shared::domain::account::origin::{Origin, ids, is_id_of};
use shared::domain::account::password::StoredHash;
use shared::domain::{AuthState, Email, Error, FieldError, Problem, Profile, Result, Status, UserId, Username, text};
use shared::store::NewAccount;

/// Characters that are shown of a text that is no username.
const SHOWN: usize = 200;

/// A user to import.
pub struct UserRecord {
    /// What recognises the user.
    pub origin: Origin,
    /// The id that the user had in kith.
    pub id: Option<UserId>,
    /// The username.
    pub username: Username,
    /// The e-mail address.
    pub email: Option<Email>,
    email_isvalid: bool,
    names: [String; 3],
    joined: Timestamp,
    status: Status,
    is_staff: bool,
    is_superuser: bool,
    password: Option<StoredHash>,
}

impl UserRecord {
    /// Reads a line. The error lists every field that is wrong.
    pub fn parse(line: &[u8], now: Timestamp) -> Result<Self> {
        let fields = unwrap(serde_json::from_slice(line).map_err(|error| not_json(&error))?)?;
        Self::read(Fields::from_object(fields), now)
    }

    fn read(mut fields: Fields, now: Timestamp) -> Result<Self> {
        let [is_staff, is_superuser] = ["is_staff", "is_superuser"].map(|name| fields.boolean(name, false));
        let [is_active, email_isvalid] =
            [("is_active", true), ("email_isvalid", false)].map(|(name, default)| fields.boolean(name, default));
        let speaks_for_service = is_staff || is_superuser;
        let username =
            fields.required("username", |text| Username::parse_directory(text)?.chosen_by(speaks_for_service));
        let email = fields.optional("email", |text| match text::trim(text) {
            "" => Ok(None),
            text => Email::parse(text).map(Some),
        });
        let [mut first, mut last, mut real] = [const { String::new() }; 3];
        fields.change("first_name", &mut first, |text| text::line(text, text::NAME_MAX));
        fields.change("last_name", &mut last, |text| text::line(text, text::NAME_MAX));
        fields.change("real_name", &mut real, |text| text::line(text, text::REAL_NAME_MAX));
        let joined = fields.optional("date_joined", |text| time(text, now)).flatten();
        let password = fields.optional("password", StoredHash::import).flatten();
        let id = fields.optional_id("id");
        let username = fields.complete(username)?;
        let email = email.flatten();
        let origin = Origin::new(&username, joined, email.as_ref());
        let joined = joined.unwrap_or_else(|| to_millisecond(now));
        Ok(Self {
            origin,
            id: id.filter(|id| is_id_of(*id, joined)),
            email_isvalid: email_isvalid && email.is_some(),
            username,
            email,
            names: [first, last, real],
            joined,
            status: if is_active { Status::Approved } else { Status::Blocked },
            is_staff,
            is_superuser,
            password,
        })
    }

    /// The names that no two users can have.
    pub fn names(&self) -> impl Iterator<Item = String> + use<> {
        [Some(self.username.folded()), self.email.as_ref().map(Email::folded)].into_iter().flatten()
    }

    /// The ids to try, in this order.
    pub fn ids(&self) -> Box<dyn Iterator<Item = UserId> + Send> {
        match self.id {
            Some(id) => Box::new(std::iter::once(id)),
            None => Box::new(ids(self.joined)),
        }
    }

    /// The account to create with this id.
    pub fn account(&self, id: UserId) -> NewAccount {
        let [first_name, last_name, real_name] = self.names.clone();
        let profile = Profile {
            joined: (id.created() != self.joined).then_some(self.joined),
            email_isvalid: self.email_isvalid,
            status: self.status,
            first_name,
            last_name,
            real_name,
            ..Profile::new(id, self.username.clone(), self.email.clone())
        };
        NewAccount {
            profile,
            auth: AuthState { status: self.status, ..AuthState::new(self.is_staff, self.is_superuser) },
            password: self.password.as_ref().map(|hash| hash.as_str().to_owned()),
            session: None,
        }
    }
}

/// The fields of a user, which `dumpdata` puts into an object of their own.
fn unwrap(line: Value) -> Result<Map<String, Value>> {
    match line {
        Value::Object(mut line) if line.contains_key("model") => match line.remove("fields") {
            Some(Value::Object(fields)) if fields.contains_key("username") => Ok(fields),
            _ => {
                let message = "This is no user. Dump the users alone: manage.py dumpdata auth.user --format jsonl.";
                Err(Error::field("model", Problem::new("invalid", message)))
            }
        },
        Value::Object(line) => Ok(line),
        _ => {
            let message =
                "This is no JSON object. Each line must be one: manage.py dumpdata writes that with --format jsonl.";
            Err(whole_line("invalid", message.to_owned()))
        }
    }
}

/// The text in the field of the username, whether or not it is one.
pub fn username_in(line: &[u8]) -> Option<String> {
    let fields = unwrap(serde_json::from_slice(line).ok()?).ok()?;
    fields.get("username")?.as_str().map(|text| text.chars().take(SHOWN).collect())
}

fn not_json(error: &serde_json::Error) -> Error {
    whole_line("malformed", format!("This is no JSON: {error}."))
}

/// An error of a line without a field.
pub fn whole_line(code: &'static str, message: String) -> Error {
    Error::invalid_fields(vec![FieldError { field: "".into(), problem: Problem::new(code, message) }])
}

/// A time to the millisecond. Django writes it without an offset where it does not use time zones.
fn time(text: &str, now: Timestamp) -> Result<Option<Timestamp>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    let time = text::time(text).or_else(|problem| {
        let civil = text.trim().parse::<DateTime>().ok().filter(|_| !text.contains(['Z', 'z', '+']));
        civil.and_then(|time| time.to_zoned(TimeZone::UTC).ok()).map(|time| time.timestamp()).ok_or(problem)
    })?;
    if time > now {
        return Err(Problem::new("future", "Ensure this time is not in the future."));
    }
    Ok(Some(to_millisecond(time)))
}

fn to_millisecond(time: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(time.as_millisecond()).unwrap_or(time)
}

#[cfg(test)]
mod tests;
