//! What a handler's parameters say about its operation.

use axum::extract::{Path, State};
use axum::http::HeaderMap;

use crate::auth::{CurrentUser, MaybeUser};
use crate::dialect::directory::{Document, PathFolder, PathUser, Query};
use crate::dialect::{Input, InputWithFiles, Origin, PageLinks, Params, PathId, PathIdAndText, PathText};
use crate::openapi::body::Bodies;
use crate::openapi::operation::Operation;
use crate::runtime::service::ClientAddress;

/// A parameter of a handler.
pub trait Argument {
    /// Adds what it says.
    fn describe(operation: Operation) -> Operation {
        operation
    }
}

/// All parameters of a handler, as axum's `Handler` has them.
pub trait Signature {
    /// Adds what they say.
    fn describe(operation: Operation) -> Operation;
}

macro_rules! signatures {
    ($($parameter:ident)*) => {
        impl<M, $($parameter: Argument),*> Signature for (M, $($parameter,)*) {
            fn describe(operation: Operation) -> Operation {
                $(let operation = $parameter::describe(operation);)*
                operation
            }
        }
    };
}

signatures!();
signatures!(A);
signatures!(A B);
signatures!(A B C);
signatures!(A B C D);
signatures!(A B C D E);
signatures!(A B C D E F);

impl<S> Argument for State<S> {}
impl Argument for HeaderMap {}
impl Argument for Origin {}
impl Argument for PageLinks {}

impl Argument for CurrentUser {
    fn describe(operation: Operation) -> Operation {
        operation.secured(true).may_fail(401)
    }
}

impl Argument for MaybeUser {
    // A bad credential is never treated as none.
    fn describe(operation: Operation) -> Operation {
        operation.secured(false).may_fail(401)
    }
}

/// Those who ask for the client's address count attempts.
impl Argument for ClientAddress {
    fn describe(operation: Operation) -> Operation {
        operation.may_fail(429)
    }
}

macro_rules! of_paths {
    ($($parameter:ty),*) => {$(
        impl Argument for $parameter {
            fn describe(operation: Operation) -> Operation {
                operation.may_fail(404)
            }
        }
    )*};
}

of_paths!(Path<(String, String, String)>, PathFolder, PathId, PathIdAndText, PathText, PathUser);

impl Argument for Params {
    fn describe(operation: Operation) -> Operation {
        operation.may_fail(400)
    }
}

impl Argument for Query {
    fn describe(operation: Operation) -> Operation {
        operation.may_fail(400).may_fail(406)
    }
}

impl Argument for Input {
    fn describe(operation: Operation) -> Operation {
        operation.reads(Bodies::Fields).may_fail(400).may_fail(413).may_fail(415)
    }
}

impl Argument for InputWithFiles {
    fn describe(operation: Operation) -> Operation {
        operation.reads(Bodies::Files).may_fail(400).may_fail(413).may_fail(415)
    }
}

impl Argument for Document {
    fn describe(operation: Operation) -> Operation {
        operation.reads(Bodies::Document).may_fail(400).may_fail(413).may_fail(415)
    }
}
