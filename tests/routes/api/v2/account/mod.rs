mod mail;
mod recover;
mod reset;
mod verify;
