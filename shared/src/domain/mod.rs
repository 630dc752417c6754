//! Rules, types and errors of the community. Nothing here knows HTTP, JSON bodies or AWS.

pub mod auth;
pub mod avatar;
pub mod community;
pub mod contact;
pub mod counting;
pub mod cursor;
pub mod error;
pub mod event;
pub mod game;
pub mod graph;
pub mod id;
pub mod names;
pub mod password;
pub mod picture;
pub mod settings;
pub mod text;
pub mod throttle;
pub mod time;
pub mod user;
pub mod username;

pub use auth::{AuthState, Claims, Viewer};
pub use avatar::{Avatar, Avatars};
pub use community::{EmailVisibility, Mode};
pub use contact::Email;
pub use error::{Error, FieldError, Kind, Problem, Result};
pub use graph::{Edge, EdgeKind, Relation};
pub use id::{Id, UserId};
pub use picture::FileName;
pub use user::{Counters, Gender, Profile, Status, User};
pub use username::Username;
