//! Blocks between users, in all dialects: what the blocked user may do (`actions`), and what each of the two sees (`lists`).

mod actions;
mod lists;
mod many;
mod notifications;

use serde_json::json;
use shared::domain::Id;
use shared::domain::id::UuidKind;
use tests::{App, Routes as _, TestUser};

use crate::api::v2::comment::{comment, reply};
use crate::api::v2::post::publish_poll;

/// Two users of whom one blocks the other, a third one, and what they have written.
struct Community {
    app: App,
    /// The user who blocks.
    ann: TestUser,
    /// The blocked user.
    ben: TestUser,
    /// Another user.
    cid: TestUser,
    /// A post of Ann's with a poll, and a choice of it.
    post: u64,
    choice: u64,
    /// A discussion of Ann's.
    discussion: u64,
    /// A post of Cid's.
    open: u64,
    /// A comment of Ann's on it, and a reply of hers to one of Cid's.
    comment: u64,
    reply: u64,
    /// A comment of Cid's on Ann's post, and a reply of his to it.
    guest: u64,
    guest_reply: u64,
}

impl Community {
    async fn new() -> Self {
        let app = App::new().await;
        let [ann, ben, cid] = [app.user("ann").await, app.user("ben").await, app.user("cid").await];
        let (post, choices) = publish_poll(&ann, false, 2).await;
        let text = json!({"title": "Summits", "text": "Which first?"});
        let discussion = ann.post("/api/v2/discussion/").json(&text).await.expect(201).json()["id"].as_u64().unwrap();
        let open = cid.post("/api/v2/post/").json(&json!({"text": "Open"})).await.expect(201).json()["id"].as_u64();
        let open = open.unwrap();
        let top = comment(&cid, open, "Cid's").await;
        let (own, answer) = (comment(&ann, open, "Ann's").await, reply(&ann, open, top, "Ann's reply").await);
        let guest = comment(&cid, post, "Cid's").await;
        let guest_reply = reply(&cid, post, guest, "Cid's reply").await;
        let game = json!({"igdb": "7", "name": "Celeste", "rating": 4});
        ann.post("/api/actions/ratings/").json(&game).await.expect(200);
        app.settle().await;
        Self {
            app,
            ann,
            ben,
            cid,
            post,
            choice: choices[0],
            discussion,
            open,
            comment: own,
            reply: answer,
            guest,
            guest_reply,
        }
    }

    async fn block(&self) {
        self.ann.put(&self.ann_path()).await.expect(204);
        self.app.settle().await;
    }

    fn ann_path(&self) -> String {
        self.ben.path("block/")
    }

    /// The UUID of a user that does not exist.
    fn unknown_uuid() -> String {
        Id::try_from(1).unwrap().to_uuid(UuidKind::User).to_string()
    }
}
