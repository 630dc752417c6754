//! Creations that a client repeats with the same key until they are acknowledged, while responses of the table are lost.

use std::time::Duration;

use futures::future::join_all;
use serde_json::{Value, json};
use tests::{App, FaultKind, FaultSchedule, Request, Routes as _, TestUser, new_folder};

const KEYS: usize = 8;
/// More attempts than any schedule should take.
const ATTEMPTS: usize = 200;

struct Creation {
    status: u16,
    request: fn(&App, &TestUser, usize) -> Request,
}

const CREATIONS: [Creation; 5] = [
    Creation { status: 201, request: |_, by, n| by.post("/api/v2/post/").json(&json!({"text": format!("post {n}")})) },
    Creation {
        status: 201,
        request: |_, by, n| by.post("/folders/").json_api(&new_folder(by.home(), &format!("folder {n}"))),
    },
    Creation {
        status: 200,
        request: |_, by, n| {
            let game = json!({"igdb": "7", "name": "Celeste"});
            let review = format!("entry {n}");
            by.post("/api/actions/journal/").json(&json!({"game": game, "date": "2026-01-31", "review": review}))
        },
    },
    Creation {
        status: 200,
        request: |app, _, n| {
            let (name, email) = (format!("new_{n}"), format!("new_{n}@example.org"));
            let body = json!({"username": name, "email": email, "password": TestUser::PASSWORD});
            app.post("/api/users/register/").json(&body)
        },
    },
    Creation {
        status: 200,
        request: |app, by, n| app.create_directory_user(by, &json!({"username": format!("made_{n}")})),
    },
];

/// Sends a request until it is acknowledged, as a client does. Returns the last response.
async fn until_acknowledged(app: &App, status: u16, request: impl Fn() -> Request) -> String {
    for _ in 0..ATTEMPTS {
        let answer = request().await;
        match answer.status {
            _ if answer.status == status => return answer.body,
            // A claim whose release was lost runs out.
            409 => app.state.clock.advance(Duration::from_secs(16)),
            503 => assert_ne!(answer.header("retry-after"), "", "{answer:?}"),
            _ => panic!("{answer:?}"),
        }
    }
    panic!("never acknowledged: {}", request().path());
}

#[tokio::test]
async fn each_key_creates_one_object() {
    let app = App::new().await;
    let root = app.superuser("root").await;
    let (faulty_app, faults) = app.faulty_app().await;
    let caller = &faulty_app.same_user(&root);
    faults.inject(Some(FaultSchedule::new(4, &[FaultKind::LoseResponse, FaultKind::LoseRequest], 0.4)));
    let faulty_app = &faulty_app;
    let requests = CREATIONS.iter().flat_map(|creation| (0..KEYS).map(move |n| (creation, n)));
    join_all(requests.map(async |(creation, n)| {
        let request = || (creation.request)(faulty_app, caller, n).header("idempotency-key", &format!("key {n}"));
        until_acknowledged(faulty_app, creation.status, request).await
    }))
    .await;
    assert!(faults.refused() > 50, "hardly a storm: {} calls hit", faults.refused());
    faults.inject(None);
    let rows = app.rows().all().await;
    let count = |is: &dyn Fn(&str, &str, &Value) -> bool| rows.iter().filter(|((pk, sk), row)| is(pk, sk, row)).count();
    assert_eq!(count(&|pk, sk, _| pk.starts_with("POST#") && sk == "POST"), KEYS, "posts");
    assert_eq!(count(&|_, sk, _| sk.starts_with("FOLDER#")), KEYS, "folders");
    assert_eq!(count(&|_, sk, _| sk.starts_with("JOURNAL#")), KEYS, "entries");
    assert_eq!(count(&|_, sk, _| sk == "ACCOUNT#PROFILE"), 2 * KEYS + 1, "users");
    for (creation, n) in CREATIONS.iter().flat_map(|creation| (0..KEYS).map(move |n| (creation, n))) {
        let again = (creation.request)(&app, &root, n).header("idempotency-key", &format!("key {n}")).await;
        assert_eq!((again.status, again.header("idempotency-replayed")), (creation.status, "true"), "{again:?}");
    }
}
