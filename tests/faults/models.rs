//! Models of what a virtual user can change: each sends requests and keeps the states that the responses allow.

mod accounts;
mod avatars;
mod edges;
mod folders;
mod friendship;
mod games;
mod posts;
mod profile;

pub use accounts::Accounts;
pub use avatars::Avatars;
pub use edges::Edges;
pub use folders::Folders;
pub use friendship::Friendship;
pub use games::Games;
pub use posts::Posts;
pub use profile::Profile;
