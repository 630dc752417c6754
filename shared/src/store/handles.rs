//! What the store gives access to: a small handle over the table for each concept.

use super::*;
use crate::domain::EdgeKind;

impl Store {
    /// Follows.
    pub fn follows(&self) -> Edges<'_> {
        self.edges(EdgeKind::Follow)
    }

    /// Hides.
    pub fn hides(&self) -> Edges<'_> {
        self.edges(EdgeKind::Hide)
    }

    /// Hides and blocks.
    pub fn blocks(&self) -> Blocks<'_> {
        Blocks { table: &self.table }
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

    /// The figures of days.
    pub fn figures(&self) -> Figures<'_> {
        Figures { table: &self.table }
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

    /// Media of posts.
    pub fn post_media(&self) -> PostMediaItems<'_> {
        PostMediaItems { table: &self.table }
    }

    /// Uploads in chunks.
    pub fn media_uploads(&self) -> MediaUploads<'_> {
        MediaUploads { table: &self.table }
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

    /// The open sockets of users.
    pub fn sockets(&self) -> Sockets<'_> {
        Sockets { table: &self.table }
    }
}
