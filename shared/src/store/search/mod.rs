//! Search: the name index, and the search for users over it.

mod account_lists;
pub(crate) mod name_index;
pub(crate) mod user_search;
