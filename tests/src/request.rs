//! Requests as a client sends them.

use std::future::{Future, IntoFuture};
use std::net::SocketAddr;
use std::pin::Pin;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::HeaderValue;
use serde_json::Value;
use shared::runtime::service::App;
use tower::ServiceExt as _;

use crate::{TestResponse, documented};

/// A caller of the API.
pub trait Routes {
    /// A request to a path.
    fn request(&self, method: &str, path: &str) -> Request;

    /// `GET`
    fn get(&self, path: &str) -> Request {
        self.request("GET", path)
    }

    /// `POST`
    fn post(&self, path: &str) -> Request {
        self.request("POST", path)
    }

    /// `PUT`
    fn put(&self, path: &str) -> Request {
        self.request("PUT", path)
    }

    /// `PATCH`
    fn patch(&self, path: &str) -> Request {
        self.request("PATCH", path)
    }

    /// `DELETE`
    fn delete(&self, path: &str) -> Request {
        self.request("DELETE", path)
    }
}

/// A request; awaiting it sends it, and fails if the document does not list the status of the response.
pub struct Request {
    app: App,
    request: axum::http::Request<Body>,
}

impl Request {
    pub(crate) fn new(app: App, method: &str, path: &str) -> Self {
        // The root cannot lose its slash.
        let path = if path.is_empty() { "/" } else { path };
        let request = axum::http::Request::builder().method(method).uri(path).header("host", "kith.test");
        Self { app, request: request.body(Body::empty()).expect("a request") }
    }

    /// The path without the query.
    pub fn path(&self) -> &str {
        self.request.uri().path()
    }

    /// Sets a header.
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.request.headers_mut().insert(name, HeaderValue::from_str(value).expect("a header"));
        self
    }

    /// Appends a header to those of the same name.
    pub fn append_header(mut self, name: &'static str, value: &str) -> Self {
        self.request.headers_mut().append(name, HeaderValue::from_str(value).expect("a header"));
        self
    }

    /// Sets the network address of the client.
    pub fn from_address(mut self, address: &str) -> Self {
        let peer = SocketAddr::new(address.parse().expect("an IP address"), 40_000);
        self.request.extensions_mut().insert(ConnectInfo(peer));
        self
    }

    /// With a body of this content type.
    pub fn body(self, content_type: &str, body: impl Into<Body>) -> Self {
        let mut this = self.header("content-type", content_type);
        *this.request.body_mut() = body.into();
        this
    }

    /// With a JSON body.
    pub fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string())
    }

    /// With a form.
    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.body("application/x-www-form-urlencoded", form)
    }

    /// With a multipart form of text fields and of files: (field, file name, content).
    pub fn multipart(self, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Self {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!("--part\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        for (name, file, content) in files {
            let disposition = format!("Content-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"");
            body.extend(format!("--part\r\n{disposition}\r\nContent-Type: image/png\r\n\r\n").bytes());
            body.extend_from_slice(content);
            body.extend(b"\r\n");
        }
        body.extend(b"--part--\r\n");
        self.body("multipart/form-data; boundary=part", body)
    }
}

impl IntoFuture for Request {
    type Output = TestResponse;
    type IntoFuture = Pin<Box<dyn Future<Output = TestResponse> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async {
            let (method, path) = (self.request.method().clone(), self.request.uri().path().to_owned());
            let Ok(response) = self.app.oneshot(self.request).await;
            documented::check(method.as_str(), &path, response.status().as_u16());
            TestResponse::of(response).await
        })
    }
}
