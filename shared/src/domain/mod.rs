//! Rules, types and errors of the community. Nothing here knows HTTP, JSON bodies or AWS.

pub mod audit;
pub mod auth;
pub mod community;
pub mod contact;
pub mod counting;
pub mod cursor;
pub mod error;
pub mod event;
pub mod folder;
pub mod friendship;
pub mod game;
pub mod graph;
pub mod id;
pub mod names;
pub mod notification;
pub mod password;
pub mod permissions;
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
pub use folder::{Folder, FolderId};
pub use friendship::Friendship;
pub use graph::{ConnectionStatus, Edge, EdgeKind, Relation};
pub use id::{Id, UserId};
pub use notification::{Notice, Notification};
pub use permissions::Act;
pub use user::{Counters, Gender, Profile, Status, User};
pub use username::Username;
