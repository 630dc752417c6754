//! What bodies look like, for the API's document: they are read field by field.

#![expect(dead_code, reason = "nothing is ever of these types")]

use shared::domain::Id;
use shared::openapi::Flag;
use shared::openapi::texts::{filled_line, line};
use utoipa::ToSchema;

/// A body, with what every post may hold beside these fields.
macro_rules! post {
    ($(#[$about:meta])* $name:ident { $($(#[$says:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$about])*
        #[derive(ToSchema)]
        pub struct $name {
            $($(#[$says])* $field: $kind,)*
            /// Text, or HTML; what could harm a reader is taken out.
            #[schema(max_length = 10000)]
            text: Option<String>,
            #[schema(max_items = 10)]
            categories: Option<Vec<Id>>,
            #[schema(max_items = 20)]
            medias: Option<Vec<Id>>,
            location: Option<NewLocation>,
            #[schema(max_items = 10)]
            addressing: Option<Vec<Id>>,
        }
    };
}

post! {
    /// A new discussion.
    NewDiscussion {
        #[schema(schema_with = filled_line::<150>)]
        title: String,
        poll: Option<NewPoll>,
    }
}

post! {
    /// What is to change of a discussion; what is absent stays.
    DiscussionChange {
        #[schema(schema_with = filled_line::<150>)]
        title: Option<String>,
        poll: Option<PollChange>,
    }
}

post! {
    /// A new post. It has a text, a picture, a place or a poll.
    NewPost {
        poll: Option<NewPoll>,
    }
}

post! {
    /// What is to change of a post; what is absent stays.
    PostChange {
        poll: Option<PollChange>,
    }
}

/// A place on the map.
#[derive(ToSchema)]
pub struct NewLocation {
    #[schema(schema_with = line::<100>)]
    location: Option<String>,
    #[schema(minimum = -90, maximum = 90)]
    lat: f64,
    #[schema(minimum = -180, maximum = 180)]
    lng: f64,
}

/// A question with choices.
#[derive(ToSchema)]
pub struct NewPoll {
    #[schema(schema_with = filled_line::<200>)]
    title: String,
    #[schema(nullable = false)]
    multiple_choices: Option<Flag>,
    /// Until when it is open: a moment to come.
    #[schema(format = "date-time")]
    expiration_at: Option<String>,
    #[schema(min_items = 2, max_items = 20)]
    choices: Vec<NewChoice>,
}

/// An answer to the question; each is there once.
#[derive(ToSchema)]
pub struct NewChoice {
    #[schema(schema_with = filled_line::<150>)]
    choice: String,
}

/// What may still change of a poll.
#[derive(ToSchema)]
pub struct PollChange {
    #[schema(schema_with = filled_line::<200>)]
    title: Option<String>,
    #[schema(nullable = false)]
    closed: Option<Flag>,
    /// Until when it is open: a moment to come.
    #[schema(format = "date-time")]
    expiration_at: Option<String>,
}

/// A choice of the poll.
#[derive(ToSchema)]
pub struct ChoiceOfPoll {
    choice: Id,
}

/// Posts that the caller has seen.
#[derive(ToSchema)]
pub struct SeenPosts {
    #[schema(max_items = 100)]
    posts: Option<Vec<Id>>,
}
