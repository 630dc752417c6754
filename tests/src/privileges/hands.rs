//! The parts of the service in the hands of each function.

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

/// Who has which parts, and what they did with them. Cloning is cheap.
#[derive(Clone)]
pub(crate) struct Hands(Arc<Inner>);

struct Inner {
    state: AppState,
    stream: TestStream,
    files: Arc<InMemory>,
    signer: UploadSigner,
    of: BTreeMap<&'static str, Hand>,
}

struct Hand {
    privileges: Privileges,
    /// Made when first asked for: that takes a millisecond, and few tests have to do with more than two functions.
    state: OnceLock<AppState>,
}

impl Hands {
    /// All functions, with parts like these.
    pub(crate) fn new(state: AppState, stream: TestStream, files: Arc<InMemory>, signer: UploadSigner) -> Self {
        let hand = |name| Hand { privileges: Privileges::of(name), state: OnceLock::new() };
        let of = GRANTED.keys().map(|name| (name.as_str(), hand(name))).collect();
        Self(Arc::new(Inner { state, stream, files, signer, of }))
    }

    /// Where all of them keep files.
    pub(crate) fn files(&self) -> &Arc<InMemory> {
        &self.0.files
    }

    /// The parts of a function.
    pub(crate) fn of(&self, function: &str) -> AppState {
        let hand = &self.0.of[function];
        hand.state.get_or_init(|| self.0.give(&hand.privileges)).clone()
    }

    /// What a function did so far.
    pub(crate) fn used_by(&self, function: &str) -> BTreeSet<Right> {
        self.0.of[function].privileges.used()
    }
}

impl Inner {
    fn give(&self, privileges: &Privileges) -> AppState {
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
