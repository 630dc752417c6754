//! Conflicts as DynamoDB raises them: a write of an item that a transaction in flight also writes or checks is refused.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use serde_json::Value;

/// The items of the transactions in flight.
#[derive(Clone, Debug, Default)]
pub(crate) struct Contention(Arc<Mutex<HashSet<String>>>);

/// The items of a transaction in flight, until it ends.
#[derive(Debug)]
pub(crate) struct InFlight {
    all: Contention,
    items: Vec<String>,
}

impl Contention {
    /// Begins a call. `Err` says for each of its items whether a transaction in flight has it.
    pub(crate) fn begin(&self, body: &Value) -> Result<InFlight, Vec<bool>> {
        let items = items_of(body);
        let mut in_flight = self.0.lock().expect("no panic");
        let conflicts: Vec<bool> = items.iter().map(|item| in_flight.contains(item)).collect();
        if conflicts.contains(&true) {
            return Err(conflicts);
        }
        // Two writes of one item that are no transactions come one after the other.
        let items = if body.get("TransactItems").is_some() { items } else { Vec::new() };
        in_flight.extend(items.iter().cloned());
        Ok(InFlight { all: self.clone(), items })
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        let mut in_flight = self.all.0.lock().expect("no panic");
        for item in &self.items {
            in_flight.remove(item);
        }
    }
}

/// The keys of the items that a write writes or checks.
fn items_of(body: &Value) -> Vec<String> {
    let writes = match body["TransactItems"].as_array() {
        Some(writes) => writes.iter().filter_map(|write| write.as_object()?.values().next()).collect(),
        None => vec![body],
    };
    let key = |write: &Value| {
        let key = write.get("Key").or(write.get("Item"))?;
        Some(format!("{} {}", key["PK"]["S"], key["SK"]["S"]))
    };
    writes.into_iter().filter_map(key).collect()
}
