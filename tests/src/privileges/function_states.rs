//! The parts of the service as each function has them: with the rights of that function only.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use aws_sdk_dynamodb::Client;
use kith::media::UploadSigner;
use object_store::memory::InMemory;
use shared::dynamo::Table;
use shared::media::Media;
use shared::runtime::state::AppState;
use shared::store::Store;

use super::{Calls, Files, GRANTED, Privileges, Right};
use crate::stream::TestStream;

/// The parts of each function. Cloning is cheap.
#[derive(Clone)]
pub(crate) struct FunctionStates(Arc<Inner>);

struct Inner {
    state: AppState,
    stream: TestStream,
    files: Arc<InMemory>,
    signer: UploadSigner,
    functions: BTreeMap<&'static str, FunctionState>,
}

struct FunctionState {
    privileges: Privileges,
    /// Created on first use: that takes a millisecond, and few tests involve more than two functions.
    state: OnceLock<AppState>,
}

impl FunctionStates {
    /// The parts of all functions, based on these.
    pub(crate) fn new(state: AppState, stream: TestStream, files: Arc<InMemory>, signer: UploadSigner) -> Self {
        let function = |name| FunctionState { privileges: Privileges::of(name), state: OnceLock::new() };
        let functions = GRANTED.keys().map(|name| (name.as_str(), function(name))).collect();
        Self(Arc::new(Inner { state, stream, files, signer, functions }))
    }

    /// The files that all functions share.
    pub(crate) fn files(&self) -> &Arc<InMemory> {
        &self.0.files
    }

    /// The parts of a function.
    pub(crate) fn of(&self, function: &str) -> AppState {
        let function = &self.0.functions[function];
        function.state.get_or_init(|| self.0.state_with(&function.privileges)).clone()
    }

    /// The rights that a function has used so far.
    pub(crate) fn used_by(&self, function: &str) -> BTreeSet<Right> {
        self.0.functions[function].privileges.used()
    }
}

impl Inner {
    fn state_with(&self, privileges: &Privileges) -> AppState {
        let config = self.stream.client.config().to_builder().interceptor(Calls(privileges.clone()));
        let files = Files::new(self.files.clone(), privileges.clone());
        let signer = Files::new(Arc::new(self.signer.clone()), privileges.clone());
        AppState {
            store: Store::new(Table::new(Client::from_conf(config.build()), &self.stream.table)),
            media: Media::at(Arc::new(files)).or_signed_by(Arc::new(signer)),
            ..self.state.clone()
        }
    }
}
