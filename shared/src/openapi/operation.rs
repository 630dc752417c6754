//! What there is to say about one operation.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use crate::dialect::Dialect;
use crate::openapi::body::{Bodies, Body};
use crate::openapi::parameters::Parameter;

/// An operation of the document.
pub struct Operation {
    pub(super) dialect: Dialect,
    pub(super) id: &'static str,
    description: &'static str,
    tag: &'static str,
    secured: Option<bool>,
    query: Vec<Parameter>,
    path: Vec<Parameter>,
    reads: Option<Bodies>,
    body: Option<Body>,
    answers: BTreeMap<u16, Value>,
    refusals: BTreeSet<u16>,
    links: Map<String, Value>,
    pub(super) schemas: BTreeMap<String, RefOr<Schema>>,
}

/// From the answer of one operation to another: where a parameter of that is found in the answer.
pub type Link = (&'static str, &'static [(&'static str, &'static str)]);

pub(super) const JSON: &str = "application/json";
pub(super) const JSON_API: &str = "application/vnd.api+json";

impl Operation {
    pub(super) fn new(path: &str, tag: &'static str) -> Self {
        Self {
            dialect: Dialect::of(path),
            id: "",
            description: "",
            tag,
            secured: None,
            query: Vec::new(),
            path: Vec::new(),
            reads: None,
            body: None,
            answers: BTreeMap::new(),
            refusals: BTreeSet::new(),
            links: Map::new(),
            schemas: BTreeMap::new(),
        }
    }

    /// The name of the operation, unique in the document, and what it does. The first sentence is its summary.
    pub fn operation_id(mut self, id: &'static str, description: &'static str) -> Self {
        (self.id, self.description) = (id, description);
        self
    }

    /// Takes these query parameters.
    pub fn query(mut self, parameters: &[Parameter]) -> Self {
        self.query.extend(parameters);
        self
    }

    /// What stands in the path under this name.
    pub fn path_param(mut self, parameter: Parameter) -> Self {
        self.path.push(parameter);
        self
    }

    /// Takes a body of this schema.
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

    /// The multipart form of the body may hold these files.
    pub fn with_files(mut self, files: &'static [&'static str]) -> Self {
        if let Some(body) = &mut self.body {
            body.files = files;
        }
        self
    }

    /// The body comes as plain JSON too, where the dialect has another.
    pub fn or_plain_json(mut self) -> Self {
        if let Some(body) = &mut self.body {
            body.or_as_json = true;
        }
        self
    }

    /// Answers with this schema.
    pub fn response<T: ToSchema>(mut self, status: u16) -> Self {
        let schema = reference(&self.schema::<T>());
        let media = if self.dialect == Dialect::Directory { JSON_API } else { JSON };
        self.answer(status, media, schema)
    }

    /// Answers with an array of this schema.
    pub fn response_array<T: ToSchema>(mut self, status: u16) -> Self {
        let items = reference(&self.schema::<T>());
        self.answer(status, JSON, json!({"type": "array", "items": items}))
    }

    /// Answers with this schema, as plain JSON where the dialect has another.
    pub fn response_json<T: ToSchema>(mut self, status: u16) -> Self {
        let schema = reference(&self.schema::<T>());
        self.answer(status, JSON, schema)
    }

    /// Answers with a text of this media type, beside what else it answers.
    pub fn text_response(self, media: &str) -> Self {
        self.or_answer(media, json!({"type": "string"}))
    }

    /// Answers with whatever this media type can hold.
    pub fn any_response(self, media: &str) -> Self {
        self.or_answer(media, json!({}))
    }

    fn or_answer(mut self, media: &str, schema: Value) -> Self {
        let answer = self.answers.entry(200).or_insert_with(|| json!({"description": "The answer.", "content": {}}));
        answer["content"][media] = json!({"schema": schema});
        self
    }

    /// Answers without a body.
    pub fn no_content(mut self) -> Self {
        self.answers.insert(204, json!({"description": "Done; there is nothing to tell."}));
        self
    }

    fn answer(mut self, status: u16, media: &str, schema: Value) -> Self {
        let description = if status == 201 { "Made, or done." } else { "The answer." };
        self.answers.insert(status, json!({"description": description, "content": {media: {"schema": schema}}}));
        self
    }

    /// The answer says in a header where to find what was made.
    pub fn location_header(mut self) -> Self {
        let location = json!({"description": "The address of what was made.", "schema": {"type": "string"}});
        for answer in self.answers.values_mut() {
            answer["headers"] = json!({"Location": location});
        }
        self
    }

    /// Refuses with this status, in the shape of errors of its dialect.
    pub fn error(mut self, status: u16) -> Self {
        self.refusals.insert(status);
        self
    }

    /// Refuses those who may not, and in a community of another mode everybody.
    pub fn forbidden(self) -> Self {
        self.error(403)
    }

    /// Where one may go on from the answer.
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
        let summary = self.description.split(". ").next().unwrap_or_default().trim_end_matches('.');
        let mut parameters: Vec<Value> = self.path_parameters(path);
        parameters.extend(self.query.iter().map(|parameter| parameter.to_json("query")));
        let mut operation = json!({
            "operationId": self.id,
            "tags": [self.tag],
            "summary": summary,
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
        for (status, answer) in &self.answers {
            let mut answer = answer.clone();
            if !self.links.is_empty() {
                answer["links"] = Value::Object(self.links.clone());
            }
            responses.insert(status.to_string(), answer);
        }
        for status in &self.refusals {
            let name = format!("{:?}{status}", self.dialect);
            responses.insert(status.to_string(), json!({"$ref": format!("#/components/responses/{name}")}));
        }
        Value::Object(responses)
    }

    /// Whether all was said that has to be.
    pub(super) fn is_complete(&self) -> bool {
        !self.id.is_empty() && !self.answers.is_empty() && self.reads.is_some() == self.body.is_some()
    }
}

pub(super) fn reference(schema: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{schema}")})
}
