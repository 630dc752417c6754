//! The whole of kith in one process, for a laptop and for tests, and the commands that administer a community.
//!
//! Dependencies point downwards:
//!
//! ```text
//! cli          the command line
//! commands     serve, create-superuser, import, export, seed, reconcile, and the options that they share
//! superuser    seed       transfer     what the commands create; users from and to files
//! community                            a table that is ready for use, in an embedded engine or elsewhere
//! stream  api  media  mail_pages       what replaces the event source mapping, the gateway, and the bucket and its CDN
//! archives  realtime                   what replaces the bucket's notifications, and the gateway of WebSockets
//! engine       table     data_directory
//! server       listen_address          HTTP connections, bounded in time and number
//! log          request_url             what each request is wrapped in
//! failure      terminal
//! ```

pub mod api;
mod archives;
pub mod cli;
mod commands;
mod community;
mod data_directory;
pub mod engine;
mod failure;
mod listen_address;
mod log;
mod mail_pages;
pub mod media;
mod realtime;
mod request_url;
pub mod seed;
mod server;
pub mod stream;
mod superuser;
pub mod table;
pub mod terminal;
pub mod transfer;
