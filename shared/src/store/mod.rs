//! The one DynamoDB table: items to and from domain types, every key, every conditional write.
//!
//! The store is reached by concept: [`Store::posts`], [`Store::follows`] and so on return small handles over the table.
//! What must hold is in the conditions of the writes, so that it holds whatever runs at the same time.

mod account;
mod archive;
mod cleanup;
mod consistency;
mod counter;
pub mod device;
mod error;
mod feed;
mod figures;
mod folder;
mod game;
mod graph;
mod handles;
mod id_attempts;
mod idempotency;
pub mod item;
pub mod mail;
mod notification;
mod paging;
mod post;
mod preference;
mod profile;
mod progress;
mod realtime;
mod search;
pub mod stream;
mod toggle;

pub use account::accounts::{Account, Accounts, Traces};
pub use account::email_changes::{EmailChange, EmailChanges, NewAddress};
pub use account::in_flight_logins::{InFlightLogin, InFlightLogins};
pub use account::quotas::{Quota, note_quota, with_quotas};
pub use account::registration::{Created, Creation, NewAccount};
pub use account::throttle::{Attempts, Throttles};
pub use account::{audit::AuditTrail, auth_states::AuthStates, claims::ClaimedNames, imports::ImportOutcome};
pub use account::{bans::Bans, second_factors::SecondFactors, sessions::EndCause, sessions::Sessions};
pub use account::{data_archives::DataArchives, logins::Login, logins::Logins};
pub use archive::{ArchiveEntry, UserData};
pub use cleanup::deleted_users::Cleanup;
pub use cleanup::maintenance::{Maintenance, Position};
pub use cleanup::rows::{Link, Row, RowKind};
pub use consistency::Consistency;
pub use counter::{CountedChange, CounterItems, CounterState};
pub use counter::{Counting, Pass, PostponedRecount, Recount, RecountStep, Recounts};
pub use feed::{deliveries::FeedDeliveries, feeds::Feeds, pull_authors::PullAuthorList, pull_authors::PullAuthors};
pub use figures::daily_figures::Figures;
pub use folder::folders::Folders;
pub use game::{favorites::FavoriteGames, games::Games, journal::Journals, ratings::Ratings};
pub use graph::edge_lists::{EdgeList, EdgeLists};
pub use graph::hide_rows::HideRow;
pub use graph::{blocks::Blocks, edges::Edges, friendships::Friendships, hidden_users::HiddenUsers};
pub use id_attempts::IdAttempts;
pub use idempotency::{Claimed, IdempotencyKeys, KeyClaim};
pub use notification::announcements::Announcements;
pub use notification::notifications::{NotificationPage, Notifications, NotificationsFrom, UNSEEN_MAX, Unseen};
pub use paging::COUNTED_MAX;
pub use post::ballots::{BALLOTS_MAX, Ballots, PollState};
pub use post::{comment_lists::CommentList, comment_votes::CommentVotes, comments::Comments, flags::Flags};
pub use post::{held::HeldContributions, moderations::Moderations, posts::Posts, reactions::Reactions};
pub use post::{media_uploads::MediaUploads, post_media::MediaChange, post_media::PostMediaItems};
pub use preference::preferences::Preferences;
pub use profile::{avatars::AvatarItems, presence::ExistingProfiles, profiles::Profiles, settings::SettingsItems};
pub use profile::{user_list::UserOrder, users::Users};
pub use progress::DeliveryProgress;
pub use realtime::{SocketOwner, Sockets, SocketsById, Watchers, WatchersById};
pub use search::name_index::NameIndex;
pub use search::user_search::{Candidate, Matches, Selection, UserSearch};

use crate::domain::Result;
use crate::dynamo::Table;

/// The table, and all that kith reads from and writes to it.
#[derive(Clone, Debug)]
pub struct Store {
    table: Table,
}

impl Store {
    /// A store over this table.
    pub fn new(table: Table) -> Self {
        Self { table }
    }

    /// Reads an item that never exists, for half a read unit. An error means that the table does not answer.
    pub async fn probe(&self) -> Result<()> {
        self.table.get(&item::keys::probe(), false).await?;
        Ok(())
    }
}
