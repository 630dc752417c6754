mod id;
mod list;
mod list_walks;
mod matching;
mod me;
