mod user;
