//! What the mailer does with SES, and with what SES reports.

mod fake_ses;

mod feedback;
mod privileges;
mod sending;
mod smtp;
