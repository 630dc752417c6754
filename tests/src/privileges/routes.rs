//! The routes of all functions, each with the rights of its function.

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use shared::openapi::{Method, Operation, Routes, Signature};
use shared::runtime::state::AppState;

use super::function_states::FunctionStates;

/// Builds one router from the route tables, in which every handler has only the rights of its function.
pub(crate) struct ByFunction {
    functions: FunctionStates,
    function: &'static str,
    /// The routes so far.
    pub(crate) router: Router<AppState>,
}

impl ByFunction {
    pub(crate) fn new(functions: FunctionStates) -> Self {
        Self { functions, function: "", router: Router::new() }
    }
}

impl Routes for ByFunction {
    fn on<H, T>(self, route: (Method, &'static str), handler: H, operation: impl FnOnce(Operation) -> Operation) -> Self
    where
        H: Handler<T, AppState>,
        T: Signature + 'static,
    {
        let handler = Acting { handler, function: self.function, functions: self.functions.clone() };
        Self { router: self.router.on(route, handler, operation), ..self }
    }

    fn of_function(self, function: &'static str) -> Self {
        Self { function, ..self }
    }
}

/// A handler that uses the parts of its function instead of those of the router.
#[derive(Clone)]
struct Acting<H> {
    handler: H,
    function: &'static str,
    functions: FunctionStates,
}

impl<H: Handler<T, AppState>, T> Handler<T, AppState> for Acting<H> {
    type Future = H::Future;

    fn call(self, request: Request, _: AppState) -> Self::Future {
        let state = self.functions.of(self.function);
        self.handler.call(request, state)
    }
}
