//! `PATCH /api/v2/moderation/user/{id}/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::{Fields, Input, Params, PathId};
use shared::domain::account::audit::{self, AuditKind, AuditedAction};
use shared::domain::account::ban::DAYS_MAX;
use shared::domain::{AccountAction, Ban, Error, FlagType, Problem, Result};
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;

const DAYS: &str = "days_blocked";

/// A decision as it is sent.
struct Draft {
    is_ban: bool,
    days: Option<u32>,
    reason: Option<FlagType>,
}

/// Bans a user for some days or for good, or lifts the ban.
pub async fn moderate_user(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    params: Params,
    input: Input,
) -> Result<StatusCode> {
    let (viewer, account) = caller.with(state.store.accounts().get(id)).await?;
    let Some(account) = account else { return Err(viewer.account_not_found()) };
    viewer.may(AccountAction::SetActive, id, &account.auth)?;
    if account.auth.is_superuser {
        return Err(Error { code: "superuser", message: "Superusers cannot be banned.".into(), ..Error::forbidden() });
    }
    let draft = Draft::read(&params, input.fields()?.without_nulls())?;
    let now = state.clock.now();
    let Draft { is_ban, days, reason } = draft;
    let after = is_ban.then(|| Ban { at: now, days, reason, by: viewer.id() });
    let before = account.auth.ban_at(now);
    if before.is_none() && after.is_none() {
        return Ok(StatusCode::NO_CONTENT);
    }
    let changes = audit::ban([before.as_ref(), after.as_ref()]);
    let audited = AuditedAction::new(&viewer, AuditKind::Ban, changes, now);
    state.store.bans().decide(&account, after.as_ref(), &audited, now).await?;
    SecurityEvent::StaffBannedUser.log_by_staff(&viewer, id);
    Ok(StatusCode::NO_CONTENT)
}

impl Draft {
    /// The published client sends the days in the query, and the status in the body.
    fn read(params: &Params, mut fields: Fields) -> Result<Self> {
        let is_ban = fields.required("status", |status| match status {
            "a" => Ok(false),
            "b" => Ok(true),
            _ => Err(Problem::new("invalid_choice", "Take one of a, b. Delete users with DELETE /api/v2/user/{id}/.")),
        });
        let in_body = fields.contains(DAYS) && fields.text(DAYS) != Some("");
        let days = if in_body { fields.integer(DAYS, 1..=DAYS_MAX) } else { None };
        let word = fields.text("moderation_type").map(str::to_owned);
        let reason = match word.as_deref().map(|word| (word, FlagType::parse(word))) {
            Some((_, Some(reason))) => Some(reason),
            Some(("", None)) => None,
            _ => fields.choice("moderation_type", &FlagType::ALL).and_then(FlagType::new),
        };
        let of_query = params.get(DAYS).map(parse_days).transpose();
        let of_query = of_query.map_err(|problem| fields.refuse(DAYS, problem)).ok().flatten().flatten();
        let is_ban = fields.complete(is_ban)?;
        Ok(Self { is_ban, days: days.or(of_query), reason })
    }
}

/// `None` without a number.
fn parse_days(text: &str) -> Result<Option<u32>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    let days = text.parse().ok().filter(|days| (1..=DAYS_MAX).contains(days));
    let wrong = || Problem::new("invalid", format!("A number of days from 1 to {DAYS_MAX} is required."));
    days.map(Some).ok_or_else(wrong)
}
