//! The routes of all functions, each in the hands of its own.

use axum::Router;
use axum::handler::Handler;
use shared::openapi::{Method, Operation, Routes, Signature};
use shared::state::AppState;

use crate::App;

/// Reads route tables into one router, in which every handler has the rights of its function and no others.
pub(crate) struct ByFunction<'a> {
    app: &'a App,
    acting: AppState,
    /// What was read.
    pub(crate) router: Router<AppState>,
}

impl<'a> ByFunction<'a> {
    pub(crate) fn new(app: &'a App) -> Self {
        Self { app, acting: app.state.clone(), router: Router::new() }
    }
}

impl Routes for ByFunction<'_> {
    fn on<H, T>(self, route: (Method, &'static str), handler: H, says: impl FnOnce(Operation) -> Operation) -> Self
    where
        H: Handler<T, AppState>,
        T: Signature + 'static,
    {
        let route = Router::new().on(route, handler, says).with_state(self.acting.clone());
        Self { router: self.router.merge(route), ..self }
    }

    fn of_function(self, name: &'static str) -> Self {
        Self { acting: self.app.acting_as(name), ..self }
    }
}
