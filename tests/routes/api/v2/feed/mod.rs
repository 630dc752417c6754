//! `GET /api/v2/feed/`, `GET /api/v2/user/{id}/feed/`

mod pull_authors;
mod home;
mod notifications;
mod polls;
mod user;
