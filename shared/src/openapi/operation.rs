//! One operation of the OpenAPI document.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use crate::dialect::Dialect;
use crate::openapi::body::{Bodies, Body};
use crate::openapi::media::{JSON, JSON_API, reference};
use crate::openapi::parameters::Parameter;

/// An operation of the document.
pub struct Operation {
    pub(super) dialect: Dialect,
    pub(super) id: &'static str,
    summary: &'static str,
    description: &'static str,
    tag: &'static str,
    secured: Option<bool>,
    query: Vec<Parameter>,
    path: Vec<Parameter>,
    reads: Option<Bodies>,
    body: Option<Body>,
    responses: BTreeMap<u16, Value>,
    /// By status, what the error means; empty where the status says it all.
    errors: BTreeMap<u16, &'static str>,
    links: Map<String, Value>,
    pub(super) schemas: BTreeMap<String, RefOr<Schema>>,
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
            query: Vec::new(),
            path: Vec::new(),
            reads: None,
            body: None,
            responses: BTreeMap::new(),
            errors: BTreeMap::new(),
            links: Map::new(),
            schemas: BTreeMap::new(),
        }
    }

    /// The operation's id, unique in the document, and its summary: a few words, without a full stop.
    pub fn operation_id(mut self, id: &'static str, summary: &'static str) -> Self {
        (self.id, self.summary) = (id, summary);
        self
    }

    /// What an integrator needs beside the summary: effects, limits, and what is left out.
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
        self.body = Some(Body::new(name));
        self
    }

    /// Takes a body of this schema, or none.
    pub fn optional_body<T: ToSchema>(self) -> Self {
        let mut this = self.request_body::<T>();
        if let Some(body) = &mut this.body {
            body.required = false;
        }
        this
    }

    /// Names the files that a multipart body may hold.
    pub fn with_files(mut self, files: &'static [&'static str]) -> Self {
        if let Some(body) = &mut self.body {
            body.files = files;
        }
        self
    }

    /// Takes the body as plain JSON too, where the dialect has a media type of its own.
    pub fn or_plain_json(mut self) -> Self {
        if let Some(body) = &mut self.body {
            body.or_plain_json = true;
        }
        self
    }

    /// Responds with this schema.
    pub fn response<T: ToSchema>(mut self, status: u16, description: &str) -> Self {
        let schema = reference(&self.schema::<T>());
        let media = if self.dialect == Dialect::Directory { JSON_API } else { JSON };
        self.respond(status, description, media, schema)
    }

    /// Responds with an array of this schema.
    pub fn response_array<T: ToSchema>(mut self, status: u16, description: &str) -> Self {
        let items = reference(&self.schema::<T>());
        self.respond(status, description, JSON, json!({"type": "array", "items": items}))
    }

    /// Responds with this schema as plain JSON, where the dialect has a media type of its own.
    pub fn response_json<T: ToSchema>(mut self, status: u16, description: &str) -> Self {
        let schema = reference(&self.schema::<T>());
        self.respond(status, description, JSON, schema)
    }

    /// Responds with text of this media type, beside the other responses.
    pub fn text_response(self, media: &str, description: &str) -> Self {
        self.also_respond(media, description, json!({"type": "string"}))
    }

    /// Responds with anything that this media type can hold, beside the other responses.
    pub fn any_response(self, media: &str, description: &str) -> Self {
        self.also_respond(media, description, json!({}))
    }

    fn also_respond(mut self, media: &str, description: &str, schema: Value) -> Self {
        let response = self.responses.entry(200).or_insert_with(|| json!({"description": description, "content": {}}));
        response["content"][media] = json!({"schema": schema});
        self
    }

    /// Responds with 204 and no body.
    pub fn no_content(mut self, description: &str) -> Self {
        self.responses.insert(204, json!({"description": description}));
        self
    }

    fn respond(mut self, status: u16, description: &str, media: &str, schema: Value) -> Self {
        self.responses.insert(status, json!({"description": description, "content": {media: {"schema": schema}}}));
        self
    }

    /// Every response has a `Location` header with the address of the new resource.
    pub fn location_header(mut self) -> Self {
        let location = json!({"description": "The address of the new resource.", "schema": {"type": "string"}});
        for response in self.responses.values_mut() {
            response["headers"] = json!({"Location": location});
        }
        self
    }

    /// May fail with this status, in the error shape of its dialect, for the reason in `meaning`. The empty text leaves
    /// the general meaning of the status.
    pub fn error(mut self, status: u16, meaning: &'static str) -> Self {
        self.errors.insert(status, meaning);
        self
    }

    /// May fail with this status.
    pub(super) fn may_fail(mut self, status: u16) -> Self {
        self.errors.entry(status).or_default();
        self
    }

    /// Links to operations that may follow.
    pub fn link(mut self, links: &[Link]) -> Self {
        for (operation, parameters) in links {
            let parameters: Map<String, Value> = parameters.iter().map(|(n, v)| ((*n).into(), json!(v))).collect();
            self.links.insert((*operation).to_owned(), json!({"operationId": operation, "parameters": parameters}));
        }
        self
    }

    pub(super) fn reads(mut self, bodies: Bodies) -> Self {
        self.reads = Some(bodies);
        self
    }

    pub(super) fn secured(mut self, required: bool) -> Self {
        self.secured = Some(required);
        self
    }

    fn schema<T: ToSchema>(&mut self) -> String {
        let mut more = Vec::new();
        T::schemas(&mut more);
        self.schemas.extend(more);
        self.schemas.insert(T::name().into_owned(), T::schema());
        T::name().into_owned()
    }

    /// The operation as the document writes it.
    pub(super) fn to_json(&self, path: &str) -> Value {
        let mut parameters: Vec<Value> = self.path_parameters(path);
        parameters.extend(self.query.iter().map(|parameter| parameter.to_json("query")));
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
        if let (Some(body), Some(reads)) = (&self.body, self.reads) {
            operation["requestBody"] = body.to_json(reads, &self.schemas);
        }
        operation
    }

    fn path_parameters(&self, path: &str) -> Vec<Value> {
        let names = path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'));
        let names = names.map(|name| match self.path.iter().find(|parameter| parameter.name == name) {
            Some(parameter) => parameter.to_json("path"),
            None if name == "id" => {
                let of = path.split("/{id}").next().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
                let of = of.trim_end_matches('s').replace("node", "folder");
                let schema = match self.dialect {
                    Dialect::Directory => json!({"type": "string", "format": "uuid"}),
                    Dialect::Community | Dialect::Site => reference("Id"),
                };
                json!({"name": name, "in": "path", "required": true, "description": format!("The {of}'s id."), "schema": schema})
            }
            None => json!({"name": name, "in": "path", "required": true, "description": "A username.", "schema": {"type": "string"}}),
        });
        names.collect()
    }

    fn responses(&self) -> Value {
        let mut responses: Map<String, Value> = Map::new();
        for (status, response) in &self.responses {
            let mut response = response.clone();
            if !self.links.is_empty() {
                response["links"] = Value::Object(self.links.clone());
            }
            responses.insert(status.to_string(), response);
        }
        for (status, meaning) in &self.errors {
            let mut error = json!({"$ref": format!("#/components/responses/{:?}{status}", self.dialect)});
            if !meaning.is_empty() {
                error["description"] = json!(meaning);
            }
            responses.insert(status.to_string(), error);
        }
        Value::Object(responses)
    }

    /// Whether nothing is missing: an id, texts, a response, and the schema of a body that the handler reads.
    pub(super) fn is_complete(&self) -> bool {
        let described = self.responses.values().all(|response| response["description"] != "");
        let texts = !self.summary.is_empty() && !self.description.is_empty() && self.description != self.summary;
        !self.id.is_empty()
            && texts
            && !self.responses.is_empty()
            && described
            && self.reads.is_some() == self.body.is_some()
    }
}
