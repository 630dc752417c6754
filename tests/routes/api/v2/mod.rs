mod suggestion;
mod user;
