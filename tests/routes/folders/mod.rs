mod change;
mod delete;
mod input;
mod races;
