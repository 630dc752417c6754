//! What bodies look like, for the API's document: they are read field by field.

#![expect(dead_code, reason = "nothing is ever of these types")]

use shared::domain::Id;
use utoipa::ToSchema;

/// A new discussion.
#[derive(ToSchema)]
pub struct NewDiscussion {
    #[schema(
        min_length = 1,
        max_length = 150,
        pattern = "^[^\\u0000-\\u001F\\u007F-\\u009F]*[^\\s\\u0000-\\u001F\\u007F-\\u009F][^\\u0000-\\u001F\\u007F-\\u009F]*$"
    )]
    title: String,
    /// Text, or HTML; what could harm a reader is taken out.
    #[schema(max_length = 10000)]
    text: Option<String>,
    #[schema(max_items = 10)]
    categories: Option<Vec<Id>>,
    #[schema(max_items = 20)]
    medias: Option<Vec<Id>>,
    location: Option<NewLocation>,
    poll: Option<NewPoll>,
    #[schema(max_items = 10)]
    addressing: Option<Vec<Id>>,
}

/// What is to change of a discussion; what is absent stays.
#[derive(ToSchema)]
pub struct DiscussionChange {
    #[schema(
        min_length = 1,
        max_length = 150,
        pattern = "^[^\\u0000-\\u001F\\u007F-\\u009F]*[^\\s\\u0000-\\u001F\\u007F-\\u009F][^\\u0000-\\u001F\\u007F-\\u009F]*$",
        nullable = false
    )]
    title: Option<String>,
    /// Text, or HTML; what could harm a reader is taken out.
    #[schema(max_length = 10000)]
    text: Option<String>,
    #[schema(max_items = 10)]
    categories: Option<Vec<Id>>,
    #[schema(max_items = 20)]
    medias: Option<Vec<Id>>,
    location: Option<NewLocation>,
    poll: Option<PollChange>,
    #[schema(max_items = 10)]
    addressing: Option<Vec<Id>>,
}

/// A new post. It has a text, a picture, a place or a poll.
#[derive(ToSchema)]
pub struct NewPost {
    /// Text, or HTML; what could harm a reader is taken out.
    #[schema(max_length = 10000)]
    text: Option<String>,
    #[schema(max_items = 10)]
    categories: Option<Vec<Id>>,
    #[schema(max_items = 20)]
    medias: Option<Vec<Id>>,
    location: Option<NewLocation>,
    poll: Option<NewPoll>,
    #[schema(max_items = 10)]
    addressing: Option<Vec<Id>>,
}

/// What is to change of a post; what is absent stays.
#[derive(ToSchema)]
pub struct PostChange {
    /// Text, or HTML; what could harm a reader is taken out.
    #[schema(max_length = 10000)]
    text: Option<String>,
    #[schema(max_items = 10)]
    categories: Option<Vec<Id>>,
    #[schema(max_items = 20)]
    medias: Option<Vec<Id>>,
    location: Option<NewLocation>,
    poll: Option<PollChange>,
    #[schema(max_items = 10)]
    addressing: Option<Vec<Id>>,
}

/// A place on the map.
#[derive(ToSchema)]
pub struct NewLocation {
    #[schema(max_length = 100, pattern = "^[^\\u0000-\\u001F\\u007F-\\u009F]*$")]
    location: Option<String>,
    #[schema(minimum = -90, maximum = 90)]
    lat: f64,
    #[schema(minimum = -180, maximum = 180)]
    lng: f64,
}

/// A question with choices.
#[derive(ToSchema)]
pub struct NewPoll {
    #[schema(
        min_length = 1,
        max_length = 200,
        pattern = "^[^\\u0000-\\u001F\\u007F-\\u009F]*[^\\s\\u0000-\\u001F\\u007F-\\u009F][^\\u0000-\\u001F\\u007F-\\u009F]*$"
    )]
    title: String,
    #[schema(nullable = false)]
    multiple_choices: Option<bool>,
    /// Until when it is open: a moment to come.
    #[schema(format = "date-time")]
    expiration_at: Option<String>,
    #[schema(min_items = 2, max_items = 20)]
    choices: Vec<NewChoice>,
}

/// An answer to the question; each is there once.
#[derive(ToSchema)]
pub struct NewChoice {
    #[schema(
        min_length = 1,
        max_length = 150,
        pattern = "^[^\\u0000-\\u001F\\u007F-\\u009F]*[^\\s\\u0000-\\u001F\\u007F-\\u009F][^\\u0000-\\u001F\\u007F-\\u009F]*$"
    )]
    choice: String,
}

/// What may still change of a poll.
#[derive(ToSchema)]
pub struct PollChange {
    #[schema(
        min_length = 1,
        max_length = 200,
        pattern = "^[^\\u0000-\\u001F\\u007F-\\u009F]*[^\\s\\u0000-\\u001F\\u007F-\\u009F][^\\u0000-\\u001F\\u007F-\\u009F]*$",
        nullable = false
    )]
    title: Option<String>,
    #[schema(nullable = false)]
    closed: Option<bool>,
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
