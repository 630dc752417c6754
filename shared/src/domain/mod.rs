//! Rules, types and errors of the community. Nothing here knows HTTP, JSON bodies or AWS.

pub mod account;
pub mod community;
pub mod counter;
pub mod cursor;
pub mod error;
pub mod event;
pub mod feed;
pub mod folder;
pub mod game;
pub mod graph;
pub mod id;
pub mod notification;
pub mod post;
pub mod profile;
pub mod text;
pub mod time;

pub use account::auth::{AuthState, Claims, Viewer};
pub use account::email::Email;
pub use account::permissions::AccountAction;
pub use account::username::Username;
pub use community::{EmailVisibility, Mode};
pub use error::{Error, ErrorKind, FieldError, Problem, Result};
pub use feed::{FeedDelivery, FeedEntry};
pub use folder::{Folder, FolderId};
pub use graph::edge::{ConnectionStatus, Edge, EdgeKind, Relation};
pub use graph::friendship::Friendship;
pub use id::{Id, UserId};
pub use notification::Notification;
pub use notification::announcement::Announcement;
pub use post::poll::{Ballot, Poll, PollVote};
pub use post::{Content, Post, PostKind, PostWithCounters, Reaction, ReactionKind};
pub use profile::avatar::{Avatar, Avatars};
pub use profile::picture::FileName;
pub use profile::user::{Counters, Gender, Profile, Status, User};
