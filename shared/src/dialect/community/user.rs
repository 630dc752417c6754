//! Users.

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::dialect::community::permission::PermissionView;
use crate::dialect::community::picture::avatar_url;
use crate::dialect::community::role::RoleView;
use crate::domain::profile::audience::ViewerClass;
use crate::domain::profile::visibility::PrivateField;
use crate::domain::time::rfc3339;
use crate::domain::{ConnectionStatus, Counters, Email, Gender, Role, Status, User, UserId, Viewer};
use crate::runtime::config::Config;

/// A user, as the caller may see them.
#[derive(Debug, Serialize, ToSchema)]
pub struct UserView {
    /// The user's id.
    pub(super) id: UserId,
    /// The username, as the user wrote it.
    pub(super) username: String,
    /// The full name; empty if unset.
    pub(super) real_name: String,
    /// The e-mail address; `null` if unset, or if the caller may not see it.
    #[schema(required)]
    pub(super) email: Option<Email>,
    /// Whether the user has confirmed the e-mail address.
    pub(super) email_isvalid: bool,
    /// When the account was created: RFC 3339, UTC.
    pub(super) date_joined: String,
    /// A longer text about the user, which may hold line breaks; empty if unset.
    pub(super) bio: String,
    /// A place in words; empty if unset, `null` if the caller may not see it.
    #[schema(required)]
    pub(super) location: Option<String>,
    /// The coordinates of `location`, as the client sent them; empty if unset, `null` if the caller may not see them.
    #[schema(required)]
    pub(super) location_lat_lng: Option<String>,
    /// The coordinates of the user's position, as the client sent them; empty if unset, `null` if the caller may not see
    /// them.
    #[schema(required)]
    pub(super) position_lat_lng: Option<String>,
    /// The date of birth, `YYYY-MM-DD`; `null` if unset, or if the caller may not see it.
    #[schema(required)]
    pub(super) birthday: Option<Date>,
    /// The same as `birthday`.
    #[schema(required)]
    pub(super) date_of_birth: Option<Date>,
    /// A few words to show below the name; empty if unset.
    pub(super) description: String,
    /// The gender; `null` if the caller may not see it.
    #[schema(required)]
    pub(super) gender: Option<Gender>,
    /// `a` approved, `b` deactivated by staff.
    pub(super) status: Status,
    /// An `http` or `https` URL; empty if unset.
    pub(super) website: String,
    /// URL of the primary avatar, or of a Gravatar if the user has uploaded none.
    pub(super) avatar: String,
    /// The same as `avatar`.
    pub(super) avatar_url: String,
    /// URL of the cover; `null` if there is none.
    #[schema(required)]
    pub(super) cover: Option<String>,
    /// Always `null`.
    #[schema(required)]
    pub(super) ext_id: Option<u64>,
    /// Always empty.
    #[schema(value_type = Vec<String>, max_items = 0)]
    pub(super) tags: [(); 0],
    /// Always 0.
    pub(super) reputation: u64,
    /// `admin` for a superuser, `moderator` for staff; `null` for any other user.
    #[schema(required)]
    pub(super) role: Option<RoleView>,
    /// The caller's relation to the user, the first that applies; `null` if none does, for an anonymous caller, and for
    /// the caller themself.
    #[schema(required)]
    connection_status: Option<ConnectionStatus>,
    /// The number of users whom this user follows.
    followings_counter: u64,
    /// The number of users who follow this user.
    followers_counter: u64,
    /// The number of users with whom this user is connected.
    connections_counter: u64,
    /// The number of connection requests in the user's list of sent requests. Present only if the user is the caller.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    connection_requests_sent_counter: Option<u64>,
    /// The number of connection requests in the user's list of received requests. Present only if the user is the
    /// caller.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    connection_requests_received_counter: Option<u64>,
    /// The number of posts that the user has published.
    posts_counter: u64,
    /// The number of discussions that the user has published.
    discussions_counter: u64,
    /// The number of the user's posts and discussions that have a poll.
    polls_counter: u64,
    /// Always 0.
    pub(super) categories_counter: u64,
    /// Whether the user is staff or a superuser.
    pub(super) community_badge: bool,
    /// Whether the user is approved: `status` is `a`.
    pub(super) reg_approved: bool,
    /// Whether the user is soft-deleted. Such users are not shown, so always `false`.
    pub(super) deleted: bool,
    /// Always `false`: there are no private messages.
    pub(super) can_send_pm_to: bool,
    /// The company that the user works for; empty if unset.
    pub(super) company_name: String,
    /// The user's role in the company; empty if unset.
    pub(super) company_role: String,
}

impl UserView {
    /// The user as the viewer sees them (`None`: anonymous).
    pub fn new(user: User, viewer: Option<&Viewer>, config: &Config) -> Self {
        let User { profile, counters, relation } = user;
        let class = ViewerClass::of(viewer, profile.id, relation);
        let [birthday, gender, location, positions] =
            [PrivateField::Birthday, PrivateField::Gender, PrivateField::Location, PrivateField::Positions]
                .map(|field| profile.shows(field, class));
        let birthday = profile.birthday.filter(|_| birthday);
        let own = viewer.is_some_and(|viewer| viewer.id() == profile.id);
        let email = config.email_visibility.shows(viewer, profile.id).then(|| profile.email.clone()).flatten();
        let avatar = avatar_url(&profile, email.as_ref(), config);
        // The caller's own auth state is newer than the profile.
        let role = viewer.filter(|_| own).map_or(profile.role, |viewer| Role::of(&viewer.auth));
        let role = RoleView::of(role);
        Self {
            id: profile.id,
            date_joined: rfc3339(profile.date_joined()),
            deleted: profile.is_deleted(),
            username: profile.username.to_string(),
            real_name: profile.real_name,
            email,
            email_isvalid: profile.email_isvalid,
            bio: profile.bio,
            location: location.then_some(profile.location),
            location_lat_lng: positions.then_some(profile.location_lat_lng),
            position_lat_lng: positions.then_some(profile.position_lat_lng),
            birthday,
            date_of_birth: birthday,
            description: profile.description,
            gender: gender.then_some(profile.gender),
            status: profile.status,
            website: profile.website,
            avatar_url: avatar.clone(),
            avatar,
            cover: profile.cover.as_ref().map(|file| config.picture_url(file)),
            ext_id: None,
            tags: [],
            reputation: 0,
            role,
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
            community_badge: role.is_some(),
            can_send_pm_to: false,
            reg_approved: profile.status == Status::Approved,
            company_name: profile.company_name,
            company_role: profile.company_role,
        }
    }
}

impl UserView {
    /// The user as one who is blocked for a time.
    pub(super) fn blocked(self) -> Self {
        Self { status: Status::Blocked, reg_approved: false, ..self }
    }
}

/// The short form of a user in autocompletion.
#[derive(Debug, Serialize, ToSchema)]
pub struct BriefUserView {
    /// The user's id.
    id: UserId,
    /// The username, as the user wrote it.
    username: String,
    /// The full name; empty if unset.
    real_name: String,
    /// URL of the primary avatar, or of a Gravatar if the user has uploaded none.
    avatar: String,
    /// Always `null`.
    #[schema(required)]
    ext_id: Option<u64>,
}

impl BriefUserView {
    /// The user as the viewer sees them (`None`: anonymous).
    pub fn new(user: User, viewer: Option<&Viewer>, config: &Config) -> Self {
        let UserView { id, username, real_name, avatar, ext_id, .. } = UserView::new(user, viewer, config);
        Self { id, username, real_name, avatar, ext_id }
    }
}

/// The caller: the user object, with what the caller may do.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeView {
    /// The user object.
    #[serde(flatten)]
    pub user: UserView,
    /// What the caller may do.
    pub permission: PermissionView,
    /// The number of unseen notifications, counted up to 64.
    pub unseen_interactions_counter: usize,
    /// Always 0: there are no banners.
    pub unseen_notification_banners_counter: usize,
}

/// A user's counters. They follow a change after a moment and are exact once events have settled.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountersView {
    /// The number of discussions that the user has published.
    discussions: u64,
    /// The number of posts that the user has published.
    posts: u64,
    /// The number of the user's posts and discussions that have a poll.
    polls: u64,
    /// The number of users whom this user follows.
    followings: u64,
    /// The number of users who follow this user.
    followers: u64,
    /// The number of users with whom this user is connected.
    connections: u64,
    /// The number of connection requests in the user's list of sent requests; `null` for any other caller.
    #[schema(required)]
    connection_requests_sent: Option<u64>,
    /// The number of connection requests in the user's list of received requests; `null` for any other caller.
    #[schema(required)]
    connection_requests_received: Option<u64>,
}

impl CountersView {
    /// The counters as the user (`own`) or any other caller sees them.
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
