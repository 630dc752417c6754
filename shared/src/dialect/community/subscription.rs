//! Messages about posts that a socket watches (`docs/api/realtime.md`, "Open posts").

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::dialect::community::CommentView;
use crate::domain::post::PostCounters;
use crate::domain::realtime::subscription::{Subscription, SubscriptionAction, SubscriptionRefusal};
use crate::domain::{Id, PostKind};

/// A message of a client. What has no `action` that is known is not one.
#[derive(Debug, Deserialize)]
pub struct SubscriptionMessage {
    action: SubscriptionAction,
    #[serde(default)]
    post: Value,
    #[serde(default)]
    discussion: Value,
}

/// The response to such a message.
#[derive(Debug, Serialize)]
pub struct SubscriptionView {
    #[serde(rename = "type")]
    topic: &'static str,
    data: Response,
}

#[derive(Debug, Serialize)]
struct Response {
    action: SubscriptionAction,
    #[serde(flatten)]
    post: Option<PostId>,
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<SubscriptionRefusal>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Subscribed,
    Unsubscribed,
    Refused,
}

/// A post, under the name of its kind.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum PostId {
    Post(Id),
    Discussion(Id),
}

/// A message to the sockets that watch a post.
#[derive(Debug, Serialize)]
pub struct WatchedPostView<'a> {
    #[serde(rename = "type")]
    topic: &'static str,
    data: Changes<'a>,
}

#[derive(Debug, Serialize)]
struct Changes<'a> {
    /// The id of the message. A message that is sent twice has the same.
    feed_serialization_id: String,
    #[serde(flatten)]
    post: PostId,
    vote_count: u64,
    comment_count: u64,
    /// New comments, as a caller without a token sees them.
    comments: &'a [&'a CommentView],
    /// Comments that are no longer shown, or no longer with their text.
    removed_comments: &'a [Id],
}

impl SubscriptionMessage {
    /// The message that a text is, if it is one.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// What it asks for.
    pub fn subscription(&self) -> Result<Subscription, SubscriptionRefusal> {
        let action = self.action;
        let (kind, id) = match (&self.post, &self.discussion) {
            (id, Value::Null) => (PostKind::Post, id),
            (Value::Null, id) => (PostKind::Discussion, id),
            _ => return Err(SubscriptionRefusal::Invalid),
        };
        let post = match id {
            Value::Number(number) => number.as_u64().and_then(|id| Id::try_from(id).ok()),
            Value::String(text) => Id::parse(text),
            _ => None,
        };
        Ok(Subscription { action, kind, post: post.ok_or(SubscriptionRefusal::Invalid)? })
    }

    /// The response, after what it asks for was done or refused.
    pub fn response(&self, outcome: Result<(), SubscriptionRefusal>) -> SubscriptionView {
        let post = self.subscription().ok().map(|asked| PostId::of(asked.kind, asked.post));
        let (status, code) = match (outcome, self.action) {
            (Err(refusal), _) => (Status::Refused, Some(refusal)),
            (Ok(()), SubscriptionAction::Subscribe) => (Status::Subscribed, None),
            (Ok(()), SubscriptionAction::Unsubscribe) => (Status::Unsubscribed, None),
        };
        SubscriptionView { topic: "subscription", data: Response { action: self.action, post, status, code } }
    }
}

impl<'a> WatchedPostView<'a> {
    /// What has changed of a post. `id` is that of the message.
    pub fn new(
        id: Id,
        (kind, post): (PostKind, Id),
        counters: &PostCounters,
        comments: &'a [&'a CommentView],
        removed_comments: &'a [Id],
    ) -> Self {
        let data = Changes {
            feed_serialization_id: id.to_string(),
            post: PostId::of(kind, post),
            vote_count: counters.votes,
            comment_count: counters.comments,
            comments,
            removed_comments,
        };
        Self { topic: "post", data }
    }
}

impl PostId {
    fn of(kind: PostKind, post: Id) -> Self {
        match kind {
            PostKind::Post => Self::Post(post),
            PostKind::Discussion => Self::Discussion(post),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn asked(text: &str) -> Option<Result<Subscription, SubscriptionRefusal>> {
        SubscriptionMessage::parse(text).map(|message| message.subscription())
    }

    #[test]
    fn a_message_names_an_action_and_one_post() {
        let post = Id::try_from(12).unwrap();
        for (text, action, kind) in [
            (r#"{"action":"subscribe","post":12}"#, SubscriptionAction::Subscribe, PostKind::Post),
            (r#"{"action":"subscribe","discussion":"12"}"#, SubscriptionAction::Subscribe, PostKind::Discussion),
            (
                r#"{"action":"unsubscribe","post":12,"discussion":null}"#,
                SubscriptionAction::Unsubscribe,
                PostKind::Post,
            ),
        ] {
            assert_eq!(asked(text), Some(Ok(Subscription { action, kind, post })), "{text}");
        }
        for id in ["null", "-1", "1.5", "[12]", "{}", "\"x\"", "true", "99999999999999999999", "12,\"discussion\":12"] {
            let text = format!(r#"{{"action":"subscribe","post":{id}}}"#);
            assert_eq!(asked(&text), Some(Err(SubscriptionRefusal::Invalid)), "{text}");
        }
        for text in ["", "ping", "{}", "[]", r#"{"action":"delete","post":12}"#, r#"{"action":1}"#, r#"{"post":12}"#] {
            assert_eq!(asked(text), None, "{text}");
        }
    }

    #[test]
    fn a_response_repeats_what_was_asked() {
        let message = SubscriptionMessage::parse(r#"{"action":"subscribe","discussion":12}"#).unwrap();
        let json = |outcome| serde_json::to_value(message.response(outcome)).unwrap()["data"].clone();
        let expected = json!({"action": "subscribe", "discussion": 12, "status": "subscribed"});
        assert_eq!(json(Ok(())), expected);
        let expected =
            json!({"action": "subscribe", "discussion": 12, "status": "refused", "code": "too_many_watchers"});
        assert_eq!(json(Err(SubscriptionRefusal::TooManyWatchers)), expected);
    }
}
