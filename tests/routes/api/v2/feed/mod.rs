//! `GET /api/v2/feed/`, `GET /api/v2/user/{id}/feed/`

mod etag;
mod explore;
mod home;
mod long_posts;
mod notifications;
mod polls;
mod pull_authors;
mod read;
mod units;
mod user;
