//! The routes of all functions, each in the hands of its own.

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use shared::openapi::{Method, Operation, Routes, Signature};
use shared::runtime::state::AppState;

use super::hands::Hands;

/// Reads route tables into one router, in which every handler has the rights of its function and no others.
pub(crate) struct ByFunction {
    hands: Hands,
    function: &'static str,
    /// What was read.
    pub(crate) router: Router<AppState>,
}

impl ByFunction {
    pub(crate) fn new(hands: Hands) -> Self {
        Self { hands, function: "", router: Router::new() }
    }
}

impl Routes for ByFunction {
    fn on<H, T>(self, route: (Method, &'static str), handler: H, says: impl FnOnce(Operation) -> Operation) -> Self
    where
        H: Handler<T, AppState>,
        T: Signature + 'static,
    {
        let handler = Acting { handler, function: self.function, hands: self.hands.clone() };
        Self { router: self.router.on(route, handler, says), ..self }
    }

    fn of_function(self, function: &'static str) -> Self {
        Self { function, ..self }
    }
}

/// A handler with the parts of its function, whatever it is given.
#[derive(Clone)]
struct Acting<H> {
    handler: H,
    function: &'static str,
    hands: Hands,
}

impl<H: Handler<T, AppState>, T> Handler<T, AppState> for Acting<H> {
    type Future = H::Future;

    fn call(self, request: Request, _: AppState) -> Self::Future {
        let state = self.hands.of(self.function);
        self.handler.call(request, state)
    }
}
