//! What the janitor finds and repairs, and what it leaves alone.

mod busy;
mod damage;
mod interleavings;
mod looks;
mod posts;
mod slices;
mod walks;
