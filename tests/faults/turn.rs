//! One act of somebody: what it is done with, and what is said to it.

use std::collections::BTreeSet;

use rand::rngs::SmallRng;
use tests::{Answer, App, Person, Request};

/// What may be so. What was acknowledged leaves one possibility, what was refused by the weather adds one.
pub type Possible<T> = BTreeSet<T>;

/// Who and what there is for everybody.
pub struct Scene {
    /// The community in its weather.
    pub app: App,
    pub people: Vec<Person>,
    /// A post of each, which has a poll, and its choices.
    pub posts: Vec<(u64, Vec<u64>)>,
}

/// How often something was done, and how often the weather forbade it.
#[derive(Default)]
pub struct Tally {
    pub acknowledged: usize,
    pub refused: usize,
}

/// What an act is done with.
pub struct Turn<'a> {
    pub me: &'a Person,
    pub scene: &'a Scene,
    pub rng: &'a mut SmallRng,
    pub tally: &'a mut Tally,
}

impl Turn<'_> {
    /// What is answered; `None`: that the client may try again, in the shape that it knows.
    pub async fn ask(&mut self, request: Request) -> Option<Answer> {
        let path = request.path().to_owned();
        let answer = request.await;
        if ![503, 504].contains(&answer.status) {
            assert!(answer.status < 500, "{path}: {answer:?}");
            self.tally.acknowledged += 1;
            return Some(answer);
        }
        assert!(is_in_shape(&path, &answer), "{path}: {answer:?}");
        assert_ne!(answer.header("retry-after"), "", "{path}: {answer:?}");
        self.tally.refused += 1;
        None
    }

    /// Whether it was done: nothing but the weather is in the way.
    pub async fn does(&mut self, request: Request, status: u16) -> bool {
        self.ask(request).await.map(|answer| answer.expect(status)).is_some()
    }
}

/// Whether an error is in the dialect of its path.
pub fn is_in_shape(path: &str, answer: &Answer) -> bool {
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

pub fn toggled(possible: &mut Possible<bool>, done: bool) {
    let after = possible.iter().map(|there| !there).collect();
    becomes(possible, after, done);
}

pub fn becomes<T: Ord>(possible: &mut Possible<T>, after: Possible<T>, done: bool) {
    if done {
        *possible = after;
    } else {
        possible.extend(after);
    }
}
