//! `PATCH /api/v2/moderation/contribution/{id}/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::{Fields, Input, PathId};
use shared::domain::account::audit::{self, AuditKind, AuditedAction};
use shared::domain::account::permissions::AccountAction;
use shared::domain::{Error, FlagType, Id, Moderation, Problem, Result, UserId, Verdict, Viewer};
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;

use super::target::{ContributionType, Found};

/// What staff do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Hide,
    Delete,
    Ignore,
}

/// A decision as it is sent.
struct Draft {
    contribution_type: ContributionType,
    action: Action,
    reason: Option<FlagType>,
}

/// Decides about a contribution, or takes a decision back. `fanout` deletes what is to be deleted, and notifies the author.
pub async fn moderate_contribution(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    input: Input,
) -> Result<StatusCode> {
    let viewer = caller.alone().await?;
    viewer.must_be_staff()?;
    let draft = Draft::read(input.fields()?)?;
    match draft.contribution_type.find(&state.store, id).await? {
        Found::Comment(found) if !found.comment.is_live() => {
            may_moderate(&state, &viewer, found.comment.author).await?;
            restore(&state, &viewer, &draft, id).await?;
        }
        found => {
            let (author, before) = match &found {
                Found::Post(found) => (found.post.author, found.post.moderation),
                Found::Comment(found) => (found.comment.author, found.comment.moderation),
            };
            may_moderate(&state, &viewer, author).await?;
            let (contribution, now) = (found.contribution(), state.clock.now());
            let after = draft.decide(before.as_ref())?.map(|verdict| Moderation {
                verdict,
                reason: draft.reason.filter(|_| verdict != Verdict::Ignored),
                by: viewer.id(),
                at: now,
            });
            let decisions = [before.as_ref(), after.as_ref()];
            let changes = audit::moderation(contribution, decisions[0], decisions[1]);
            let audited = AuditedAction::of(&viewer, author, AuditKind::ModerateContent, changes, now);
            state.store.moderations().decide(contribution, author, decisions, audited.as_ref()).await?;
            SecurityEvent::StaffModeratedContent.log_by_staff(&viewer, author);
        }
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Fails unless the caller may decide about what this user has written.
async fn may_moderate(state: &AppState, viewer: &Viewer, author: UserId) -> Result<()> {
    match state.store.auth_states().get(author).await? {
        Some(auth) => viewer.may(AccountAction::ModerateContent, author, &auth),
        None => Ok(()),
    }
}

/// Restores a deleted comment, which is all that can be done about it.
async fn restore(state: &AppState, viewer: &Viewer, draft: &Draft, comment: Id) -> Result<()> {
    let place = state.store.comments().place(comment).await?.ok_or_else(Error::not_found)?;
    let is_restored = draft.action == Action::Delete && draft.reason.is_none();
    if !is_restored || !state.store.comments().restore(place.at).await? {
        return Err(Error::not_found());
    }
    SecurityEvent::StaffModeratedContent.log_by_staff(viewer, place.author);
    Ok(())
}

impl Draft {
    fn read(mut fields: Fields) -> Result<Self> {
        let contribution_type = fields.required("contribution_type", ContributionType::parse);
        let action = fields.required("action", Action::parse);
        let word = fields.text("moderation_type").map(str::to_owned);
        let reason = match word.as_deref().map(|word| (word, FlagType::parse(word))) {
            Some((_, Some(reason))) => Some(reason),
            Some(("", None)) => None,
            _ => fields.choice("moderation_type", &FlagType::ALL).and_then(FlagType::new),
        };
        let draft =
            contribution_type.zip(action).map(|(contribution_type, action)| (contribution_type, action, reason));
        let (contribution_type, action, reason) = fields.complete(draft)?;
        Ok(Self { contribution_type, action, reason })
    }

    /// The decision after `before`; `None` takes it back.
    fn decide(&self, before: Option<&Moderation>) -> Result<Option<Verdict>> {
        let is_hidden = before.is_some_and(|before| before.verdict == Verdict::Hidden);
        match (self.action, self.reason) {
            (Action::Ignore, _) => Ok(Some(Verdict::Ignored)),
            (Action::Hide, None) if is_hidden => Ok(None),
            (Action::Hide, Some(_)) => Ok(Some(Verdict::Hidden)),
            (Action::Delete, Some(_)) => Ok(Some(Verdict::Deleted)),
            (Action::Hide | Action::Delete, None) => Err(Error::field("moderation_type", Problem::required())),
        }
    }
}

impl Action {
    fn parse(name: &str) -> Result<Self, Problem> {
        match name {
            "hide" => Ok(Self::Hide),
            "delete" => Ok(Self::Delete),
            "ignore" => Ok(Self::Ignore),
            _ => Err(Problem::new("invalid_choice", "Take one of hide, delete, ignore.")),
        }
    }
}
