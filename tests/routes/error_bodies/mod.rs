//! The error bodies of the three APIs, one of each shape.

mod community;
mod directory;
mod site;
