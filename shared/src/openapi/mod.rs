//! Route tables that are routers and the API's document at once.
//!
//! A function writes its table once, over any [`Routes`]. Read by a [`Router`] it routes, and what it describe about its
//! operations is never evaluated: no deployed function pays for it. Read by a [`Document`] it is OpenAPI. So no route can
//! be there without its documentation, nor the other way round.

mod body;
mod document;
mod media;
mod operation;
pub mod parameters;
mod schemas;
mod signature;
pub mod texts;

use axum::Router;
use axum::handler::Handler;
use axum::routing::{MethodFilter, on};

pub use document::{Document, Route};
pub use operation::{Link, Operation};
pub use schemas::Flag;
pub use signature::{Argument, Signature};

use crate::runtime::state::AppState;

/// The methods that routes have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// `DELETE`
    Delete,
    /// `GET`
    Get,
    /// `PATCH`
    Patch,
    /// `POST`
    Post,
    /// `PUT`
    Put,
}

/// What reads a route table.
pub trait Routes: Sized {
    /// A route: what answers it, and what there is to say about it. What the handler takes tells most of it.
    fn on<H, T>(self, route: (Method, &'static str), handler: H, describe: impl FnOnce(Operation) -> Operation) -> Self
    where
        H: Handler<T, AppState>,
        T: Signature + 'static;

    /// The function whose routes follow.
    #[must_use]
    fn of_function(self, _name: &'static str) -> Self {
        self
    }

    /// What the routes that follow are about, by the name and the sentence of a tag.
    #[must_use]
    fn tag(self, _tag: &'static str, _sentence: &'static str) -> Self {
        self
    }

    /// `GET`
    fn get<H, T>(self, path: &'static str, handler: H, describe: impl FnOnce(Operation) -> Operation) -> Self
    where
        H: Handler<T, AppState>,
        T: Signature + 'static,
    {
        self.on((Method::Get, path), handler, describe)
    }

    /// `POST`
    fn post<H, T>(self, path: &'static str, handler: H, describe: impl FnOnce(Operation) -> Operation) -> Self
    where
        H: Handler<T, AppState>,
        T: Signature + 'static,
    {
        self.on((Method::Post, path), handler, describe)
    }

    /// `PUT`
    fn put<H, T>(self, path: &'static str, handler: H, describe: impl FnOnce(Operation) -> Operation) -> Self
    where
        H: Handler<T, AppState>,
        T: Signature + 'static,
    {
        self.on((Method::Put, path), handler, describe)
    }

    /// `PATCH`
    fn patch<H, T>(self, path: &'static str, handler: H, describe: impl FnOnce(Operation) -> Operation) -> Self
    where
        H: Handler<T, AppState>,
        T: Signature + 'static,
    {
        self.on((Method::Patch, path), handler, describe)
    }

    /// `DELETE`
    fn delete<H, T>(self, path: &'static str, handler: H, describe: impl FnOnce(Operation) -> Operation) -> Self
    where
        H: Handler<T, AppState>,
        T: Signature + 'static,
    {
        self.on((Method::Delete, path), handler, describe)
    }
}

impl Routes for Router<AppState> {
    fn on<H, T>(
        self,
        (method, path): (Method, &'static str),
        handler: H,
        _: impl FnOnce(Operation) -> Operation,
    ) -> Self
    where
        H: Handler<T, AppState>,
        T: Signature + 'static,
    {
        let method = match method {
            Method::Delete => MethodFilter::DELETE,
            Method::Get => MethodFilter::GET,
            Method::Patch => MethodFilter::PATCH,
            Method::Post => MethodFilter::POST,
            Method::Put => MethodFilter::PUT,
        };
        self.route(path, on(method, handler))
    }
}

impl Method {
    /// The method as the document writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Delete => "delete",
            Self::Get => "get",
            Self::Patch => "patch",
            Self::Post => "post",
            Self::Put => "put",
        }
    }
}
