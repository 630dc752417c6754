mod create;
mod mail;
mod recover;
mod reset;
mod restore_email;
mod search;
mod verify;
