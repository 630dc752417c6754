mod notification;
mod suggestion;
mod user;
