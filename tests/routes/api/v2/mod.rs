mod feed;
mod notification;
mod post;
mod suggestion;
mod user;
