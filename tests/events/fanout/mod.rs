//! What `fanout` derives from the stream when batches are split, repeated, late or interrupted by a crash.

mod event_bridge;
mod steps;
mod told;

mod any_delivery;
mod any_friendship;
mod budget;
mod celebrity;
mod failing;
mod files;
mod friendships;
mod mapping;
mod names;
mod notices;
mod notifications;
mod poison;
mod posts;
mod privileges;
mod publication;
mod watermarks;
