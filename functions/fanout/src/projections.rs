//! Projections: each derives one kind of data from domain events, independently of the others.

pub mod activity;
pub mod announcements;
pub mod audit;
pub mod cleanup;
pub mod counters;
pub mod devices;
pub mod feeds;
pub mod files;
pub mod moderation;
pub mod name_index;
pub mod notifications;
pub mod publication;
pub mod readings;
pub mod sessions;
pub mod sockets;
pub mod threads;
pub mod watchers;
