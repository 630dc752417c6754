//! `GET /api/v2/feed/`, `GET /api/v2/user/{id}/feed/`

mod big;
mod home;
mod notifications;
mod polls;
mod user;
