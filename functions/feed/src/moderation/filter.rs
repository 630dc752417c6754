//! The filters of the queue of contributions, as the published client sends them.

use std::collections::{BTreeMap, HashSet};

use shared::dialect::Params;
use shared::domain::profile::search::{Search, SearchScope, matches_for_staff};
use shared::domain::{
    Contribution, Error, FlagTarget, FlagType, Id, Moderation, PostKind, Problem, Profile, QueueEntry, QueueStatus,
    Result, UserId,
};
use shared::runtime::state::AppState;
use shared::store::UserOrder;

use super::target::ContributionType;

/// The entries of the queue that a filter looks at.
const LOOKED_AT_MAX: usize = 1_000;
/// The contributions that a filter reads.
const READ_MAX: usize = 100;

/// What the queue is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Flags,
    LastFlagged,
    Moderated,
}

/// Which contributions to list, and in which order.
pub struct Filter {
    pub statuses: Vec<QueueStatus>,
    pub order: Order,
    pub ascending: bool,
    min_flags: u64,
    contribution_type: Option<ContributionType>,
    contribution_id: Option<Id>,
    author: Vec<String>,
    flagged_by: Option<String>,
    content: Option<String>,
    moderation_type: Option<FlagType>,
}

/// What a filter knows of a contribution once it is read.
pub struct Known<'a> {
    /// `None` for a comment.
    pub kind: Option<PostKind>,
    pub author: Option<&'a Profile>,
    /// Title and text.
    pub texts: [&'a str; 2],
    pub decision: Option<&'a Moderation>,
}

impl Filter {
    /// Reads the filter from the query.
    pub fn read(params: &Params) -> Result<Self> {
        let number = |name: &'static str| {
            let wrong = |_| Error::field(name, Problem::new("invalid", "A valid integer is required."));
            params.get(name).map(str::parse::<u64>).transpose().map_err(wrong)
        };
        let contribution_type = params.get("contribution_type").map(ContributionType::parse).transpose();
        let author = Search::parse(params.get("author").unwrap_or_default());
        let id = number("contribution_id")?.map(Id::try_from).transpose();
        let (order, ascending) = order(params)?;
        Ok(Self {
            statuses: statuses(params)?,
            order,
            ascending,
            min_flags: number("min_flags")?.unwrap_or(0),
            contribution_type: contribution_type.map_err(|problem| Error::field("contribution_type", problem))?,
            contribution_id: id
                .map_err(|_| Error::field("contribution_id", Problem::new("invalid", "A valid id is required.")))?,
            author: author.map_err(|problem| Error::field("author", problem))?,
            flagged_by: params.get("flagged_by").map(str::to_owned),
            content: params.get("content").map(str::to_lowercase),
            moderation_type: params.get("moderation_type").map(reason).transpose()?,
        })
    }

    /// Whether the index of the queue alone decides.
    pub fn is_indexed(&self) -> bool {
        self.order == Order::Flags
            && self.min_flags == 0
            && self.contribution_type.is_none()
            && self.contribution_id.is_none()
            && self.author.is_empty()
            && self.flagged_by.is_none()
            && self.content.is_none()
            && self.moderation_type.is_none()
    }

    /// The entries of the queue that may pass, most flagged first.
    pub async fn candidates(&self, state: &AppState) -> Result<Vec<QueueEntry>> {
        let store = &state.store;
        let (authors, mut entries) =
            tokio::try_join!(self.authors(state), store.moderations().first(&self.statuses, LOOKED_AT_MAX))?;
        entries.retain(|entry| {
            let is_comment = matches!(entry.contribution, Contribution::Comment(_));
            entry.flags >= self.min_flags
                && self.contribution_type.is_none_or(|kind| (kind == ContributionType::Comment) == is_comment)
                && self.contribution_id.is_none_or(|id| id == entry.contribution.id())
                && authors.as_ref().is_none_or(|authors| authors.contains(&entry.author))
        });
        if let Some(name) = &self.flagged_by {
            let flagged = self.flagged_by(state, name, &entries).await?;
            entries.retain(|entry| flagged.contains_key(&entry.contribution.into()));
        }
        entries.truncate(READ_MAX);
        Ok(entries)
    }

    /// Whether a contribution passes, now that it is read.
    pub fn keeps(&self, known: &Known<'_>) -> bool {
        let kind = known.kind.map_or(ContributionType::Comment, ContributionType::Post);
        let contains = |content: &String| known.texts.iter().any(|text| text.to_lowercase().contains(content));
        self.contribution_type.is_none_or(|wanted| wanted == kind)
            && (self.author.is_empty() || known.author.is_some_and(|author| matches_for_staff(&self.author, author)))
            && self.content.as_ref().is_none_or(contains)
            && self.moderation_type.is_none_or(|wanted| known.decision.and_then(|one| one.reason) == Some(wanted))
    }

    /// The users who may be meant by `author`; `None` without it.
    async fn authors(&self, state: &AppState) -> Result<Option<HashSet<UserId>>> {
        let Some(longest) = self.author.iter().max_by_key(|word| word.chars().count()) else { return Ok(None) };
        let lookup = (SearchScope::Staff, longest.clone());
        let found = state.store.user_search().candidates(Some(&lookup), UserOrder::default()).await?;
        Ok(Some(found.into_iter().collect()))
    }

    /// Which of these the user of this name has flagged.
    async fn flagged_by(
        &self,
        state: &AppState,
        name: &str,
        entries: &[QueueEntry],
    ) -> Result<BTreeMap<FlagTarget, ()>> {
        let found = state.store.claimed_names().find_usernames(&[name.to_owned()]).await?;
        let Some(user) = found.first() else { return Ok(BTreeMap::new()) };
        let targets: Vec<FlagTarget> = entries.iter().map(|entry| entry.contribution.into()).collect();
        let flagged = state.store.flags().flagged_by(&targets, *user).await?;
        Ok(flagged.into_iter().map(|target| (target, ())).collect())
    }
}

fn statuses(params: &Params) -> Result<Vec<QueueStatus>> {
    let Some(name) = params.get("moderation_status") else {
        return Ok(QueueStatus::ALL.to_vec());
    };
    let status = QueueStatus::ALL.into_iter().find(|status| status.name() == name);
    let wrong = || Problem::new("invalid_choice", "Take one of open, ignored, hidden, held.");
    Ok(vec![status.ok_or_else(|| Error::field("moderation_status", wrong()))?])
}

fn order(params: &Params) -> Result<(Order, bool)> {
    let name = params.get("order_by").unwrap_or("-flag_count");
    let (ascending, field) = name.strip_prefix('-').map_or((true, name), |field| (false, field));
    let order = match field {
        "flag_count" => Order::Flags,
        "last_flagged_at" => Order::LastFlagged,
        "last_moderated_at" => Order::Moderated,
        _ => {
            let message = "Take one of flag_count, last_flagged_at, last_moderated_at, each also with -.";
            return Err(Error::field("order_by", Problem::new("invalid_choice", message)));
        }
    };
    Ok((order, ascending))
}

fn reason(text: &str) -> Result<FlagType> {
    let number = || text.parse().ok().and_then(FlagType::new);
    let wrong = || Error::field("moderation_type", Problem::new("invalid_choice", "Take one of 0, 1, 2, 3, 4."));
    FlagType::parse(text).or_else(number).ok_or_else(wrong)
}
