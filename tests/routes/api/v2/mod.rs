mod notification;
mod user;
