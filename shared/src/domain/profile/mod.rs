//! Profiles: what other users see of a user.

pub mod avatar;
pub mod picture;
pub mod search;
pub mod settings;
pub mod user;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::account::email::Email;
use crate::domain::account::password::Names;
use crate::domain::account::permissions::Role;
use crate::domain::account::status::Status;
use crate::domain::account::username::Username;
use crate::domain::error::Problem;
use crate::domain::id::UserId;
use crate::domain::profile::picture::FileName;

/// The gender that a user states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gender {
    /// Male.
    Male,
    /// Female.
    Female,
    /// Not stated.
    #[default]
    Unspecified,
}

impl Gender {
    /// Parses the documented words. Empty text means unspecified.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        match text {
            "Male" => Ok(Self::Male),
            "Female" => Ok(Self::Female),
            "Unspecified" | "" => Ok(Self::Unspecified),
            _ => Err(Problem::new("invalid_choice", "Not a valid choice. Use Male, Female or Unspecified.")),
        }
    }
}

/// A user's profile, stored in this form. Unset text is empty and is not stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The user's id, which contains the time of joining, unless that is stored beside it.
    pub id: UserId,
    /// When the user joined, where the id does not contain it: users who were imported may have joined before there were
    /// ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined: Option<Timestamp>,
    /// The username.
    pub username: Username,
    /// The e-mail address. Users whom staff create may have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    /// Whether the user has confirmed the address.
    #[serde(default)]
    pub email_isvalid: bool,
    /// The status of the account. It is also in the auth state; one transaction changes both.
    pub status: Status,
    /// The role of the account. It follows from the auth state; one transaction changes both.
    #[serde(default, skip_serializing_if = "is_plain")]
    pub role: Role,
    /// The full name, a field of the community API. It is independent of the first and last name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub real_name: String,
    /// The first name, a field of the directory API.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub first_name: String,
    /// The last name, a field of the directory API.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub last_name: String,
    /// A longer text about the user.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub bio: String,
    /// A place, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub location: String,
    /// The coordinates of the location. Not interpreted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub location_lat_lng: String,
    /// The coordinates of the user. Not interpreted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub position_lat_lng: String,
    /// The day of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birthday: Option<Date>,
    /// A few words below the name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The gender.
    #[serde(default)]
    pub gender: Gender,
    /// An `http` or `https` URL.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub website: String,
    /// The Twitter name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub twitter: String,
    /// The employer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub company_name: String,
    /// The role in the company.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub company_role: String,
    /// The file of the primary avatar, if the user has uploaded one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<FileName>,
    /// The file of the cover, if the user has uploaded one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<FileName>,
}

fn is_plain(role: &Role) -> bool {
    *role == Role::User
}

impl Profile {
    /// The profile of a new account.
    pub fn new(id: UserId, username: Username, email: Option<Email>) -> Self {
        Self {
            id,
            joined: None,
            username,
            email,
            email_isvalid: false,
            status: Status::Approved,
            role: Role::User,
            real_name: String::new(),
            first_name: String::new(),
            last_name: String::new(),
            bio: String::new(),
            location: String::new(),
            location_lat_lng: String::new(),
            position_lat_lng: String::new(),
            birthday: None,
            description: String::new(),
            gender: Gender::Unspecified,
            website: String::new(),
            twitter: String::new(),
            company_name: String::new(),
            company_role: String::new(),
            avatar: None,
            cover: None,
        }
    }

    /// When the user joined, to the millisecond.
    pub fn date_joined(&self) -> Timestamp {
        self.joined.unwrap_or_else(|| self.id.created())
    }

    /// What texts call the user: the real name, or the username.
    pub fn display_name(&self) -> &str {
        if self.real_name.is_empty() { self.username.as_str() } else { &self.real_name }
    }

    /// Whether the user is soft-deleted, and therefore in no list or lookup.
    pub fn is_deleted(&self) -> bool {
        self.status == Status::Deleted
    }

    /// Sets the e-mail address. It is unconfirmed unless it equals the old one without regard to case.
    pub fn set_email(&mut self, email: Email) {
        if self.email.as_ref().map(Email::folded) != Some(email.folded()) {
            self.email_isvalid = false;
        }
        self.email = Some(email);
    }

    /// The names of which the user may make no password, in a community of this name.
    pub fn names(&self, community: &str) -> Names {
        Names::new(community, &self.username, self.email.as_ref())
    }

    /// Takes back an address that `before` does not have, which its user has to prove first, and returns it. Case makes no
    /// difference.
    pub fn withhold_email(&mut self, before: &Self) -> Option<Email> {
        let [old, new] = [before, &*self].map(|profile| profile.email.as_ref().map(Email::folded));
        if old == new {
            return None;
        }
        let withheld = self.email.take()?;
        (self.email, self.email_isvalid) = (before.email.clone(), before.email_isvalid);
        Some(withheld)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;

    fn email(text: &str) -> Email {
        Email::parse(text).unwrap()
    }

    #[test]
    fn a_new_address_is_unconfirmed_unless_it_is_the_same_one() {
        let mut profile = Profile::new(Id::at(0, 1), Username::parse("anna").unwrap(), Some(email("a@example.org")));
        profile.email_isvalid = true;
        profile.set_email(email("A@Example.org"));
        assert!(profile.email_isvalid);
        assert_eq!(profile.email, Some(email("A@Example.org")));
        profile.set_email(email("b@example.org"));
        assert!(!profile.email_isvalid);
    }

    #[test]
    fn a_new_address_can_be_withheld_and_a_removal_stays() {
        let mut before = Profile::new(Id::at(0, 1), Username::parse("anna").unwrap(), Some(email("a@example.org")));
        before.email_isvalid = true;
        let mut after = before.clone();
        after.set_email(email("A@example.org"));
        assert_eq!((after.withhold_email(&before), &after.email), (None, &Some(email("A@example.org"))));
        after.set_email(email("b@example.org"));
        assert_eq!(after.withhold_email(&before), Some(email("b@example.org")));
        assert_eq!(after, before);
        after.email = None;
        assert_eq!(after.withhold_email(&before), None);
        assert_eq!(after.email, None);
    }

    #[test]
    fn genders_are_the_documented_words() {
        assert_eq!(Gender::parse("").unwrap(), Gender::Unspecified);
        for (text, gender) in [("Male", Gender::Male), ("Female", Gender::Female), ("Unspecified", Gender::Unspecified)]
        {
            assert_eq!(Gender::parse(text).unwrap(), gender);
            assert_eq!(serde_json::to_value(gender).unwrap(), text);
        }
        assert_eq!(Gender::parse("male").unwrap_err().code, "invalid_choice");
    }
}
