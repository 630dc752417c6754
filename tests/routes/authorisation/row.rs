//! A row of the table.

use serde_json::Value;

use crate::authorisation::access::Access;
use crate::authorisation::fixtures::Fixtures;

/// A route and who may call it.
#[derive(Clone, Copy)]
pub struct Row {
    pub method: &'static str,
    pub path: &'static str,
    pub query: &'static str,
    pub access: Access,
    /// The status of a permitted call.
    pub success: u16,
    /// A valid body.
    pub body: Option<fn(&Fixtures) -> Value>,
    /// The query of the `DELETE`, if the row stands for the three methods of a toggle.
    pub toggle: Option<&'static str>,
}

pub const fn row(method: &'static str, path: &'static str, access: Access, success: u16) -> Row {
    Row { method, path, query: "", access, success, body: None, toggle: None }
}

impl Row {
    pub const fn query(self, query: &'static str) -> Self {
        Self { query, ..self }
    }

    pub const fn body(self, body: fn(&Fixtures) -> Value) -> Self {
        Self { body: Some(body), ..self }
    }

    /// The row stands for `POST`, `PUT` and `DELETE`, which has this query instead of a body.
    pub const fn toggle(self, query: &'static str) -> Self {
        Self { toggle: Some(query), ..self }
    }

    /// A row for each method.
    pub fn methods(&self) -> Vec<Self> {
        let Some(query) = self.toggle else { return vec![*self] };
        let put = Self { method: "PUT", success: 204, ..*self };
        vec![*self, put, Self { method: "DELETE", query, body: None, ..put }]
    }

    /// The body of a call in this community.
    pub fn body_of(&self, fixtures: &Fixtures) -> Option<Value> {
        self.body.map(|body| body(fixtures))
    }

    /// The path and query of a call about the owner, or about a post or folder of the owner.
    pub fn path_of(&self, fixtures: &Fixtures) -> String {
        let owner = &fixtures.owner;
        let id = match self.path.split('/').nth(1) {
            Some("users") => owner.uuid(),
            Some("nodes" | "folders") => fixtures.folder.to_uuid().to_string(),
            _ => match self.path.split('/').nth(3) {
                Some("discussion") => fixtures.discussion.to_string(),
                Some("moderation") if self.path.contains("/user/") => owner.id.to_string(),
                Some("post" | "moderation") => fixtures.post.to_string(),
                Some("media") => fixtures.media[usize::from(self.path.ends_with("/click/"))].to_string(),
                Some("device") => "0123456789abcdef0123456789abcdef".to_owned(),
                Some("dynamic_preference" | "reaction") => "1".to_owned(),
                Some("custom_menu") => "base".to_owned(),
                Some("comment") if self.path.ends_with("/restore/") => fixtures.blank.to_string(),
                Some("comment") => fixtures.comment.to_string(),
                _ if self.path.contains("/me/sessions/") => fixtures.session.to_string(),
                _ => owner.id.to_string(),
            },
        };
        let choice = fixtures.choices[usize::from(!self.path.contains("/discussion/"))];
        let query = self.query.replace("{unsubscribe}", &fixtures.unsubscribe_code);
        let query = query.replace("{post}", &fixtures.post.to_string()).replace("{choice}", &choice.to_string());
        let path = self
            .path
            .replace("{version}/{page}/{file}", "any/base/base.css")
            .replace("{id}", &id)
            .replace("{registration_id}", "gAAAAABn")
            .replace("{follower}", &fixtures.superuser.id.to_string())
            .replace("{session}", &fixtures.session.to_string())
            .replace("{username}", &owner.name);
        let action = if path.contains("/connection/") { "request" } else { "like" };
        format!("{}{}", path.replace("{action}", action), query)
    }
}
