mod feed;
mod post;
mod user;
