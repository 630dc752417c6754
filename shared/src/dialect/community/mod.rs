//! The community dialect: `/api/v2/...`.

mod connection;
mod notification;
mod pictures;
mod post;

use axum::Json;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

pub use pictures::{AvatarView, PictureView, UploadView};

use crate::dialect::picture;
use crate::domain::community::Permissions;
use crate::domain::profile::settings::Settings;
use crate::domain::time::rfc3339;
use crate::domain::{ConnectionStatus, Counters, Email, Error, Gender, Status, User, UserId, Viewer};
use crate::runtime::config::Config;

pub use connection::ConnectionRequestView;
pub use notification::{NotificationView, ResultView, collapsed};
pub use post::{AuthorView, FeedUnitView, PostView};

/// Side of the picture that stands in for an avatar, in pixels: what uploads are cut to.
const AVATAR_SIZE: u16 = 512;

/// The user object (contract, "User object").
#[derive(Debug, Serialize, ToSchema)]
pub struct UserView {
    id: UserId,
    username: String,
    real_name: String,
    #[schema(required)]
    email: Option<Email>,
    email_isvalid: bool,
    date_joined: String,
    bio: String,
    location: String,
    location_lat_lng: String,
    position_lat_lng: String,
    #[schema(required)]
    birthday: Option<Date>,
    #[schema(required)]
    date_of_birth: Option<Date>,
    description: String,
    gender: Gender,
    status: Status,
    website: String,
    avatar: String,
    avatar_url: String,
    cover: String,
    #[schema(required)]
    ext_id: Option<u64>,
    #[schema(value_type = Vec<String>, max_items = 0)]
    tags: [(); 0],
    reputation: u64,
    #[schema(required)]
    connection_status: Option<ConnectionStatus>,
    followings_counter: u64,
    followers_counter: u64,
    connections_counter: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    connection_requests_sent_counter: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    connection_requests_received_counter: Option<u64>,
    posts_counter: u64,
    discussions_counter: u64,
    polls_counter: u64,
    categories_counter: u64,
    community_badge: bool,
    reg_approved: bool,
    deleted: bool,
    company_name: String,
    company_role: String,
}

impl UserView {
    /// The user as this viewer sees them (`None`: anonymous).
    pub fn new(user: User, viewer: Option<&Viewer>, config: &Config) -> Self {
        let User { profile, counters, relation } = user;
        let own = viewer.is_some_and(|viewer| viewer.id() == profile.id);
        let email = config.email_visibility.shows(viewer, profile.id).then(|| profile.email.clone()).flatten();
        let avatar = picture(&profile, email.as_ref(), AVATAR_SIZE, config);
        Self {
            id: profile.id,
            date_joined: rfc3339(profile.date_joined()),
            deleted: profile.is_deleted(),
            username: profile.username.to_string(),
            real_name: profile.real_name,
            email,
            email_isvalid: profile.email_isvalid,
            bio: profile.bio,
            location: profile.location,
            location_lat_lng: profile.location_lat_lng,
            position_lat_lng: profile.position_lat_lng,
            birthday: profile.birthday,
            date_of_birth: profile.birthday,
            description: profile.description,
            gender: profile.gender,
            status: profile.status,
            website: profile.website,
            avatar_url: avatar.clone(),
            avatar,
            cover: profile.cover.as_ref().map(|file| config.picture_url(file)).unwrap_or_default(),
            ext_id: None,
            tags: [],
            reputation: 0,
            connection_status: relation.status(),
            followings_counter: counters.followings,
            followers_counter: counters.followers,
            connections_counter: counters.connections,
            connection_requests_sent_counter: own.then_some(counters.connection_requests_sent),
            connection_requests_received_counter: own.then_some(counters.connection_requests_received),
            posts_counter: counters.posts,
            discussions_counter: counters.discussions,
            polls_counter: counters.polls,
            categories_counter: 0,
            community_badge: false,
            reg_approved: profile.status == Status::Approved,
            company_name: profile.company_name,
            company_role: profile.company_role,
        }
    }
}

/// A user as a list of suggestions shows them (`GET /api/v2/user/autocomplete/`).
#[derive(Debug, Serialize, ToSchema)]
pub struct BriefUserView {
    id: UserId,
    username: String,
    real_name: String,
    avatar: String,
    #[schema(required)]
    ext_id: Option<u64>,
}

impl BriefUserView {
    /// The user as this viewer sees them (`None`: anonymous).
    pub fn new(user: User, viewer: Option<&Viewer>, config: &Config) -> Self {
        let UserView { id, username, real_name, avatar, ext_id, .. } = UserView::new(user, viewer, config);
        Self { id, username, real_name, avatar, ext_id }
    }
}

/// The caller, with what they may do (`GET /api/v2/user/me/`).
#[derive(Debug, Serialize, ToSchema)]
pub struct MeView {
    /// The user object.
    #[serde(flatten)]
    pub user: UserView,
    /// What the caller may do.
    pub permission: PermissionView,
}

/// What a user may do (`GET /api/v2/user/me/permission/`).
#[derive(Debug, Serialize, ToSchema)]
pub struct PermissionView {
    create_contribute: bool,
    create_poll: bool,
    locate_post: bool,
    create_post: bool,
    create_group: bool,
    create_event: bool,
    create_course: bool,
    create_live_stream: bool,
    follow_user: bool,
    request_connection: bool,
    accept_connection: bool,
}

impl From<Permissions> for PermissionView {
    fn from(may: Permissions) -> Self {
        Self {
            create_contribute: may.contribute,
            create_poll: may.contribute,
            locate_post: may.contribute,
            create_post: may.contribute,
            // kith has no groups, events, courses or live streams.
            create_group: false,
            create_event: false,
            create_course: false,
            create_live_stream: false,
            follow_user: may.follow,
            request_connection: may.connect,
            accept_connection: may.connect,
        }
    }
}

/// A user's numbers (`GET /api/v2/user/{id}/counters/`); requests are shown to the user alone.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountersView {
    discussions: u64,
    posts: u64,
    polls: u64,
    followings: u64,
    followers: u64,
    connections: u64,
    #[schema(required)]
    connection_requests_sent: Option<u64>,
    #[schema(required)]
    connection_requests_received: Option<u64>,
}

impl CountersView {
    /// The numbers as the user themself (`own`) or as anybody else sees them.
    pub fn new(counters: Counters, own: bool) -> Self {
        Self {
            discussions: counters.discussions,
            posts: counters.posts,
            polls: counters.polls,
            followings: counters.followings,
            followers: counters.followers,
            connections: counters.connections,
            connection_requests_sent: own.then_some(counters.connection_requests_sent),
            connection_requests_received: own.then_some(counters.connection_requests_received),
        }
    }
}

/// A user's notification settings (`GET /api/v2/user/{id}/settings/`).
#[derive(Debug, Serialize, ToSchema)]
pub struct SettingsView {
    qa_frequency: i8,
    email_notification_not_qa: i8,
    mobile_notifications_scmty: i8,
    show_toast_notifications: i8,
    toast_notifications_emit_sound: i8,
}

impl From<Settings> for SettingsView {
    fn from(settings: Settings) -> Self {
        Self {
            qa_frequency: settings.qa_frequency,
            email_notification_not_qa: settings.email_notification_not_qa,
            mobile_notifications_scmty: settings.mobile_notifications_scmty,
            show_toast_notifications: settings.show_toast_notifications,
            toast_notifications_emit_sound: settings.toast_notifications_emit_sound,
        }
    }
}

/// A page of a list.
#[derive(Debug, Serialize)]
pub struct ListView<T> {
    /// Rows in the whole list.
    pub count: u64,
    /// The address of the next page.
    pub next: Option<String>,
    /// The address of the previous page.
    pub previous: Option<String>,
    /// The rows of this page.
    pub results: Vec<T>,
}

/// `{"errors": [...]}`, by field where it is about fields: what the published SDK's error formatter reads.
pub(crate) fn error_body(error: &Error) -> Json<Value> {
    let mut errors: Vec<Value> = Vec::new();
    for wrong in &error.fields {
        let message = json!({"code": wrong.problem.code, "message": wrong.problem.message});
        let known = errors.iter_mut().find(|e| e["field"] == *wrong.field);
        match known.and_then(|e| e["messages"].as_array_mut()) {
            Some(messages) => messages.push(message),
            None => errors.push(json!({"field": wrong.field, "messages": [message]})),
        }
    }
    if errors.is_empty() {
        errors.push(json!({"code": error.code, "message": error.message}));
    }
    Json(json!({"errors": errors}))
}
