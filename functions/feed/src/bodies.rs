//! Schemas of request bodies, for the OpenAPI document. Handlers read bodies field by field.

#![expect(dead_code, reason = "only the schemas of these types are used")]

use shared::domain::Id;
use shared::openapi::Flag;
use utoipa::ToSchema;

/// A body with its own fields and those that every post can have.
macro_rules! post {
    ($(#[$docs:meta])* $name:ident { $($(#[$field_docs:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$docs])*
        #[derive(ToSchema)]
        pub struct $name {
            $($(#[$field_docs])* $field: $kind,)*
            /// Plain text or HTML, at most 10,000 characters, 500 tags, and 64 KiB after it is cleaned. `null` and the
            /// empty text clear it.
            #[schema(max_length = 10000)]
            text: Option<String>,
            /// At most 10 ids, which belong to the host application. `null` empties the list.
            #[schema(max_items = 10)]
            categories: Option<Vec<Id>>,
            /// At most 20 ids of media of the author. `null` empties the list. If the community takes media of the host
            /// application (`KITH_FOREIGN_MEDIA`), other ids are kept as they are.
            #[schema(max_items = 20)]
            medias: Option<Vec<Id>>,
            /// The place of the post; `null` removes it. An object whose fields are all `null` counts as absent.
            location: Option<NewLocation>,
            /// At most 10 ids, which belong to the host application. `null` empties the list.
            #[schema(max_items = 10)]
            addressing: Option<Vec<Id>>,
        }
    };
}

post! {
    /// A new discussion.
    NewDiscussion {
        /// The title, one line of 1 to 150 characters.
        #[schema(format = "filled-line", min_length = 1, max_length = 150)]
        title: String,
        /// The poll; it cannot be added later.
        poll: Option<NewPoll>,
    }
}

post! {
    /// The fields of a discussion to change. Absent fields stay as they are.
    DiscussionChange {
        /// The title, one line of 1 to 150 characters.
        #[schema(format = "filled-line", min_length = 1, max_length = 150, nullable = false)]
        title: Option<String>,
        /// The fields of the poll to change; `null` changes nothing.
        poll: Option<PollChange>,
    }
}

post! {
    /// A new post. It needs a text, an image in its text, media or a poll.
    NewPost {
        /// The poll; it cannot be added later.
        poll: Option<NewPoll>,
    }
}

post! {
    /// The fields of a post to change. Absent fields stay as they are.
    PostChange {
        /// The fields of the poll to change; `null` changes nothing.
        poll: Option<PollChange>,
    }
}

/// A place.
#[derive(ToSchema)]
pub struct NewLocation {
    /// The place in words, at most 100 characters.
    #[schema(format = "line", max_length = 100)]
    location: Option<String>,
    /// The latitude in degrees, -90 to 90. Required, unless every field is `null`.
    #[schema(minimum = -90, maximum = 90)]
    lat: Option<f64>,
    /// The longitude in degrees, -180 to 180. Required, unless every field is `null`.
    #[schema(minimum = -180, maximum = 180)]
    lng: Option<f64>,
}

/// A poll: a question with 2 to 20 choices.
#[derive(ToSchema)]
pub struct NewPoll {
    /// The question, one line of 1 to 200 characters.
    #[schema(format = "filled-line", min_length = 1, max_length = 200)]
    title: String,
    /// Whether a user may vote for more than one choice; `false` if absent.
    #[schema(nullable = false)]
    multiple_choices: Option<Flag>,
    /// When the poll stops taking votes: a time in the future, RFC 3339, at most `9999-12-30T22:00:00.999Z`. `null` and
    /// the empty text mean never.
    #[schema(format = "date-time")]
    expiration_at: Option<String>,
    /// The choices, no two alike. They cannot change later.
    #[schema(min_items = 2, max_items = 20)]
    choices: Vec<NewChoice>,
}

/// A choice of a poll.
#[derive(ToSchema)]
pub struct NewChoice {
    /// The text of the choice, one line of 1 to 150 characters.
    #[schema(format = "filled-line", min_length = 1, max_length = 150)]
    choice: String,
}

/// The fields of a poll to change. Absent fields stay as they are.
#[derive(ToSchema)]
pub struct PollChange {
    /// The question, one line of 1 to 200 characters.
    #[schema(format = "filled-line", min_length = 1, max_length = 200, nullable = false)]
    title: Option<String>,
    /// Whether the poll is closed: a closed poll takes no votes. An expired poll is shown as closed; sending that back
    /// changes nothing.
    #[schema(nullable = false)]
    closed: Option<Flag>,
    /// When the poll stops taking votes: a time in the future, RFC 3339, at most `9999-12-30T22:00:00.999Z`, or the
    /// stored one. `null` and the empty text mean never.
    #[schema(format = "date-time")]
    expiration_at: Option<String>,
}

/// Names a choice of the poll.
#[derive(ToSchema)]
pub struct ChoiceOfPoll {
    /// The id of the choice.
    choice: Id,
}

/// The posts that the caller has seen.
#[derive(ToSchema)]
pub struct SeenPosts {
    /// At most 100 ids of posts and discussions. If absent, the newest 100 entries of the home feed are marked; `null`
    /// counts as an empty list.
    #[schema(max_items = 100)]
    posts: Option<Vec<Id>>,
}

/// The posts that the caller has read. In JSON the bare array is accepted too.
#[derive(ToSchema)]
pub struct ReadPosts {
    /// At most 100 ids of posts and discussions.
    #[schema(max_items = 100)]
    object: Vec<Id>,
}

/// What staff decide about a contribution.
#[derive(ToSchema)]
pub struct ModerationDecision {
    /// What the id is of.
    #[schema(pattern = "^(discussion|post|comment)$")]
    contribution_type: String,
    /// What is done.
    #[schema(pattern = "^(hide|delete|ignore|release|scold_author|scold_flagger)$")]
    action: String,
    /// The user whom `scold_flagger` is about, who must have flagged the contribution.
    #[schema(nullable = false)]
    user: Option<Id>,
    /// The reason, which the author is told: 0 spam, 1 aggressive, 2 vulgar, 3 poor, 4 off topic. A word is taken too: `spam`,
    /// `advertising`, `aggressive`, `vulgar`, `poor` or `offtopic`.
    #[schema(minimum = 0, maximum = 4, nullable = false)]
    moderation_type: Option<i8>,
}
