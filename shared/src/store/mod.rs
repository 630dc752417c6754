//! The one DynamoDB table: items to and from domain types, every key, every conditional write.
//!
//! The store is reached by concept: [`Store::posts`], [`Store::follows`] and so on return small handles over the table.
//! What must hold is in the conditions of the writes, so that it holds whatever runs at the same time.

mod account;
mod archive;
mod cleanup;
mod consistency;
mod counter;
mod error;
mod feed;
mod folder;
mod game;
mod graph;
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
pub use account::registration::{Creation, NewAccount};
pub use account::throttle::{Attempts, Throttles};
pub use account::{audit::AuditTrail, auth_states::AuthStates, claims::ClaimedNames, imports::ImportOutcome};
pub use account::{data_archives::DataArchives, logins::Login, logins::Logins};
pub use account::{second_factors::SecondFactors, sessions::EndCause, sessions::Sessions};
pub use archive::{ArchiveEntry, UserData};
pub use cleanup::deleted_users::Cleanup;
pub use cleanup::maintenance::{Link, Maintenance, Position, Row, RowKind};
pub use consistency::Consistency;
pub use counter::{CountedChange, CounterItems, CounterState};
pub use counter::{Counting, Pass, PostponedRecount, Recount, RecountStep, Recounts};
pub use feed::pull_authors::{PullAuthorList, PullAuthors};
pub use feed::{deliveries::FeedDeliveries, feeds::Feeds};
pub use folder::folders::Folders;
pub use game::{favorites::FavoriteGames, games::Games, journal::Journals, ratings::Ratings};
pub use graph::edge_lists::{EdgeList, EdgeLists};
pub use graph::{edges::Edges, friendships::Friendships};
pub use id_attempts::IdAttempts;
pub use idempotency::{Claimed, IdempotencyKeys, KeyClaim};
pub use notification::announcements::Announcements;
pub use notification::notifications::{NotificationPage, Notifications, NotificationsFrom, UNSEEN_MAX, Unseen};
pub use paging::COUNTED_MAX;
pub use post::ballots::{BALLOTS_MAX, Ballots, PollState};
pub use post::{comment_lists::CommentList, comment_votes::CommentVotes, comments::Comments, flags::Flags};
pub use post::{moderations::Moderations, posts::Posts, reactions::Reactions};
pub use preference::preferences::Preferences;
pub use profile::{avatars::AvatarItems, presence::ExistingProfiles, profiles::Profiles, settings::SettingsItems};
pub use profile::{user_list::UserOrder, users::Users};
pub use progress::DeliveryProgress;
pub use realtime::sockets::{Sockets, SocketsById};
pub use search::name_index::NameIndex;
pub use search::user_search::{Candidate, Matches, Selection, UserSearch};

use crate::domain::{EdgeKind, Result};
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

    /// Follows.
    pub fn follows(&self) -> Edges<'_> {
        self.edges(EdgeKind::Follow)
    }

    /// Hides.
    pub fn hides(&self) -> Edges<'_> {
        self.edges(EdgeKind::Hide)
    }

    /// Edges of this kind.
    pub fn edges(&self, kind: EdgeKind) -> Edges<'_> {
        Edges { table: &self.table, kind }
    }

    /// Accounts: creation, roles, passwords and deletion.
    pub fn accounts(&self) -> Accounts<'_> {
        Accounts { table: &self.table }
    }

    /// Announcements by staff.
    pub fn announcements(&self) -> Announcements<'_> {
        Announcements { table: &self.table }
    }

    /// The audit trail of an account.
    pub fn audit_trail(&self) -> AuditTrail<'_> {
        AuditTrail { table: &self.table }
    }

    /// Auth states: revocation of tokens and changes of password.
    pub fn auth_states(&self) -> AuthStates<'_> {
        AuthStates { table: &self.table }
    }

    /// The avatars of users.
    pub fn avatars(&self) -> AvatarItems<'_> {
        AvatarItems { table: &self.table }
    }

    /// Votes in polls.
    pub fn ballots(&self) -> Ballots<'_> {
        Ballots { table: &self.table }
    }

    /// Lookups of users by claimed username or e-mail address.
    pub fn claimed_names(&self) -> ClaimedNames<'_> {
        ClaimedNames { table: &self.table }
    }

    /// Clean-up of what deleted users and posts leave behind.
    pub fn cleanup(&self) -> Cleanup<'_> {
        Cleanup { table: &self.table }
    }

    /// Votes for comments.
    pub fn comment_votes(&self) -> CommentVotes<'_> {
        CommentVotes { table: &self.table }
    }

    /// Comments on posts, and replies to them.
    pub fn comments(&self) -> Comments<'_> {
        Comments { table: &self.table }
    }

    /// Counters derived from source items.
    pub fn counters(&self) -> CounterItems<'_> {
        CounterItems { table: &self.table }
    }

    /// Lists of the users at the other end of edges.
    pub fn edge_lists(&self) -> EdgeLists<'_> {
        EdgeLists { table: &self.table }
    }

    /// Changes of e-mail address that await confirmation.
    pub fn email_changes(&self) -> EmailChanges<'_> {
        EmailChanges { table: &self.table }
    }

    /// The favorite games of users.
    pub fn favorites(&self) -> FavoriteGames<'_> {
        FavoriteGames { table: &self.table }
    }

    /// Feed deliveries in progress.
    pub fn feed_deliveries(&self) -> FeedDeliveries<'_> {
        FeedDeliveries { table: &self.table }
    }

    /// Home feeds.
    pub fn feeds(&self) -> Feeds<'_> {
        Feeds { table: &self.table }
    }

    /// Flags of posts, comments and users.
    pub fn flags(&self) -> Flags<'_> {
        Flags { table: &self.table }
    }

    /// Folders.
    pub fn folders(&self) -> Folders<'_> {
        Folders { table: &self.table }
    }

    /// Friendships.
    pub fn friendships(&self) -> Friendships<'_> {
        Friendships { table: &self.table }
    }

    /// Games and the lists of users.
    pub fn games(&self) -> Games<'_> {
        Games { table: &self.table }
    }

    /// Idempotency keys.
    pub fn idempotency_keys(&self) -> IdempotencyKeys<'_> {
        IdempotencyKeys { table: &self.table }
    }

    /// Logins that have begun and not ended.
    pub fn in_flight_logins(&self) -> InFlightLogins<'_> {
        InFlightLogins { table: &self.table }
    }

    /// Journals of games.
    pub fn journals(&self) -> Journals<'_> {
        Journals { table: &self.table }
    }

    /// What a login reads of an account.
    pub fn logins(&self) -> Logins<'_> {
        Logins { table: &self.table }
    }

    /// The scan of the janitor and its repairs.
    pub fn maintenance(&self) -> Maintenance<'_> {
        Maintenance { table: &self.table }
    }

    /// The name index.
    pub fn name_index(&self) -> NameIndex<'_> {
        NameIndex { table: &self.table }
    }

    /// Notifications.
    pub fn notifications(&self) -> Notifications<'_> {
        Notifications { table: &self.table }
    }

    /// Records of the stream that `fanout` could not process.
    pub fn parked_records(&self) -> stream::ParkedRecords<'_> {
        stream::ParkedRecords { table: &self.table }
    }

    /// Posts and discussions.
    pub fn posts(&self) -> Posts<'_> {
        Posts { table: &self.table }
    }

    /// Preferences of the community.
    pub fn preferences(&self) -> Preferences<'_> {
        Preferences { table: &self.table }
    }

    /// Profiles.
    pub fn profiles(&self) -> Profiles<'_> {
        Profiles { table: &self.table }
    }

    /// Authors whose posts are read on demand.
    pub fn pull_authors(&self) -> PullAuthors<'_> {
        PullAuthors { table: &self.table }
    }

    /// Ratings of games.
    pub fn ratings(&self) -> Ratings<'_> {
        Ratings { table: &self.table }
    }

    /// Votes, follows and views of posts.
    pub fn reactions(&self) -> Reactions<'_> {
        Reactions { table: &self.table }
    }

    /// Sessions of users.
    pub fn sessions(&self) -> Sessions<'_> {
        Sessions { table: &self.table }
    }

    /// Notification settings.
    pub fn settings(&self) -> SettingsItems<'_> {
        SettingsItems { table: &self.table }
    }

    /// Attempts, counted in fixed windows.
    pub fn throttles(&self) -> Throttles<'_> {
        Throttles { table: &self.table }
    }

    /// The search for users.
    pub fn user_search(&self) -> UserSearch<'_> {
        UserSearch { table: &self.table }
    }

    /// Users as a viewer sees them.
    pub fn users(&self) -> Users<'_> {
        Users { table: &self.table }
    }
}
