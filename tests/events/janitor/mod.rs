//! What the janitor finds and repairs, and what it leaves alone.

mod damage;
mod interleavings;
mod post_counters;
mod scan_passes;
mod slices;
mod under_load;
mod walks;
