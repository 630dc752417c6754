//! The directory dialect, as a client writes it.

use serde_json::{Value, json};
use shared::domain::folder::Place;
use shared::domain::id::UuidKind;
use shared::domain::{FolderId, UserId};

use crate::{App, Person, Request, Routes};

/// The media type of JSON:API.
pub const JSON_API: &str = "application/vnd.api+json";

/// The path of a user in the directory dialect, with what follows it.
pub fn member_path(id: UserId, rest: &str) -> String {
    format!("/users/{}/{rest}", id.to_uuid(UuidKind::User))
}

impl Request {
    /// With a body of JSON:API.
    pub fn json_api(self, body: &Value) -> Self {
        self.body(JSON_API, body.to_string())
    }
}

impl Person {
    /// The UUID of this person.
    pub fn uuid(&self) -> String {
        self.id.to_uuid(UuidKind::User).to_string()
    }

    /// The path of this person in the directory dialect, with what follows it.
    pub fn member_path(&self, rest: &str) -> String {
        member_path(self.id, rest)
    }

    /// A document that changes these attributes of this person.
    pub fn patch_of(&self, attributes: Value) -> Value {
        json!({"data": {"type": "users", "id": self.uuid(), "attributes": attributes}})
    }

    /// This person's home folder.
    pub fn home(&self) -> FolderId {
        FolderId { owner: self.id, place: Place::Home }
    }

    /// Makes a folder.
    pub async fn make_folder(&self, parent: FolderId, title: &str) -> FolderId {
        let answer = self.post("/folders/").json_api(&new_folder(parent, title)).await.expect(201).json();
        folder_id(&answer["data"]["id"])
    }

    /// A change of a folder: its title, its parent, or both.
    pub fn change_folder(&self, id: FolderId, title: Option<&str>, parent: Option<FolderId>) -> Request {
        let mut data = json!({"type": "folders", "id": id.to_uuid().to_string()});
        if let Some(title) = title {
            data["attributes"] = json!({"title": title});
        }
        if let Some(parent) = parent {
            data["relationships"] = json!({"parent": to_folder(parent)});
        }
        self.patch(&format!("/folders/{}/", id.to_uuid())).json_api(&json!({"data": data}))
    }

    /// The titles of what lies in a folder.
    pub async fn titles_in(&self, folder: FolderId) -> Vec<String> {
        let path = format!("/nodes/{}/?page[size]=100", folder.to_uuid());
        let listed = self.get(&path).await.expect(200).json();
        let rows = listed["data"].as_array().expect("rows").iter();
        rows.map(|row| row["attributes"]["title"].as_str().expect("a title").to_owned()).collect()
    }
}

impl App {
    /// Makes an account through the directory dialect.
    pub fn create_member(&self, by: &impl Routes, attributes: &Value) -> Request {
        by.post("/users/").json_api(&json!({"data": {"type": "users", "attributes": attributes}}))
    }
}

/// A document that makes a folder.
pub fn new_folder(parent: FolderId, title: &str) -> Value {
    json!({"data": {"type": "folders", "attributes": {"title": title}, "relationships": {"parent": to_folder(parent)}}})
}

/// A relationship to a folder.
pub fn to_folder(id: FolderId) -> Value {
    json!({"data": {"type": "folders", "id": id.to_uuid().to_string()}})
}

/// The folder that a UUID in an answer names.
pub fn folder_id(uuid: &Value) -> FolderId {
    let uuid = uuid.as_str().and_then(|text| uuid::Uuid::try_parse(text).ok()).expect("a UUID");
    FolderId::from_uuid(uuid).expect("a folder")
}
