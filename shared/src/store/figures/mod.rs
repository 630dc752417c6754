//! Figures of days.

pub(crate) mod active_users;
pub(crate) mod daily_figures;
