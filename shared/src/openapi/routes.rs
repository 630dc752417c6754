//! Route tables.

use axum::Router;
use axum::handler::Handler;
use axum::routing::{MethodFilter, on};

use crate::domain::Toggle;
use crate::openapi::operation::Operation;
use crate::openapi::signature::Signature;
use crate::runtime::state::AppState;

/// The HTTP methods of routes.
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

/// A reader of a route table: a router or the OpenAPI document.
pub trait Routes: Sized {
    /// Adds a route with its handler and its description. What the handler's parameters already say is filled in.
    fn on<H, T>(self, route: (Method, &'static str), handler: H, describe: impl FnOnce(Operation) -> Operation) -> Self
    where
        H: Handler<T, AppState>,
        T: Signature + 'static;

    /// Names the function that serves the routes that follow.
    #[must_use]
    fn of_function(self, _name: &'static str) -> Self {
        self
    }

    /// Puts the routes that follow under a tag.
    #[must_use]
    fn tag(self, _name: &'static str, _description: &'static str) -> Self {
        self
    }

    /// Adds a `GET` route.
    fn get<H, T>(self, path: &'static str, handler: H, describe: impl FnOnce(Operation) -> Operation) -> Self
    where
        H: Handler<T, AppState>,
        T: Signature + 'static,
    {
        self.on((Method::Get, path), handler, describe)
    }

    /// Adds a `POST` route.
    fn post<H, T>(self, path: &'static str, handler: H, describe: impl FnOnce(Operation) -> Operation) -> Self
    where
        H: Handler<T, AppState>,
        T: Signature + 'static,
    {
        self.on((Method::Post, path), handler, describe)
    }

    /// Adds a `PUT` route.
    fn put<H, T>(self, path: &'static str, handler: H, describe: impl FnOnce(Operation) -> Operation) -> Self
    where
        H: Handler<T, AppState>,
        T: Signature + 'static,
    {
        self.on((Method::Put, path), handler, describe)
    }

    /// Adds the three routes of a toggle: `POST` flips it, `PUT` sets it and `DELETE` unsets it. `texts` are the id and the
    /// summary of each operation, in this order.
    fn toggle<H, T>(
        self,
        path: &'static str,
        handler: H,
        texts: [(&'static str, &'static str); 3],
        describe: impl Fn(Operation, Toggle) -> Operation,
    ) -> Self
    where
        H: Handler<T, AppState>,
        T: Signature + 'static,
    {
        let [flip, set, unset] = texts;
        self.post(path, handler.clone(), |op| describe(op.operation_id(flip.0, flip.1), Toggle::Flip))
            .put(path, handler.clone(), |op| describe(op.operation_id(set.0, set.1), Toggle::Set))
            .delete(path, handler, |op| describe(op.operation_id(unset.0, unset.1), Toggle::Unset))
    }

    /// Adds a `PATCH` route.
    fn patch<H, T>(self, path: &'static str, handler: H, describe: impl FnOnce(Operation) -> Operation) -> Self
    where
        H: Handler<T, AppState>,
        T: Signature + 'static,
    {
        self.on((Method::Patch, path), handler, describe)
    }

    /// Adds a `DELETE` route.
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
    /// The method in lower case, as OpenAPI names it.
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
