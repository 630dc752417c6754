//! Derives parts of an operation from the handler's parameters.

use axum::extract::{Path, State};
use axum::http::HeaderMap;

use crate::auth::{CurrentUser, MaybeUser};
use crate::dialect::directory::{Document, PathFolder, PathUser, Query};
use crate::dialect::{Input, InputWithFiles, Origin, PageLinks, Params, PathId, PathIdAndText, PathText};
use crate::openapi::body::BodyKind;
use crate::openapi::operation::Operation;
use crate::runtime::service::ClientAddress;

/// A handler parameter.
pub trait Argument {
    /// Adds what the parameter says about the operation.
    fn describe(operation: Operation) -> Operation {
        operation
    }
}

/// All parameters of a handler, in the tuple of axum's `Handler`.
pub trait Signature {
    /// Adds what the parameters say about the operation.
    fn describe(operation: Operation) -> Operation;
}

macro_rules! signatures {
    ($($parameter:ident)*) => {
        impl<M, $($parameter: Argument),*> Signature for (M, $($parameter,)*) {
            fn describe(operation: Operation) -> Operation {
                $(let operation = $parameter::describe(operation);)*
                operation.may_fail(500)
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

/// Handlers with the state call the table, or the picture store.
impl<S> Argument for State<S> {
    fn describe(operation: Operation) -> Operation {
        operation.may_fail(503)
    }
}

impl Argument for HeaderMap {}
impl Argument for Origin {}
impl Argument for PageLinks {}

impl Argument for CurrentUser {
    fn describe(operation: Operation) -> Operation {
        operation.secured(true).may_fail(401).may_fail(503)
    }
}

impl Argument for MaybeUser {
    // Bad credentials are an error even where none are needed.
    fn describe(operation: Operation) -> Operation {
        operation.secured(false).may_fail(401).may_fail(503)
    }
}

/// Handlers read the client's address to throttle attempts.
impl Argument for ClientAddress {
    fn describe(operation: Operation) -> Operation {
        operation.may_fail(429)
    }
}

macro_rules! path_arguments {
    ($($parameter:ty),*) => {$(
        impl Argument for $parameter {
            fn describe(operation: Operation) -> Operation {
                operation.may_fail(404)
            }
        }
    )*};
}

path_arguments!(Path<(String, String, String)>, PathFolder, PathId, PathIdAndText, PathText, PathUser);

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
        operation.reads(BodyKind::Fields).may_fail(400).may_fail(413).may_fail(415)
    }
}

impl Argument for InputWithFiles {
    fn describe(operation: Operation) -> Operation {
        operation.reads(BodyKind::FieldsAndFiles).may_fail(400).may_fail(413).may_fail(415)
    }
}

impl Argument for Document {
    fn describe(operation: Operation) -> Operation {
        operation.reads(BodyKind::JsonApi).may_fail(400).may_fail(413).may_fail(415)
    }
}
