//! The author of a post.

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::dialect::community::role::RoleView;
use crate::dialect::community::user::UserView;
use crate::domain::{Email, Gender, Profile, Status, User, UserId, Viewer};
use crate::runtime::config::Config;

/// The author of a post: the user object without counters and without the relation to the caller. A soft-deleted author
/// has status `d` and no profile but the username.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AuthorView {
    /// The user's id.
    id: UserId,
    /// The username, as the user wrote it.
    pub(super) username: String,
    /// The full name; empty if unset.
    pub(super) real_name: String,
    /// The e-mail address; `null` if unset, or if the caller may not see it.
    #[schema(required)]
    pub(super) email: Option<Email>,
    /// Whether the user has confirmed the e-mail address.
    email_isvalid: bool,
    /// When the account was created: RFC 3339, UTC.
    date_joined: String,
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
    birthday: Option<Date>,
    /// The same as `birthday`.
    #[schema(required)]
    date_of_birth: Option<Date>,
    /// A few words to show below the name; empty if unset.
    pub(super) description: String,
    /// The gender; `null` if the caller may not see it.
    #[schema(required)]
    gender: Option<Gender>,
    /// `a` approved, `b` deactivated by staff, `d` soft-deleted.
    status: Status,
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
    ext_id: Option<u64>,
    /// Always empty.
    #[schema(value_type = Vec<String>, max_items = 0)]
    tags: [(); 0],
    /// Always 0.
    reputation: u64,
    /// Always 0.
    categories_counter: u64,
    /// `admin` for a superuser, `moderator` for staff; `null` for any other user.
    #[schema(required)]
    role: Option<RoleView>,
    /// Whether the user is staff or a superuser.
    community_badge: bool,
    /// Whether the user is approved: `status` is `a`.
    reg_approved: bool,
    /// Whether the user is soft-deleted.
    deleted: bool,
    /// Always `false`: there are no private messages.
    can_send_pm_to: bool,
    /// The company that the user works for; empty if unset.
    pub(super) company_name: String,
    /// The user's role in the company; empty if unset.
    pub(super) company_role: String,
}

impl AuthorView {
    /// The author as the viewer sees them (`None`: anonymous). A soft-deleted author keeps only the username. The relation
    /// of the two is not read, so fields for connections alone are `null` for them too.
    pub fn new(profile: &Profile, viewer: Option<&Viewer>, config: &Config) -> Self {
        let mut profile = profile.clone();
        if profile.is_deleted() {
            profile = Profile { status: Status::Deleted, ..Profile::new(profile.id, profile.username, None) };
        }
        let user = User { profile, counters: Default::default(), relation: Default::default() };
        let user = UserView::new(user, viewer, config);
        Self {
            id: user.id,
            username: user.username,
            real_name: user.real_name,
            email: user.email,
            email_isvalid: user.email_isvalid,
            date_joined: user.date_joined,
            bio: user.bio,
            location: user.location,
            location_lat_lng: user.location_lat_lng,
            position_lat_lng: user.position_lat_lng,
            birthday: user.birthday,
            date_of_birth: user.date_of_birth,
            description: user.description,
            gender: user.gender,
            status: user.status,
            website: user.website,
            avatar: user.avatar,
            avatar_url: user.avatar_url,
            cover: user.cover,
            ext_id: user.ext_id,
            tags: user.tags,
            reputation: user.reputation,
            categories_counter: user.categories_counter,
            role: user.role,
            community_badge: user.community_badge,
            reg_approved: user.reg_approved,
            deleted: user.deleted,
            can_send_pm_to: user.can_send_pm_to,
            company_name: user.company_name,
            company_role: user.company_role,
        }
    }
}
