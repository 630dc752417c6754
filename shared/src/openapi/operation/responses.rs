//! Responses of operations that succeed.

use serde_json::{Value, json};
use utoipa::ToSchema;

use super::Operation;
use crate::dialect::Dialect;
use crate::openapi::media::{JSON, JSON_API, reference};

impl Operation {
    /// Adds a response of this schema.
    pub fn response<T: ToSchema>(mut self, status: u16, description: &str) -> Self {
        let schema = reference(&self.schema::<T>());
        let media = if self.dialect == Dialect::Directory { JSON_API } else { JSON };
        self.add_response(status, description, media, schema)
    }

    /// Adds a response that is an array of this schema.
    pub fn response_array<T: ToSchema>(mut self, status: u16, description: &str) -> Self {
        let items = reference(&self.schema::<T>());
        self.add_response(status, description, JSON, json!({"type": "array", "items": items}))
    }

    /// Adds a response of this schema as plain JSON, where the dialect has its own media type.
    pub fn response_json<T: ToSchema>(mut self, status: u16, description: &str) -> Self {
        let schema = reference(&self.schema::<T>());
        self.add_response(status, description, JSON, schema)
    }

    /// Adds text of this media type to the 200 response.
    pub fn text_response(self, media: &str, description: &str) -> Self {
        self.add_content(media, description, json!({"type": "string"}))
    }

    /// Adds content of this media type, without a schema, to the 200 response.
    pub fn any_response(self, media: &str, description: &str) -> Self {
        self.add_content(media, description, json!({}))
    }

    fn add_content(mut self, media: &str, description: &str, schema: Value) -> Self {
        let response = self.responses.entry(200).or_insert_with(|| json!({"description": description, "content": {}}));
        response["content"][media] = json!({"schema": schema});
        self
    }

    /// Adds a 204 response, without a body.
    pub fn no_content(mut self, description: &str) -> Self {
        self.responses.insert(204, json!({"description": description}));
        self
    }

    /// Adds a header that a response may have.
    pub fn response_header(mut self, status: u16, name: &str, description: &str) -> Self {
        if let Some(response) = self.responses.get_mut(&status) {
            response["headers"][name] = json!({"description": description, "schema": {"type": "string"}});
        }
        self
    }

    /// Adds a 304 response, without a body, to a request whose `If-None-Match` has the current `ETag`.
    pub fn not_modified(mut self) -> Self {
        let etag = json!({"description": "Names this response.", "schema": {"type": "string"}});
        let description = "The response that `If-None-Match` names is the current one.";
        self.responses.insert(304, json!({"description": description, "headers": {"ETag": etag}}));
        self
    }

    /// Adds a 302 response, without a body, whose `Location` header is the URL of something else.
    pub fn redirect(mut self, description: &str) -> Self {
        let location = json!({"description": "Where it is.", "schema": {"type": "string", "format": "uri"}});
        self.responses.insert(302, json!({"description": description, "headers": {"Location": location}}));
        self
    }

    fn add_response(mut self, status: u16, description: &str, media: &str, schema: Value) -> Self {
        self.responses.insert(status, json!({"description": description, "content": {media: {"schema": schema}}}));
        self
    }

    /// Adds a `Location` header, with the URL of the new resource, to the responses so far.
    pub fn location_header(mut self) -> Self {
        let location = json!({"description": "The URL of the new resource.", "schema": {"type": "string"}});
        for response in self.responses.values_mut() {
            response["headers"] = json!({"Location": location});
        }
        self
    }
}
