//! Requests of the directory dialect.

use serde_json::{Value, json};
use shared::domain::folder::Place;
use shared::domain::id::UuidKind;
use shared::domain::{FolderId, UserId};

use crate::{App, Request, Routes, TestUser};

/// The media type of JSON:API.
pub const JSON_API: &str = "application/vnd.api+json";

/// The path of a user in the directory dialect, followed by `rest`.
pub fn directory_path(id: UserId, rest: &str) -> String {
    format!("/users/{}/{rest}", id.to_uuid(UuidKind::User))
}

impl Request {
    /// With a JSON:API body.
    pub fn json_api(self, body: &Value) -> Self {
        self.body(JSON_API, body.to_string())
    }
}

impl TestUser {
    /// The UUID of this user.
    pub fn uuid(&self) -> String {
        self.id.to_uuid(UuidKind::User).to_string()
    }

    /// The path of this user in the directory dialect, followed by `rest`.
    pub fn directory_path(&self, rest: &str) -> String {
        directory_path(self.id, rest)
    }

    /// A document that changes these attributes of this user.
    pub fn patch_of(&self, attributes: Value) -> Value {
        json!({"data": {"type": "users", "id": self.uuid(), "attributes": attributes}})
    }

    /// The home folder of this user.
    pub fn home(&self) -> FolderId {
        FolderId { owner: self.id, place: Place::Home }
    }

    /// Creates a folder.
    pub async fn make_folder(&self, parent: FolderId, title: &str) -> FolderId {
        let answer = self.post("/folders/").json_api(&new_folder(parent, title)).await.expect(201).json();
        folder_id(&answer["data"]["id"])
    }

    /// A request that changes the title or the parent of a folder, or both.
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

    /// The titles of the folders in a folder.
    pub async fn titles_in(&self, folder: FolderId) -> Vec<String> {
        let path = format!("/nodes/{}/?page[size]=100", folder.to_uuid());
        let listed = self.get(&path).await.expect(200).json();
        let rows = listed["data"].as_array().expect("rows").iter();
        rows.map(|row| row["attributes"]["title"].as_str().expect("a title").to_owned()).collect()
    }
}

impl App {
    /// A request that creates an account.
    pub fn create_directory_user(&self, by: &impl Routes, attributes: &Value) -> Request {
        by.post("/users/").json_api(&json!({"data": {"type": "users", "attributes": attributes}}))
    }
}

/// A document that creates a folder.
pub fn new_folder(parent: FolderId, title: &str) -> Value {
    json!({"data": {"type": "folders", "attributes": {"title": title}, "relationships": {"parent": to_folder(parent)}}})
}

/// A relationship to a folder.
pub fn to_folder(id: FolderId) -> Value {
    json!({"data": {"type": "folders", "id": id.to_uuid().to_string()}})
}

/// The folder with the UUID in a response.
pub fn folder_id(uuid: &Value) -> FolderId {
    let uuid = uuid.as_str().and_then(|text| uuid::Uuid::try_parse(text).ok()).expect("a UUID");
    FolderId::from_uuid(uuid).expect("a folder")
}
