//! Operations of the OpenAPI document.

mod idempotency;
mod responses;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::dialect::Dialect;
use crate::openapi::body::{BodyKind, RequestBody, Schemas};
use crate::openapi::descriptions;
use crate::openapi::media::reference;
use crate::openapi::parameters::Parameter;
use crate::openapi::texts;

/// An operation: the description of one route.
pub struct Operation {
    pub(super) dialect: Dialect,
    pub(super) id: &'static str,
    summary: &'static str,
    description: &'static str,
    tag: &'static str,
    secured: Option<bool>,
    idempotent: bool,
    query: Vec<Parameter>,
    path: Vec<Parameter>,
    /// The media types that the handler reads; `None` if it reads no body.
    body_kind: Option<BodyKind>,
    body: Option<RequestBody>,
    responses: BTreeMap<u16, Value>,
    /// What the error means, by status; empty for the general meaning of the status.
    errors: BTreeMap<u16, &'static str>,
    links: Map<String, Value>,
    pub(super) schemas: Schemas,
}

/// A link from the response of one operation to another: the operation's id, and where in the response each of its
/// parameters is found.
pub type Link = (&'static str, &'static [(&'static str, &'static str)]);

impl Operation {
    pub(super) fn new(path: &str, tag: &'static str) -> Self {
        Self {
            dialect: Dialect::of(path),
            id: "",
            summary: "",
            description: "",
            tag,
            secured: None,
            idempotent: false,
            query: Vec::new(),
            path: Vec::new(),
            body_kind: None,
            body: None,
            responses: BTreeMap::new(),
            errors: BTreeMap::new(),
            links: Map::new(),
            schemas: Schemas::new(),
        }
    }

    /// Sets the operation's id, unique in the document, and its summary: a few words without a full stop.
    pub fn operation_id(mut self, id: &'static str, summary: &'static str) -> Self {
        (self.id, self.summary) = (id, summary);
        self
    }

    /// Sets the description: what an integrator needs beside the summary, such as effects and limits.
    pub fn description(mut self, description: &'static str) -> Self {
        self.description = description;
        self
    }

    /// Adds query parameters.
    pub fn query(mut self, parameters: &[Parameter]) -> Self {
        self.query.extend(parameters);
        self
    }

    /// Describes a path parameter.
    pub fn path_param(mut self, parameter: Parameter) -> Self {
        self.path.push(parameter);
        self
    }

    /// Requires a body of this schema.
    pub fn request_body<T: ToSchema>(mut self) -> Self {
        let name = self.schema::<T>();
        if self.body_kind == Some(BodyKind::FieldsOrNumbers) {
            self.schemas.get_mut(&name).into_iter().for_each(texts::allow_numbers);
        }
        self.body = Some(RequestBody::new(name));
        self
    }

    /// Accepts a body of this schema, but does not require one.
    pub fn optional_body<T: ToSchema>(self) -> Self {
        let mut this = self.request_body::<T>();
        if let Some(body) = &mut this.body {
            body.required = false;
        }
        this
    }

    /// Sets the names of the files in a multipart body.
    pub fn with_files(mut self, files: &'static [&'static str]) -> Self {
        if let Some(body) = &mut self.body {
            body.files = files;
        }
        self
    }

    /// Accepts the body as plain JSON too, where the dialect has its own media type.
    pub fn or_plain_json(mut self) -> Self {
        if let Some(body) = &mut self.body {
            body.or_plain_json = true;
        }
        self
    }

    /// Adds an error response in the shape of the dialect. `meaning` says what the error means here; the empty text
    /// leaves the general meaning of the status.
    pub fn error(mut self, status: u16, meaning: &'static str) -> Self {
        self.errors.insert(status, meaning);
        self
    }

    /// Adds an error response with the general meaning of the status, unless the operation has one.
    pub(super) fn may_fail(mut self, status: u16) -> Self {
        self.errors.entry(status).or_default();
        self
    }

    /// Links the responses to operations that a client may call next.
    pub fn link(mut self, links: &[Link]) -> Self {
        for (operation, parameters) in links {
            let parameters: Map<String, Value> = parameters.iter().map(|(n, v)| ((*n).into(), json!(v))).collect();
            self.links.insert((*operation).to_owned(), json!({"operationId": operation, "parameters": parameters}));
        }
        self
    }

    /// Sets the media types that the handler reads.
    pub(super) fn reads(mut self, kind: BodyKind) -> Self {
        self.body_kind = Some(kind);
        self
    }

    /// Sets whether credentials are required or optional. Without this call the operation does not read them.
    pub(super) fn secured(mut self, required: bool) -> Self {
        self.secured = Some(required);
        self
    }

    /// Adds a schema and those that it refers to, and returns its name.
    fn schema<T: ToSchema>(&mut self) -> String {
        let mut schemas = vec![(T::name().into_owned(), T::schema())];
        T::schemas(&mut schemas);
        for (name, schema) in schemas {
            let mut schema = json!(schema);
            descriptions::tidy(&mut schema);
            texts::resolve(&mut schema);
            self.schemas.insert(name, schema);
        }
        T::name().into_owned()
    }

    /// The OpenAPI operation object.
    pub(super) fn to_json(&self, path: &str) -> Value {
        let mut parameters: Vec<Value> = self.path_parameters(path);
        parameters.extend(self.query.iter().map(|parameter| parameter.to_json("query")));
        parameters.extend(self.key_parameter());
        let mut operation = json!({
            "operationId": self.id,
            "tags": [self.tag],
            "summary": self.summary,
            "description": self.description,
            "parameters": parameters,
            "responses": self.responses(),
            "security": match self.secured {
                None => json!([]),
                Some(true) => json!([{"token": []}]),
                Some(false) => json!([{}, {"token": []}]),
            },
        });
        if let (Some(body), Some(kind)) = (&self.body, self.body_kind) {
            operation["requestBody"] = body.to_json(kind, &self.schemas);
        }
        operation
    }

    /// The path parameters. Those that the operation does not describe are ids and usernames.
    fn path_parameters(&self, path: &str) -> Vec<Value> {
        let names = path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'));
        let parameters = names.map(|name| match self.path.iter().find(|parameter| parameter.name == name) {
            Some(parameter) => parameter.to_json("path"),
            None => {
                let (description, schema) = if name == "id" {
                    self.id_parameter(path)
                } else {
                    ("The username, in upper or lower case.".to_owned(), json!({"type": "string"}))
                };
                json!({"name": name, "in": "path", "required": true, "description": description, "schema": schema})
            }
        });
        parameters.collect()
    }

    /// The description and schema of `{id}`, named after the segment before it.
    fn id_parameter(&self, path: &str) -> (String, Value) {
        let segment = path.split("/{id}").next().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
        let object = segment.trim_end_matches('s').replace("node", "folder");
        match self.dialect {
            Dialect::Directory => (format!("The UUID of the {object}."), json!({"type": "string", "format": "uuid"})),
            Dialect::Community | Dialect::Site | Dialect::OAuth => {
                (format!("The id of the {object}."), reference("Id"))
            }
        }
    }

    fn responses(&self) -> Value {
        let mut responses: Map<String, Value> = Map::new();
        for (status, response) in &self.responses {
            let mut response = response.clone();
            if !self.links.is_empty() {
                response["links"] = Value::Object(self.links.clone());
            }
            self.add_replayed_header(&mut response);
            responses.insert(status.to_string(), response);
        }
        for (status, meaning) in &self.errors {
            let mut error = json!({"$ref": format!("#/components/responses/{:?}{status}", self.dialect)});
            let meaning = self.meaning(*status, meaning);
            if !meaning.is_empty() {
                error["description"] = json!(meaning);
            }
            responses.insert(status.to_string(), error);
        }
        Value::Object(responses)
    }

    /// Whether the operation has an id, its texts, a response, and a schema exactly if the handler reads a body.
    pub(super) fn is_complete(&self) -> bool {
        let described = self.responses.values().all(|response| response["description"] != "");
        let texts = !self.summary.is_empty() && !self.description.is_empty() && self.description != self.summary;
        !self.id.is_empty()
            && texts
            && !self.responses.is_empty()
            && described
            && self.body_kind.is_some() == self.body.is_some()
    }
}
