//! What `fanout` derives from the stream when batches are split, repeated, late or interrupted by a crash.

mod event_bridge;
mod gateway;
mod notification_invariants;
mod steps;

mod activity;
mod announcements;
mod budget;
mod comment_properties;
mod files;
mod follow_properties;
mod friendship_properties;
mod friendships;
mod hides;
mod invocations;
mod many_followers;
mod many_shards;
mod mapping;
mod name_index;
mod notifications;
mod other_words;
mod parking;
mod poison;
mod post_properties;
mod privileges;
mod publication;
mod pushes;
mod readings;
mod shard_marks;
mod unseen_pushes;
mod watchers;
mod write_failures;
