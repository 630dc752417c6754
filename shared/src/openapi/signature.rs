//! Derives parts of an operation from the handler's parameters.

use axum::extract::{Path, State};
use axum::http::HeaderMap;

use crate::auth::{CurrentUser, EnrollingUser, MaybeUser};
use crate::dialect::directory::{Document, PathFolder, PathUser, Query};
use crate::dialect::oauth::PublicClient;
use crate::dialect::site::SiteInput;
use crate::dialect::{Input, InputWithFiles, NoBody, Origin, PageLinks, Params, PathId, PathIdAndText, PathText};
use crate::domain::Toggle;
use crate::openapi::body::BodyKind;
use crate::openapi::operation::Operation;
use crate::runtime::idempotency::Idempotent;
use crate::runtime::service::{ClientAddress, UserAgent};

/// When a parameter is judged. Handlers have their parameters in this order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It is no reason to refuse a request, or none before the handler runs.
    Any,
    /// The caller's credentials.
    Credentials,
    /// What the path names.
    Path,
}

/// A handler parameter.
pub trait Argument {
    /// When the parameter is judged.
    const STAGE: Stage = Stage::Any;

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
                // Fails to compile for a handler whose parameters are in the wrong order.
                const { assert!(credentials_come_first(&[$($parameter::STAGE),*]), "credentials are checked first") };
                $(let operation = $parameter::describe(operation);)*
                operation.may_fail(500)
            }
        }
    };
}

/// Whether no path is judged before the credentials.
const fn credentials_come_first(stages: &[Stage]) -> bool {
    let (mut at, mut path) = (0, false);
    while at < stages.len() {
        match stages[at] {
            Stage::Path => path = true,
            Stage::Credentials if path => return false,
            Stage::Credentials | Stage::Any => {}
        }
        at += 1;
    }
    true
}

signatures!();
signatures!(A);
signatures!(A B);
signatures!(A B C);
signatures!(A B C D);
signatures!(A B C D E);
signatures!(A B C D E F);
signatures!(A B C D E F G);

/// Handlers with the state call the table, or the picture store.
impl<S> Argument for State<S> {
    fn describe(operation: Operation) -> Operation {
        operation.may_fail(503)
    }
}

impl Argument for HeaderMap {}
impl Argument for NoBody {}
impl Argument for Origin {}
impl Argument for PageLinks {}
impl Argument for UserAgent {}
impl Argument for Toggle {}

/// Staff without the second factor that the community requires get a 403.
impl Argument for CurrentUser {
    const STAGE: Stage = Stage::Credentials;

    fn describe(operation: Operation) -> Operation {
        EnrollingUser::describe(operation).may_fail(403)
    }
}

impl Argument for EnrollingUser {
    const STAGE: Stage = Stage::Credentials;

    fn describe(operation: Operation) -> Operation {
        operation.secured(true).may_fail(401).may_fail(503)
    }
}

impl Argument for MaybeUser {
    const STAGE: Stage = Stage::Credentials;

    // Bad credentials are an error even where none are needed.
    fn describe(operation: Operation) -> Operation {
        operation.secured(false).may_fail(401).may_fail(403).may_fail(503)
    }
}

impl Argument for PublicClient {
    fn describe(operation: Operation) -> Operation {
        operation.may_fail(401)
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
            const STAGE: Stage = Stage::Path;

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
        operation.may_fail(400).may_fail(406).may_fail(415)
    }
}

impl Argument for Input {
    fn describe(operation: Operation) -> Operation {
        operation.reads(BodyKind::Fields).may_fail(400).may_fail(413).may_fail(415)
    }
}

impl Argument for SiteInput {
    fn describe(operation: Operation) -> Operation {
        Input::describe(operation).reads(BodyKind::FieldsOrNumbers)
    }
}

impl Argument for InputWithFiles {
    fn describe(operation: Operation) -> Operation {
        operation.reads(BodyKind::Fields).may_fail(400).may_fail(413).may_fail(415)
    }
}

impl Argument for Document {
    fn describe(operation: Operation) -> Operation {
        operation.reads(BodyKind::JsonApi).may_fail(400).may_fail(413).may_fail(415)
    }
}

impl<B: Argument> Argument for Idempotent<B> {
    const STAGE: Stage = B::STAGE;

    fn describe(operation: Operation) -> Operation {
        B::describe(operation).idempotent()
    }
}
