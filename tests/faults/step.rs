//! One step of a virtual user: a request, and the states that its response allows.

use std::collections::BTreeSet;

use rand::rngs::SmallRng;
use tests::{App, Request, TestResponse, TestUser};

/// The states that the responses so far allow. An acknowledged change replaces them; a change with an unknown outcome
/// adds the states after it.
pub type Possible<T> = BTreeSet<T>;

/// What all virtual users share.
pub struct Fixtures {
    /// The community, over a table that fails.
    pub app: App,
    pub people: Vec<TestUser>,
    /// A post of each user, which has a poll: the ids of the post and of its choices.
    pub posts: Vec<(u64, Vec<u64>)>,
}

/// How many requests were acknowledged, and how many failed because of a fault.
#[derive(Default)]
pub struct Outcomes {
    pub acknowledged: usize,
    pub failed: usize,
}

/// The context of one step.
pub struct Step<'a> {
    pub me: &'a TestUser,
    pub fixtures: &'a Fixtures,
    pub rng: &'a mut SmallRng,
    pub outcomes: &'a mut Outcomes,
}

impl Step<'_> {
    /// Sends a request. Returns `None` for a 503 or 504, which must have its API's error shape, and a
    /// `Retry-After` unless the outcome is unknown.
    pub async fn send(&mut self, request: Request) -> Option<TestResponse> {
        let path = request.path().to_owned();
        let answer = request.await;
        if ![503, 504].contains(&answer.status) {
            assert!(answer.status < 500, "{path}: {answer:?}");
            self.outcomes.acknowledged += 1;
            return Some(answer);
        }
        assert!(has_error_shape(&path, &answer), "{path}: {answer:?}");
        assert_eq!(answer.header("retry-after").is_empty(), code(&answer) == "outcome_unknown", "{path}: {answer:?}");
        self.outcomes.failed += 1;
        None
    }

    /// Sends a request that can only fail because of a fault. Returns whether it was acknowledged.
    pub async fn acknowledged(&mut self, request: Request, status: u16) -> bool {
        self.send(request).await.map(|answer| answer.expect(status)).is_some()
    }
}

/// Whether an error has the shape of its path's API. See `docs/api/common.md`, "Shapes".
pub fn has_error_shape(path: &str, answer: &TestResponse) -> bool {
    let body = answer.json();
    let error = &body["errors"][0];
    if path.starts_with("/api/v2/") {
        error["code"].is_string() && error["message"].is_string()
    } else if path.starts_with("/api/") {
        body["detail"].is_string()
    } else {
        error["status"].as_str() == Some(&answer.status.to_string()) && error["code"].is_string()
    }
}

/// The code of an error in the community and directory dialects, and in the site's where it has one.
pub fn code(answer: &TestResponse) -> String {
    let body = answer.json();
    let code = body["errors"][0]["code"].as_str().or(body["code"].as_str());
    code.unwrap_or_default().to_owned()
}

/// Applies a toggle, which may or may not have been acknowledged.
pub fn toggle(possible: &mut Possible<bool>, acknowledged: bool) {
    let after = possible.iter().map(|on| !on).collect();
    transition(possible, after, acknowledged);
}

/// Applies a change that leads to one of the states `after`, and may or may not have been acknowledged.
pub fn transition<T: Ord>(possible: &mut Possible<T>, after: Possible<T>, acknowledged: bool) {
    if acknowledged {
        *possible = after;
    } else {
        possible.extend(after);
    }
}
