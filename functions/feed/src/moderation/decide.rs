//! `PATCH /api/v2/moderation/contribution/{id}/`

use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use shared::auth::CurrentUser;
use shared::dialect::{Fields, Input, PathId};
use shared::domain::account::audit::{self, AuditKind, AuditedAction};
use shared::domain::{
    Comment, CommentRef, Contribution, Error, FlagType, Moderation, Notice, Problem, Result, UserId, Verdict, Viewer,
};
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;

use super::target::{ContributionType, Found};
use crate::moderators::must_be_author_or_moderator;

/// What staff do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Hide,
    Delete,
    Ignore,
    ScoldAuthor,
    ScoldFlagger,
}

/// A decision as it is sent.
struct Draft {
    contribution_type: ContributionType,
    action: Action,
    reason: Option<FlagType>,
    flagger: Option<UserId>,
}

/// Decides about a contribution, or takes a decision back; or reminds its author, or a user who has flagged it, of the rules. `fanout` deletes what is to be deleted, and notifies the author.
pub async fn moderate_contribution(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    input: Input,
) -> Result<StatusCode> {
    let viewer = caller.alone().await?;
    viewer.must_be_staff()?;
    let draft = Draft::read(input.fields()?.without_nulls())?;
    let found = draft.contribution_type.find(&state.store, id).await?;
    let author = found.author();
    must_be_author_or_moderator(&state, &viewer, author).await?;
    match found {
        found if draft.is_notice() => return notice(&state, &viewer, &draft, &found).await,
        Found::Comment(found) if !found.comment.is_live() => restore(&state, &viewer, &draft, &found.comment).await?,
        found => decide(&state, &viewer, &draft, &found).await?,
    }
    SecurityEvent::StaffModeratedContent.log_by_staff(&viewer, author);
    Ok(StatusCode::NO_CONTENT)
}

async fn decide(state: &AppState, viewer: &Viewer, draft: &Draft, found: &Found) -> Result<()> {
    let (contribution, author, before, now) =
        (found.contribution(), found.author(), found.decision(), state.clock.now());
    let after = draft.decide(before)?.map(|verdict| Moderation {
        verdict,
        reason: draft.reason.filter(|_| verdict != Verdict::Ignored),
        by: viewer.id(),
        at: now,
    });
    let changes = audit::moderation(contribution, [before, after.as_ref()].map(audit::decision));
    let audited = AuditedAction::of(viewer, author, AuditKind::ModerateContent, changes, now);
    state.store.moderations().decide(contribution, author, [before, after.as_ref()], audited.as_ref()).await
}

/// Reminds a user of the rules. The author is reminded of what they have written, a flagger of what flags are for.
async fn notice(state: &AppState, viewer: &Viewer, draft: &Draft, found: &Found) -> Result<StatusCode> {
    let (contribution, now) = (found.contribution(), state.clock.now());
    let (to, reason) = match draft.flagger {
        None => (found.author(), draft.reason),
        Some(flagger) => {
            if state.store.flags().get(contribution.into(), flagger).await?.is_none() {
                let problem = Problem::new("does_not_exist", "This user has not flagged the contribution.");
                return Err(Error::field("user", problem));
            }
            must_be_author_or_moderator(state, viewer, flagger).await?;
            (flagger, None)
        }
    };
    let audited = AuditedAction::of(viewer, to, AuditKind::ModerateContent, audit::notice(contribution, reason), now);
    let notice = Notice { to, reason, by: viewer.id(), at: now };
    state.store.moderations().notice(contribution, &notice, audited.as_ref()).await?;
    SecurityEvent::StaffModeratedContent.log_by_staff(viewer, to);
    Ok(StatusCode::NO_CONTENT)
}

/// Restores a deleted comment, which is all that can be done about it.
async fn restore(state: &AppState, viewer: &Viewer, draft: &Draft, comment: &Comment) -> Result<()> {
    if draft.action != Action::Delete || draft.reason.is_some() {
        return Err(Error::not_found());
    }
    let audited = audited_restoration(viewer, comment.at, comment.author, state.clock.now());
    let restored = state.store.comments().restore(comment.at, comment.author, audited.as_ref()).await?;
    if restored { Ok(()) } else { Err(Error::not_found()) }
}

/// The entry for the restoration of a comment; `None` for one's own.
pub fn audited_restoration(
    viewer: &Viewer,
    comment: CommentRef,
    author: UserId,
    now: Timestamp,
) -> Option<AuditedAction> {
    let changes = audit::moderation(Contribution::Comment(comment), [("deleted", None), ("open", None)]);
    AuditedAction::of(viewer, author, AuditKind::ModerateContent, changes, now)
}

impl Draft {
    fn read(mut fields: Fields) -> Result<Self> {
        let contribution_type = fields.required("contribution_type", ContributionType::parse);
        let action = fields.required("action", Action::parse);
        let flagger = fields.optional_id("user");
        let word = fields.text("moderation_type").map(str::to_owned);
        let reason = match word.as_deref().map(|word| (word, FlagType::parse(word))) {
            Some((_, Some(reason))) => Some(reason),
            Some(("", None)) => None,
            _ => fields.choice("moderation_type", &FlagType::ALL).and_then(FlagType::new),
        };
        let draft =
            contribution_type.zip(action).map(|(contribution_type, action)| (contribution_type, action, reason));
        let (contribution_type, action, reason) = fields.complete(draft)?;
        let flagger = match action {
            Action::ScoldFlagger => Some(flagger.ok_or_else(|| Error::field("user", Problem::required()))?),
            Action::ScoldAuthor if reason.is_none() => {
                return Err(Error::field("moderation_type", Problem::required()));
            }
            _ => None,
        };
        Ok(Self { contribution_type, action, reason, flagger })
    }

    fn is_notice(&self) -> bool {
        matches!(self.action, Action::ScoldAuthor | Action::ScoldFlagger)
    }

    /// The decision after `before`; `None` takes it back.
    fn decide(&self, before: Option<&Moderation>) -> Result<Option<Verdict>> {
        let is_hidden = before.is_some_and(|before| before.verdict == Verdict::Hidden);
        match (self.action, self.reason) {
            (Action::Ignore, _) => Ok(Some(Verdict::Ignored)),
            (Action::Hide, None) if is_hidden => Ok(None),
            (Action::Hide, Some(_)) => Ok(Some(Verdict::Hidden)),
            (Action::Delete, Some(_)) => Ok(Some(Verdict::Deleted)),
            (Action::Hide | Action::Delete | Action::ScoldAuthor | Action::ScoldFlagger, _) => {
                Err(Error::field("moderation_type", Problem::required()))
            }
        }
    }
}

impl Action {
    fn parse(name: &str) -> Result<Self, Problem> {
        match name {
            "hide" => Ok(Self::Hide),
            "delete" => Ok(Self::Delete),
            "ignore" => Ok(Self::Ignore),
            "scold_author" => Ok(Self::ScoldAuthor),
            "scold_flagger" => Ok(Self::ScoldFlagger),
            _ => {
                let message = "Take one of hide, delete, ignore, scold_author, scold_flagger.";
                Err(Problem::new("invalid_choice", message))
            }
        }
    }
}
