//! A decision of staff about a contribution, as it is sent.

use shared::dialect::Fields;
use shared::domain::{Error, FlagType, Moderation, Problem, Result, UserId, Verdict};

use super::target::ContributionType;

/// What staff do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Hide,
    Delete,
    Ignore,
    Release,
    ScoldAuthor,
    ScoldFlagger,
}

/// A decision as it is sent.
pub(super) struct Draft {
    pub(super) contribution_type: ContributionType,
    pub(super) action: Action,
    pub(super) reason: Option<FlagType>,
    pub(super) flagger: Option<UserId>,
}

impl Draft {
    /// Reads it from a body.
    pub(super) fn read(mut fields: Fields) -> Result<Self> {
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

    /// Whether it is a reminder of the rules.
    pub(super) fn is_notice(&self) -> bool {
        matches!(self.action, Action::ScoldAuthor | Action::ScoldFlagger)
    }

    /// The decision after `before`; `None` takes it back.
    pub(super) fn decide(&self, before: Option<&Moderation>) -> Result<Option<Verdict>> {
        let is_hidden = before.is_some_and(|before| before.verdict == Verdict::Hidden);
        match (self.action, self.reason) {
            (Action::Ignore, _) => Ok(Some(Verdict::Ignored)),
            (Action::Hide, None) if is_hidden => Ok(None),
            (Action::Hide, Some(_)) => Ok(Some(Verdict::Hidden)),
            (Action::Delete, Some(_)) => Ok(Some(Verdict::Deleted)),
            (Action::Release, _) => Err(Error::not_found()),
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
            "release" => Ok(Self::Release),
            "scold_author" => Ok(Self::ScoldAuthor),
            "scold_flagger" => Ok(Self::ScoldFlagger),
            _ => {
                let message = "Take one of hide, delete, ignore, release, scold_author, scold_flagger.";
                Err(Problem::new("invalid_choice", message))
            }
        }
    }
}
