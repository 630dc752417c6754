//! What people do, each with what may have come of it.

mod accounts;
mod avatars;
mod bond;
mod edges;
mod folders;
mod games;
mod posts;
mod profile;

pub use accounts::Accounts;
pub use avatars::Avatars;
pub use bond::Bond;
pub use edges::Edges;
pub use folders::Folders;
pub use games::Games;
pub use posts::Posts;
pub use profile::Profile;
