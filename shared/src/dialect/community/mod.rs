//! The community dialect: `/api/v2/...` (`docs/api/community.md`).

mod author;
mod comment;
mod error;
mod feed;
mod flag;
mod friendship;
mod list;
mod notification;
mod permission;
mod picture;
mod poll;
mod post;
mod preference;
mod role;
mod session;
mod settings;
mod suggestion;
mod user;
mod vote;

pub use author::AuthorView;
pub use comment::CommentView;
pub(crate) use error::error_body;
pub use feed::FeedUnitView;
pub use flag::{FlagStatusView, FlagView};
pub use friendship::ConnectionRequestView;
pub use list::ListView;
pub use notification::{NotificationView, ResultView, collapsed};
pub use permission::PermissionView;
pub use picture::{AvatarView, PictureView, UploadView, picture_of};
pub use post::PostView;
pub use preference::{FeatureView, PreferenceView};
pub use session::UserSessionView;
pub use settings::SettingsView;
pub use suggestion::SuggestionView;
pub use user::{BriefUserView, CountersView, MeView, UserView};
pub use vote::VoteView;
