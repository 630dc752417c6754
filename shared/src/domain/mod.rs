//! Rules, types and errors of the community. Nothing here knows HTTP, JSON bodies or AWS.

pub mod auth;
pub mod community;
pub mod contact;
pub mod counting;
pub mod cursor;
pub mod error;
pub mod event;
pub mod friendship;
pub mod game;
pub mod graph;
pub mod html;
pub mod id;
pub mod names;
pub mod notification;
pub mod password;
pub mod poll;
pub mod post;
pub mod settings;
pub mod text;
pub mod throttle;
pub mod time;
pub mod user;
pub mod username;

pub use auth::{AuthState, Claims, Viewer};
pub use community::{EmailVisibility, Mode};
pub use contact::Email;
pub use error::{Error, FieldError, Kind, Problem, Result};
pub use friendship::Friendship;
pub use graph::{ConnectionStatus, Edge, EdgeKind, Relation};
pub use id::{Id, UserId};
pub use notification::{Notice, Notification};
pub use poll::{Ballot, Poll, PollVote};
pub use post::{Content, Entry, Post, PostKind, Posted, Reaction, ReactionKind};
pub use user::{Counters, Gender, Profile, Status, User};
pub use username::Username;
