//! `GET /api/v2/feed/`, `GET /api/v2/user/{id}/feed/`

mod home;
mod notifications;
mod polls;
mod pull_authors;
mod user;
