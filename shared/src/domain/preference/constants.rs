//! Preferences with one value for all deployments: what kith has, and what it lacks.

use super::value::{Kind, Preference, Value};

/// A preference with one value for all deployments.
pub(super) struct Constant {
    section: &'static str,
    name: &'static str,
    value: Fixed,
    help: &'static str,
}

enum Fixed {
    Flag(bool),
    Number(u64),
    Text(&'static str),
}

const fn on(section: &'static str, name: &'static str, help: &'static str) -> Constant {
    Constant { section, name, value: Fixed::Flag(true), help }
}

const fn off(section: &'static str, name: &'static str, help: &'static str) -> Constant {
    Constant { section, name, value: Fixed::Flag(false), help }
}

const fn number(section: &'static str, name: &'static str, help: &'static str) -> Constant {
    Constant { section, name, value: Fixed::Number(0), help }
}

const fn text(section: &'static str, name: &'static str, value: &'static str, help: &'static str) -> Constant {
    Constant { section, name, value: Fixed::Text(value), help }
}

const NO_GROUPS: &str = "There are no groups.";
const NO_EVENTS: &str = "There are no events.";
const NO_COURSES: &str = "There are no courses.";
const NO_LIVE_STREAMS: &str = "There are no live streams.";
const NO_POINTS: &str = "There are no loyalty points.";
const NO_SHARING: &str = "Posts cannot be shared.";
const NO_PROVIDERS: &str = "Users log in with their password only.";
const NO_NAVBAR_ITEM: &str = "The navigation bar has no item of its own.";

/// The rows; their places are ids, so add rows at the end.
pub(super) const TABLE: &[Constant] = &[
    on("addons", "polls_enabled", "Posts and discussions may have a poll."),
    on("addons", "post_geolocation_enabled", "Posts and discussions may have a location."),
    on("configurations", "content_availability", "Posts and profiles are public."),
    on("configurations", "discussion_type_enabled", "There are discussions."),
    on("configurations", "post_type_enabled", "There are posts."),
    on("configurations", "explore_stream_enabled", "There is a feed of all posts."),
    on("configurations", "people_search_enabled", "Users can be searched for."),
    text(
        "configurations",
        "accepted_media_mimetypes",
        "image/png,image/jpeg,image/webp,image/gif",
        "Pictures that are taken.",
    ),
    text("configurations", "user_metadata_definition", "{}", "Profiles have no fields of their own."),
    text("configurations", "explore_stream_order_by", "recent", "The order of the feed of all posts."),
    text("configurations", "home_stream_order_by", "recent", "The order of the home feed."),
    text("configurations", "subscription_tier", "", "There are no subscriptions."),
    text("configurations", "stripe_connected_account_id", "", "There are no payments."),
    text("configurations", "tag_manager_container_id", "", "There is no tag manager."),
    text("configurations", "custom_navbar_item_text", "", NO_NAVBAR_ITEM),
    text("configurations", "custom_navbar_item_url", "", NO_NAVBAR_ITEM),
    text("configurations", "custom_navbar_item_image", "", NO_NAVBAR_ITEM),
    off("configurations", "custom_navbar_item_enabled", NO_NAVBAR_ITEM),
    text("static", "env", "", "There is one environment."),
    text("static", "stackid", "", "There is one community."),
    text("static", "stripe_public_key", "", "There are no payments."),
    number("covers", "covers_visibility", "The start page has no pictures of its own."),
    number("addons", "incubator_subscribers", "There are no incubators."),
    number("configurations", "video_play_tracking_delay_seconds", "Videos are not tracked."),
    off("addons", "affinity_enabled", "There are no affinities."),
    off("addons", "closed_community", "Everyone may register."),
    off("addons", "incubator_enabled", "There are no incubators."),
    off("addons", "registration_wizard", "Registration has one step."),
    off("addons", "private_messages_enabled", "There are no private messages."),
    off("addons", "loyalty_points_collection", NO_POINTS),
    off("addons", "share_post_enabled", NO_SHARING),
    off("addons", "share_post_on_facebook_enabled", NO_SHARING),
    off("addons", "share_post_on_twitter_enabled", NO_SHARING),
    off("addons", "share_post_on_linkedin_enabled", NO_SHARING),
    off("advertising", "custom_adv_enabled", "There are no advertisements."),
    off("advertising", "custom_adv_only_for_anonymous_users_enabled", "There are no advertisements."),
    on("configurations", "comments_enabled", "Posts and discussions may have comments."),
    off("configurations", "groups_enabled", NO_GROUPS),
    off("configurations", "groups_only_staff_enabled", NO_GROUPS),
    off("configurations", "groups_visibility_enabled", NO_GROUPS),
    off("configurations", "groups_private_enabled", NO_GROUPS),
    off("configurations", "events_enabled", NO_EVENTS),
    off("configurations", "events_only_staff_enabled", NO_EVENTS),
    off("configurations", "events_visibility_enabled", NO_EVENTS),
    off("configurations", "events_private_enabled", NO_EVENTS),
    off("configurations", "courses_enabled", NO_COURSES),
    off("configurations", "courses_only_staff_enabled", NO_COURSES),
    off("configurations", "courses_visibility_enabled", NO_COURSES),
    off("configurations", "courses_private_enabled", NO_COURSES),
    off("configurations", "courses_advanced_enabled", NO_COURSES),
    off("configurations", "live_stream_enabled", NO_LIVE_STREAMS),
    off("configurations", "live_stream_only_staff_enabled", NO_LIVE_STREAMS),
    off("configurations", "live_stream_video_conference_enabled", NO_LIVE_STREAMS),
    off("configurations", "onboarding_enabled", "There is no onboarding."),
    off("configurations", "onboarding_hidden", "There is no onboarding."),
    off("configurations", "payments_enabled", "There are no payments."),
    off("configurations", "post_only_staff_enabled", "All users may publish posts."),
    off("configurations", "scheduled_posts_enabled", "Posts are published at once."),
    off("configurations", "status_type_enabled", "There are no statuses."),
    off("configurations", "users_approval_enabled", "New users need no approval."),
    off("configurations", "stream_quality", "Feeds are in order of time."),
    off("configurations", "manual_categories_order_enabled", "There are no categories."),
    off("configurations", "category_follow_enabled", "There are no categories."),
    off("configurations", "post_category_required_enabled", "There are no categories."),
    off("configurations", "sidebar_show_all_categories_enabled", "There are no categories."),
    off("configurations", "post_addressing_required_enabled", "There are no tags."),
    off("configurations", "post_user_addressing_enabled", "Posts have no recipients."),
    off("configurations", "context_menu_enabled", "There is no menu of actions on texts."),
    off("configurations", "video_autoplay_enabled", "Videos do not start by themselves."),
    off("configurations", "contact_api_enabled", "There is no contact form."),
    off("providers", "facebook_signin_enabled", NO_PROVIDERS),
    off("providers", "linkedin_signin_enabled", NO_PROVIDERS),
    off("providers", "twitter_signin_enabled", NO_PROVIDERS),
    off("providers", "google_signin_enabled", NO_PROVIDERS),
];

impl Constant {
    /// The preference.
    pub(super) fn preference(&self, id: u64) -> Preference {
        let Self { section, name, help, .. } = *self;
        let (value, kind) = match self.value {
            Fixed::Flag(flag) => (Value::Flag(flag), Kind::Flag),
            Fixed::Number(number) => (Value::Number(number), Kind::Number),
            Fixed::Text(text) => (Value::Text(text.to_owned()), Kind::Text),
        };
        Preference { id, section, name, value, kind, help }
    }
}
