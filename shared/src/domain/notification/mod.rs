//! Notifications: what a user is told of, and how it is gathered to be shown.

pub mod announcement;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::event::Event;
use crate::domain::feed::FeedEntry;
use crate::domain::graph::edge::{Edge, EdgeKind};
use crate::domain::graph::friendship::{Friendship, State};
use crate::domain::id::{Id, UserId};
use crate::domain::notification::announcement::Announcement;
use crate::domain::post::{Reaction, ReactionKind};
use crate::domain::profile::user::{Profile, Status};

/// How long a notification is kept, in seconds: 90 days (contract, "Notifications").
pub const KEPT_FOR: i64 = 90 * 24 * 60 * 60;
/// What happens within one hour of the clock, by type, is shown as one. In milliseconds.
const HOUR_MS: i64 = 60 * 60 * 1_000;

/// One thing that a user is told of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notification {
    /// Who is told.
    pub to: UserId,
    /// Its id, the `sid` of the API: that of the fact which it tells of, so that no fact is told twice.
    pub id: Id,
    /// What it tells.
    #[serde(flatten)]
    pub kind: NotificationKind,
    /// When the user saw it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Timestamp>,
}

/// What a notification tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum NotificationKind {
    /// `user` follows the one who is told.
    UserFollow {
        /// The follower.
        user: UserId,
    },
    /// `user` asks for a connection.
    ConnectionRequest {
        /// Who asks.
        user: UserId,
    },
    /// `user` granted a connection.
    ConnectionAccept {
        /// Who was asked.
        user: UserId,
    },
    /// Staff has deactivated the account of `user`, who is told.
    BlockedUser {
        /// Who is told.
        user: UserId,
    },
    /// Staff has activated the account of `user` again, who is told.
    UnblockedUser {
        /// Who is told.
        user: UserId,
    },
    /// Staff has something to say on behalf of `user`.
    CustomNotification {
        /// On whose behalf.
        user: UserId,
        /// What is said.
        notice: Id,
    },
    /// `user`, whom the one who is told follows or is connected with, published something.
    Contribution {
        /// Who published.
        user: UserId,
        /// What.
        post: Id,
    },
    /// `user` voted for a post of the one who is told.
    VoteUp {
        /// Who voted.
        user: UserId,
        /// For what.
        post: Id,
    },
    /// `user` follows a post of the one who is told.
    Follow {
        /// Who follows.
        user: UserId,
        /// What.
        post: Id,
    },
}

/// The type of a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotificationType {
    /// Somebody follows the user.
    UserFollow = 1,
    /// A word from staff.
    CustomNotification = 2,
    /// Somebody asks for a connection.
    ConnectionRequest = 3,
    /// Somebody granted a connection.
    ConnectionAccept = 4,
    /// The account was deactivated.
    BlockedUser = 5,
    /// The account was activated again.
    UnblockedUser = 6,
    /// Somebody published something.
    Contribution = 7,
    /// Somebody voted for a post of the user.
    VoteUp = 8,
    /// Somebody follows a post of the user.
    Follow = 9,
}

impl NotificationType {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::UserFollow,
        Self::CustomNotification,
        Self::ConnectionRequest,
        Self::ConnectionAccept,
        Self::BlockedUser,
        Self::UnblockedUser,
        Self::Contribution,
        Self::VoteUp,
        Self::Follow,
    ];

    /// The type as the API names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::UserFollow => "user_follow",
            Self::CustomNotification => "custom_notification",
            Self::ConnectionRequest => "connection_request",
            Self::ConnectionAccept => "connection_accept",
            Self::BlockedUser => "blocked_user",
            Self::UnblockedUser => "unblocked_user",
            Self::Contribution => "contribution",
            Self::VoteUp => "vote_up",
            Self::Follow => "follow",
        }
    }

    /// One letter for it, in keys.
    pub fn letter(self) -> char {
        match self {
            Self::UserFollow => 'F',
            Self::CustomNotification => 'C',
            Self::ConnectionRequest => 'R',
            Self::ConnectionAccept => 'A',
            Self::BlockedUser => 'B',
            Self::UnblockedUser => 'U',
            Self::Contribution => 'P',
            Self::VoteUp => 'V',
            Self::Follow => 'W',
        }
    }
}

impl NotificationKind {
    /// Its type.
    pub fn notification_type(self) -> NotificationType {
        match self {
            Self::UserFollow { .. } => NotificationType::UserFollow,
            Self::CustomNotification { .. } => NotificationType::CustomNotification,
            Self::ConnectionRequest { .. } => NotificationType::ConnectionRequest,
            Self::ConnectionAccept { .. } => NotificationType::ConnectionAccept,
            Self::BlockedUser { .. } => NotificationType::BlockedUser,
            Self::UnblockedUser { .. } => NotificationType::UnblockedUser,
            Self::Contribution { .. } => NotificationType::Contribution,
            Self::VoteUp { .. } => NotificationType::VoteUp,
            Self::Follow { .. } => NotificationType::Follow,
        }
    }

    /// Who caused it: one whom the user hides causes none.
    pub fn user(self) -> UserId {
        match self {
            Self::UserFollow { user }
            | Self::CustomNotification { user, .. }
            | Self::ConnectionRequest { user }
            | Self::ConnectionAccept { user }
            | Self::BlockedUser { user }
            | Self::UnblockedUser { user } => user,
            Self::Contribution { user, .. } | Self::VoteUp { user, .. } | Self::Follow { user, .. } => user,
        }
    }

    /// The post that it is about, if it is about one.
    pub fn post(self) -> Option<Id> {
        match self {
            Self::Contribution { post, .. } | Self::VoteUp { post, .. } | Self::Follow { post, .. } => Some(post),
            _ => None,
        }
    }
}

impl Notification {
    fn new(to: UserId, id: Id, kind: NotificationKind) -> Self {
        Self { to, id, kind, seen: None }
    }

    /// The words of staff to one user.
    pub fn of_announcement(notice: &Announcement, to: UserId) -> Self {
        Self::new(to, notice.id, NotificationKind::CustomNotification { user: notice.user, notice: notice.id })
    }

    /// What somebody published, to one of those who follow them or are connected with them.
    pub fn of_post(entry: FeedEntry, to: UserId) -> Self {
        Self::new(to, entry.post, NotificationKind::Contribution { user: entry.author, post: entry.post })
    }

    /// What tells it apart from all others.
    pub fn fact(&self) -> NotificationKey {
        (self.to, self.id, self.kind.notification_type(), self.kind.user())
    }

    /// Whether the user has not seen it yet.
    pub fn is_new(&self) -> bool {
        self.seen.is_none()
    }

    /// What it is shown together with.
    pub fn group(&self) -> NotificationGroup {
        NotificationGroup {
            hour: self.id.created().as_millisecond().div_euclid(HOUR_MS),
            kind: self.kind.notification_type(),
        }
    }
}

/// Who is told, the fact's id, its type and its cause: two facts may have one id, but not all of these.
pub type NotificationKey = (UserId, Id, NotificationType, UserId);

/// Notifications of one type within one hour of the clock: one result of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NotificationGroup {
    hour: i64,
    kind: NotificationType,
}

impl NotificationGroup {
    /// The id under which they are marked as seen together: the beginning of the hour, and the type.
    pub fn id(self) -> Id {
        Id::at(self.hour * HOUR_MS, self.kind as u16)
    }

    /// What this id gathers, if it is one that gathers: an hour's first millisecond is the beginning of few others.
    pub fn parse(id: Id) -> Option<Self> {
        let ms = id.created().as_millisecond();
        let kind = NotificationType::ALL.into_iter().find(|kind| *kind as u16 == id.chance())?;
        (ms % HOUR_MS == 0).then_some(Self { hour: ms / HOUR_MS, kind })
    }

    /// The type.
    pub fn notification_type(self) -> NotificationType {
        self.kind
    }

    /// The first and the last id that it may gather.
    pub fn ids(self) -> (Id, Id) {
        (Id::at(self.hour * HOUR_MS, 0), Id::at((self.hour + 1) * HOUR_MS - 1, u16::MAX))
    }
}

/// What an event does to somebody's notifications.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotificationChange {
    /// It is to be told.
    Tell(Notification),
    /// It was undone: whoever has not seen it need not hear of it.
    Untell(Notification),
}

impl NotificationChange {
    /// The notification that is made or undone.
    pub fn notification(&self) -> &Notification {
        match self {
            Self::Tell(notification) | Self::Untell(notification) => notification,
        }
    }
}

/// Who is told of an event, and who need not hear of what it ends. `at` is the id of what has none of its own.
pub fn changes(event: &Event, at: Id) -> Vec<NotificationChange> {
    match event {
        Event::UserUpdated { before, after } => {
            state(before, after, at).map(NotificationChange::Tell).into_iter().collect()
        }
        Event::Linked(EdgeKind::Follow, edge) => vec![NotificationChange::Tell(follow(edge))],
        Event::Unlinked(EdgeKind::Follow, edge) => vec![NotificationChange::Untell(follow(edge))],
        Event::FriendshipChanged { before, after } => {
            let (before, after) = (before.as_ref().and_then(friendship), after.as_ref().and_then(friendship));
            if before == after {
                return Vec::new();
            }
            before.map(NotificationChange::Untell).into_iter().chain(after.map(NotificationChange::Tell)).collect()
        }
        Event::Reacted(kind, reaction) => reacted(*kind, reaction).map(NotificationChange::Tell).into_iter().collect(),
        Event::Unreacted(kind, reaction) => {
            reacted(*kind, reaction).map(NotificationChange::Untell).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// What a user is told of their own account.
fn state(before: &Profile, after: &Profile, at: Id) -> Option<Notification> {
    let user = after.id;
    let about = match (before.status, after.status) {
        (Status::Approved, Status::Blocked) => NotificationKind::BlockedUser { user },
        (Status::Blocked, Status::Approved) => NotificationKind::UnblockedUser { user },
        _ => return None,
    };
    Some(Notification::new(user, at, about))
}

/// What a friendship has to tell: one side is asked, or the other is answered.
fn friendship(friendship: &Friendship) -> Option<Notification> {
    let Friendship { from, to, id, state, since, .. } = *friendship;
    match state {
        State::Pending => Some(Notification::new(to, id, NotificationKind::ConnectionRequest { user: from })),
        State::Connected => Some(Notification::new(from, since?, NotificationKind::ConnectionAccept { user: to })),
        State::Rejected | State::Withdrawn => None,
    }
}

/// What an author hears of what others do about their posts: of a view nothing.
fn reacted(kind: ReactionKind, reaction: &Reaction) -> Option<Notification> {
    let Reaction { post, user, id, author } = *reaction;
    let about = match kind {
        ReactionKind::Vote => NotificationKind::VoteUp { user, post },
        ReactionKind::Follow => NotificationKind::Follow { user, post },
        ReactionKind::View => return None,
    };
    author.filter(|author| *author != user).map(|author| Notification::new(author, id, about))
}

fn follow(edge: &Edge) -> Notification {
    Notification::new(edge.to, edge.id, NotificationKind::UserFollow { user: edge.from })
}
