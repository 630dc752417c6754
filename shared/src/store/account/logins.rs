//! What a login reads of an account.

use crate::domain::account::known_addresses::KnownAddresses;
use crate::domain::account::second_factor::SecondFactor;
use crate::domain::account::throttle::Window;
use crate::domain::{AuthState, Profile, Result, UserId};
use crate::dynamo::{EXPIRES, Query, Range, Table, Write, number, text_of};
use crate::store::account::password::{HASH, replace_hash};
use crate::store::account::throttle::window;
use crate::store::item::{ItemKind, from_item, keys, to_item};

/// An account as a login reads it.
pub struct Login {
    /// The profile.
    pub profile: Profile,
    /// Status, roles and revocations.
    pub auth: AuthState,
    /// The password's PHC string, if it has one.
    pub password: Option<String>,
    /// The second factor, on or not.
    pub second_factor: Option<SecondFactor>,
    /// Failed logins.
    pub failures: Window,
    /// The network addresses from which it has logged in lately.
    pub addresses: KnownAddresses,
}

/// What a login reads of an account.
#[derive(Clone, Copy, Debug)]
pub struct Logins<'a> {
    pub(crate) table: &'a Table,
}

impl Logins<'_> {
    /// Reads the account consistently. `None` if there is no such account.
    pub async fn get(self, id: UserId) -> Result<Option<Login>> {
        let partition = keys::user(id);
        let query = Query { range: Range::Prefix(keys::ACCOUNT), consistent: true, ..Query::all(&partition) };
        let (mut profile, mut auth, mut password, mut second_factor) = (None, None, None, None);
        let (mut failures, mut addresses) = (Window::default(), KnownAddresses::default());
        for item in self.table.query(query).await? {
            match ItemKind::of(&item)? {
                ItemKind::Profile(_) => profile = Some(from_item(item)?),
                ItemKind::AuthState(_) => auth = Some(from_item(item)?),
                ItemKind::Password(_) => password = Some(text_of(&item, HASH)?.to_owned()),
                ItemKind::SecondFactor(_) => second_factor = Some(from_item(item)?),
                ItemKind::LoginFailures(_) => failures = window(&item),
                ItemKind::KnownAddresses(_) => addresses = from_item(item)?,
                // Outside the range that is read.
                ItemKind::UnknownLoginFailures
                | ItemKind::InFlightLogins(_)
                | ItemKind::Throttle
                | ItemKind::Uploads(_)
                | ItemKind::UserWindow(_)
                | ItemKind::Activity(_)
                | ItemKind::Settings(_)
                | ItemKind::Avatars(_)
                | ItemKind::EmailChange(_)
                | ItemKind::DataArchive(_)
                | ItemKind::FormerEmail(_)
                | ItemKind::FormerUsername(_)
                | ItemKind::Mail
                | ItemKind::UndeliverableEmail
                | ItemKind::MailedCode(_)
                | ItemKind::MailsCounted(_)
                | ItemKind::Session(_)
                | ItemKind::Sockets(_)
                | ItemKind::SocketOwner
                | ItemKind::Devices(_)
                | ItemKind::WebPush(_)
                | ItemKind::DueDigest(_)
                | ItemKind::DigestMail(_)
                | ItemKind::Watchers(_)
                | ItemKind::UsernameClaim
                | ItemKind::EmailClaim
                | ItemKind::AuditEntry(_)
                | ItemKind::UserCount
                | ItemKind::Superusers
                | ItemKind::Preferences
                | ItemKind::NameIndex(..)
                | ItemKind::Follow { .. }
                | ItemKind::Hide { .. }
                | ItemKind::Friendship { .. }
                | ItemKind::RequestsSeen(_)
                | ItemKind::Post(_)
                | ItemKind::Poll(_)
                | ItemKind::PostCounters(_)
                | ItemKind::Reaction(_)
                | ItemKind::Ballot(_)
                | ItemKind::PostMedia(_)
                | ItemKind::MediaUpload(_)
                | ItemKind::Comment(_)
                | ItemKind::CommentPlace(_)
                | ItemKind::CommentVote(_)
                | ItemKind::Flag(_)
                | ItemKind::CommentCleanup(_)
                | ItemKind::FeedEntry(_)
                | ItemKind::FeedVisit(_)
                | ItemKind::PullAuthor { .. }
                | ItemKind::PostDelivery(_)
                | ItemKind::FlaggedContribution
                | ItemKind::FlaggedUser(_)
                | ItemKind::HeldContribution
                | ItemKind::AuthorDelivery(_)
                | ItemKind::Notification(_)
                | ItemKind::HideCleanup(_)
                | ItemKind::Reading(_)
                | ItemKind::Announcement
                | ItemKind::Folder(..)
                | ItemKind::FolderTitle(_)
                | ItemKind::FolderCount(_)
                | ItemKind::Game
                | ItemKind::ListedGame(_)
                | ItemKind::Favorites(_)
                | ItemKind::Rating(_)
                | ItemKind::JournalEntry(_)
                | ItemKind::Counters(_)
                | ItemKind::UserCleanup(_)
                | ItemKind::PostCleanup(_)
                | ItemKind::ShardMark
                | ItemKind::IdempotencyKey
                | ItemKind::ImportedUser
                | ItemKind::ParkedRecord
                | ItemKind::ParkedContent
                | ItemKind::JanitorPosition
                | ItemKind::ActiveUser
                | ItemKind::DailyFigures
                | ItemKind::JanitorHeartbeat
                | ItemKind::PostponedRecount
                | ItemKind::Probe
                | ItemKind::Unknown(_) => {}
            }
        }
        // Failures counted while an account is deleted may outlive it.
        let login = |(profile, auth)| Login { profile, auth, password, second_factor, failures, addresses };
        Ok(profile.zip(auth).map(login))
    }

    /// Stores the network addresses from which an account has logged in. Of logins at the same time one may be forgotten; the
    /// next one from its address is noted again.
    pub async fn note_addresses(self, id: UserId, addresses: &KnownAddresses) -> Result<()> {
        let mut item = to_item(&keys::known_addresses(id), addresses)?;
        item.insert(EXPIRES.to_owned(), number(addresses.expires()));
        // A deletion of the user may come first.
        let write = Write::put(item);
        self.table.write_if(write).await?;
        Ok(())
    }

    /// Replaces a hash made with older parameters. A password that was changed meanwhile stays.
    pub async fn renew_hash(self, id: UserId, old: &str, new: &str) -> Result<()> {
        // A concurrent change of password has stored a new hash anyway.
        self.table.write_if(replace_hash(id, old, new)).await?;
        Ok(())
    }
}
