//! What a user does often: limits by the hour, counted by `fanout` from the facts, and marked in the auth state
//! (`docs/api/common.md`, "Activity").

use jiff::Timestamp;

/// The length of a window, in seconds. Windows are the hours of the clock.
pub const WINDOW: i64 = 60 * 60;

/// A kind of fact of which a user may create a number in an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Activity {
    /// Posts and discussions.
    Posts,
    /// Comments and replies.
    Comments,
    /// Follows.
    Follows,
    /// Connection requests.
    Requests,
    /// Custom notifications.
    Announcements,
    /// Games that no user has named before.
    Games,
}

impl Activity {
    /// Every activity.
    pub const ALL: [Self; 6] =
        [Self::Posts, Self::Comments, Self::Follows, Self::Requests, Self::Announcements, Self::Games];

    /// The name in the auth state and in counters.
    pub fn name(self) -> &'static str {
        match self {
            Self::Posts => "posts",
            Self::Comments => "comments",
            Self::Follows => "follows",
            Self::Requests => "requests",
            Self::Announcements => "announcements",
            Self::Games => "games",
        }
    }
}

/// How much of each activity a user may do in an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActivityLimits {
    /// Posts and discussions.
    pub posts: u64,
    /// Comments and replies.
    pub comments: u64,
    /// Follows.
    pub follows: u64,
    /// Connection requests.
    pub requests: u64,
    /// Custom notifications.
    pub announcements: u64,
    /// Games that no user has named before.
    pub games: u64,
}

impl Default for ActivityLimits {
    fn default() -> Self {
        Self { posts: 60, comments: 120, follows: 300, requests: 100, announcements: 20, games: 60 }
    }
}

impl ActivityLimits {
    /// The limit of an activity; `None` if it is 0, which is off.
    pub fn of(&self, activity: Activity) -> Option<u64> {
        let limit = match activity {
            Activity::Posts => self.posts,
            Activity::Comments => self.comments,
            Activity::Follows => self.follows,
            Activity::Requests => self.requests,
            Activity::Announcements => self.announcements,
            Activity::Games => self.games,
        };
        Some(limit).filter(|limit| *limit > 0)
    }
}

/// The hour of a time, counted from 1970.
pub fn hour_of(at: Timestamp) -> i64 {
    at.as_second().div_euclid(WINDOW)
}

/// When an hour ends, in seconds since 1970.
pub fn end_of(hour: i64) -> i64 {
    hour.saturating_add(1).saturating_mul(WINDOW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_the_hours_of_the_clock() {
        for (second, hour) in [(0, 0), (3_599, 0), (3_600, 1), (-1, -1)] {
            let at = Timestamp::from_second(second).unwrap();
            assert_eq!(hour_of(at), hour);
            assert!(end_of(hour) > second && end_of(hour) - second <= WINDOW);
        }
    }

    #[test]
    fn zero_is_no_limit() {
        let limits = ActivityLimits { posts: 0, ..ActivityLimits::default() };
        assert_eq!(Activity::ALL.map(|activity| limits.of(activity)), {
            [None, Some(120), Some(300), Some(100), Some(20), Some(60)]
        });
    }
}
