//! What the janitor finds and repairs, and what it leaves alone.

mod catching_up;
mod comments;
mod damage;
mod figures;
mod interleavings;
mod large_recounts;
mod post_counters;
mod queue;
mod reindexing;
mod scan_passes;
mod slices;
mod under_load;
mod vote_reactions;
pub mod walks;
