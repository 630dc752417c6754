//! Creates the accounts of a file, line by line.

use std::collections::HashSet;
use std::future::Future;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures::{StreamExt as _, TryStreamExt as _};
use jiff::Timestamp;
use serde::Serialize;
use shared::domain::account::origin::Origin;
use shared::domain::{Error, ErrorKind, FieldError, Problem, Result};
use shared::store::{ImportOutcome, Store};

use super::lines::{self, Line};
use super::record::{UserRecord, username_in, whole_line};

/// Accounts that are created at the same time.
const CONCURRENCY: usize = 16;
/// The first and the longest pause before a call that the table did not take is made again. Each is twice the last.
const PAUSES: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(30)];
/// Attempts at a call that the table does not take: some three minutes.
const ATTEMPTS: usize = 12;

/// Why a line was refused: one problem of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// The number of the line.
    pub line: u64,
    /// The username, if it could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The field; empty if the whole line is refused.
    pub field: String,
    /// A code for programs.
    pub code: &'static str,
    /// A sentence for people.
    pub message: String,
}

/// What became of a line.
#[derive(Debug)]
pub enum Outcome {
    /// The account was created.
    Imported,
    /// The account exists since an earlier run. Nothing was changed.
    Unchanged,
    /// No account was created, for these reasons.
    Refused(Vec<Refusal>),
}

/// An import into a table.
pub struct Import<'a> {
    store: &'a Store,
    now: Timestamp,
    /// Digests of the names that would be taken, in a dry run.
    dry_run: Option<Mutex<HashSet<u64>>>,
}

impl<'a> Import<'a> {
    /// An import at this time. A dry run writes nothing.
    pub fn new(store: &'a Store, now: Timestamp, dry_run: bool) -> Self {
        Self { store, now, dry_run: dry_run.then(Mutex::default) }
    }

    /// Imports some lines. An error is one of the table, not of a line.
    pub async fn import(&self, lines: &[Line]) -> Result<Vec<Outcome>> {
        let records: Vec<_> = lines.iter().map(|line| self.parse(line)).collect();
        let origins: Vec<_> = records.iter().flatten().map(|record| &record.origin).collect();
        let known = persist(|| self.store.accounts().imported(&origins, self.now.as_second())).await?;
        let mut outcomes = Vec::with_capacity(lines.len());
        for round in rounds(&records) {
            let work = futures::stream::iter(lines[round.clone()].iter().zip(&records[round]));
            let work = work.map(|(line, record)| self.import_line(line, record, &known));
            outcomes.extend(work.buffered(CONCURRENCY).try_collect::<Vec<_>>().await?);
        }
        Ok(outcomes)
    }

    async fn import_line(&self, line: &Line, record: &Result<UserRecord>, known: &HashSet<Origin>) -> Result<Outcome> {
        let outcome = match record {
            Ok(record) if known.contains(&record.origin) => return Ok(Outcome::Unchanged),
            Ok(record) if self.dry_run.is_some() => self.would_create(record).await?,
            Ok(record) => self.create(record).await?,
            Err(error) => Err(error.fields.clone()),
        };
        Ok(outcome.unwrap_or_else(|fields| Outcome::Refused(refusals(line, fields))))
    }

    fn parse(&self, line: &Line) -> Result<UserRecord> {
        match &line.text {
            Some(text) => UserRecord::parse(text, self.now),
            None => Err(whole_line("too_long", format!("This line has more than {} bytes.", lines::MAX))),
        }
    }

    async fn create(&self, record: &UserRecord) -> Result<Result<Outcome, Vec<FieldError>>> {
        let mut is_unknown = false;
        for id in record.ids() {
            let account = record.account(id);
            let call = || self.store.accounts().try_import(&account, &record.origin, self.now.as_second());
            match persist_noting(&mut is_unknown, call).await? {
                ImportOutcome::Created => return Ok(Ok(Outcome::Imported)),
                // An attempt whose response was lost has created it.
                ImportOutcome::Known if is_unknown => return Ok(Ok(Outcome::Imported)),
                ImportOutcome::Known => return Ok(Ok(Outcome::Unchanged)),
                ImportOutcome::IdTaken if record.id.is_some() => {
                    if self.is_exported(record).await? {
                        return Ok(Ok(Outcome::Unchanged));
                    }
                    let problem = Problem::new("unique", "Another user has this id, or had it.");
                    return Ok(Err(Error::field("id", problem).fields));
                }
                ImportOutcome::IdTaken => {}
                ImportOutcome::Refused(fields) => return Ok(Err(fields)),
            }
        }
        Err(Error::unavailable("no free id was found"))
    }

    /// Whether the line was exported from this community: the account has the id and the username.
    async fn is_exported(&self, record: &UserRecord) -> Result<bool> {
        let owner = persist(|| self.store.claimed_names().find_username(record.username.as_str())).await?;
        Ok(owner.is_some() && owner == record.id)
    }

    /// What [`Import::create`] would do.
    async fn would_create(&self, record: &UserRecord) -> Result<Result<Outcome, Vec<FieldError>>> {
        let names = self.store.claimed_names();
        let mut fields = Vec::new();
        let holder = persist(|| names.find_login(record.username.as_str(), true)).await?;
        if holder.is_some() && holder == record.id {
            return Ok(Ok(Outcome::Unchanged));
        }
        if holder.is_some() || !self.claim("username", &record.username.folded()) {
            fields.extend(Error::username_taken().fields);
        }
        if let Some(email) = &record.email {
            let holder = persist(|| names.find_email(email, self.now.as_second())).await?;
            if holder.is_some() || !self.claim("email", &email.folded()) {
                fields.extend(Error::email_taken("email").fields);
            }
        }
        Ok(if fields.is_empty() { Ok(Outcome::Imported) } else { Err(fields) })
    }

    /// Whether no earlier line of a dry run has this name.
    fn claim(&self, kind: &str, folded: &str) -> bool {
        let Some(names) = &self.dry_run else { return true };
        let mut hasher = DefaultHasher::new();
        (kind, folded).hash(&mut hasher);
        names.lock().unwrap_or_else(PoisonError::into_inner).insert(hasher.finish())
    }
}

/// Parts of a file within which no two users have a name in common. Of users who do, the first in the file gets it.
fn rounds(records: &[Result<UserRecord>]) -> Vec<Range<usize>> {
    let (mut rounds, mut start, mut taken) = (Vec::new(), 0, HashSet::new());
    for (index, record) in records.iter().enumerate() {
        let names: Vec<_> = record.iter().flat_map(UserRecord::names).collect();
        if names.iter().any(|name| taken.contains(name)) {
            rounds.push(start..index);
            start = index;
            taken.clear();
        }
        taken.extend(names);
    }
    rounds.push(start..records.len());
    rounds
}

fn refusals(line: &Line, fields: Vec<FieldError>) -> Vec<Refusal> {
    let username = line.text.as_deref().and_then(username_in);
    let refusal = |FieldError { field, problem }: FieldError| Refusal {
        line: line.number,
        username: username.clone(),
        field: field.into_owned(),
        code: problem.code,
        message: problem.message.into_owned(),
    };
    fields.into_iter().map(refusal).collect()
}

async fn persist<T, F: Future<Output = Result<T>>>(call: impl Fn() -> F) -> Result<T> {
    persist_noting(&mut false, call).await
}

/// Makes a call until the table takes it: it may have less capacity than a file needs, and all its calls wait then. Notes
/// whether the outcome of a call is unknown.
async fn persist_noting<T, F: Future<Output = Result<T>>>(is_unknown: &mut bool, call: impl Fn() -> F) -> Result<T> {
    let [mut pause, longest] = PAUSES;
    for _ in 1..ATTEMPTS {
        match call().await {
            Err(error)
                if matches!(error.kind, ErrorKind::Unavailable | ErrorKind::OutcomeUnknown | ErrorKind::Conflict) =>
            {
                *is_unknown |= error.kind == ErrorKind::OutcomeUnknown;
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(longest);
            }
            outcome => return outcome,
        }
    }
    call().await
}
