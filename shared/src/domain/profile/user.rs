//! Users as the community sees them.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::account::email::Email;
use crate::domain::account::username::Username;
use crate::domain::error::Problem;
use crate::domain::graph::edge::Relation;
use crate::domain::id::UserId;
use crate::domain::profile::picture::FileName;

/// The standing of an account, written as the letter that the community dialect documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// In good standing.
    #[default]
    #[serde(rename = "a")]
    Approved,
    /// Deactivated by staff: no login, no token is admitted.
    #[serde(rename = "b")]
    Blocked,
    /// Soft-deleted: gone from every list and lookup, names stay taken.
    #[serde(rename = "d")]
    Deleted,
}

/// A user's gender, as far as they say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gender {
    /// Male.
    Male,
    /// Female.
    Female,
    /// Not said.
    #[default]
    Unspecified,
}

impl Gender {
    /// Reads the documented words; empty text means unspecified.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        match text {
            "Male" => Ok(Self::Male),
            "Female" => Ok(Self::Female),
            "Unspecified" | "" => Ok(Self::Unspecified),
            _ => Err(Problem::new("invalid_choice", "Not a valid choice: take Male, Female or Unspecified.")),
        }
    }
}

/// A user's profile. The store keeps it as it stands here; unset text is empty and takes no room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The user's id; the moment of joining is part of it.
    pub id: UserId,
    /// The name under which others find the user.
    pub username: Username,
    /// The address; users made by staff may have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    /// Whether the user has proved that the address is theirs.
    #[serde(default)]
    pub email_isvalid: bool,
    /// The account's standing. The auth state holds the same; both change in one transaction.
    pub status: Status,
    /// The full name, as the community dialect has it: a field of its own beside the next two.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub real_name: String,
    /// The first name, as the directory dialect has it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub first_name: String,
    /// The last name, as the directory dialect has it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub last_name: String,
    /// About the user.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub bio: String,
    /// Where the user is, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub location: String,
    /// Where the location is, in coordinates.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub location_lat_lng: String,
    /// Where the user is, in coordinates.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub position_lat_lng: String,
    /// The day of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birthday: Option<Date>,
    /// A few words under the name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The gender.
    #[serde(default)]
    pub gender: Gender,
    /// An http(s) address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub website: String,
    /// The name on Twitter.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub twitter: String,
    /// The employer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub company_name: String,
    /// The job there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub company_role: String,
    /// The file of the primary avatar; none where the user has uploaded none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<FileName>,
    /// The file of the cover.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<FileName>,
}

impl Profile {
    /// The profile of a new account.
    pub fn new(id: UserId, username: Username, email: Option<Email>) -> Self {
        Self {
            id,
            username,
            email,
            email_isvalid: false,
            status: Status::Approved,
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
        self.id.created()
    }

    /// Whether the user is soft-deleted, and so not to be found.
    pub fn is_deleted(&self) -> bool {
        self.status == Status::Deleted
    }

    /// Takes a new address, not yet proved to be the user's; the same one changes nothing.
    pub fn set_email(&mut self, email: Email) {
        if self.email.as_ref().map(Email::folded) != Some(email.folded()) {
            self.email_isvalid = false;
        }
        self.email = Some(email);
    }
}

/// Numbers about a user, derived from facts; a user without the item has none of anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counters {
    /// Users that this user follows.
    pub followings: u64,
    /// Users that follow this user.
    pub followers: u64,
    /// Users that this user is connected with.
    pub connections: u64,
    /// Connection requests to others, rejected ones included: nobody is told of a rejection.
    pub connection_requests_sent: u64,
    /// Connection requests from others, rejected ones included.
    pub connection_requests_received: u64,
    /// Posts.
    pub posts: u64,
    /// Discussions.
    pub discussions: u64,
    /// Posts or discussions with a poll.
    pub polls: u64,
}

/// A profile with its counters, as a viewer meets it: what every view of a user is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// What the user says of themself.
    pub profile: Profile,
    /// What the community says in numbers.
    pub counters: Counters,
    /// What stands between the viewer and the user.
    pub relation: Relation,
}
