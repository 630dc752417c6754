//! The errors of each dialect: the examples in `openapi/refusals/`.

use serde_json::{Value, json};
use shared::domain::account::throttle::{Limit, Limits};
use shared::runtime::config::Config;
use tests::{
    App, FaultKind, FaultSchedule, JSON_API, Request, Routes as _, TestResponse, TestUser, config, examples, new_folder,
};

const TEXT: &str = "text/plain";
/// More bytes than any body may have.
const TOO_LONG: usize = 300_000;

#[tokio::test]
async fn every_error_has_an_example() {
    let app = App::new().await;
    let (owner, other) = (app.register("owner").await, app.register("other").await);
    let root = app.superuser("root").await;
    let broken_app = App::new().await;
    let (broken, broken_root) = (broken_user(&broken_app).await, broken_app.superuser("root").await);
    let long = json!({"text": "a".repeat(TOO_LONG)});
    let answers = [
        ("Community400", owner.post("/api/v2/discussion/").json(&json!({"text": "Some are high."})).await),
        ("Community401", app.get("/api/v2/user/me/").await),
        ("Community403", other.patch(&owner.path("")).json(&json!({"bio": "Changed."})).await),
        ("Community404", app.get("/api/v2/user/1/").await),
        ("Community409", root.delete(&root.path("")).await),
        ("Community413", owner.post("/api/v2/post/").json(&long).await),
        ("Community415", owner.post("/api/v2/post/").body(TEXT, "Some are high.").await),
        (
            "Community422",
            reused(["First.", "Second."].map(|text| owner.post("/api/v2/post/").json(&json!({"text": text})))).await,
        ),
        ("Community500", broken_app.get(&broken.path("")).await),
        ("Community503", without_table(&app, "/api/v2/user/1/").await),
        ("Community429", throttled("/api/v2/user/{id}/change_password/").await),
        ("Site400", app.post("/api/users/register/").json(&json!({"username": "owner", "email": "no address"})).await),
        ("Site401", app.get("/api/users/user/").await),
        ("Site403", other.post("/api/users/profile/owner").json(&json!({"bio": "Changed."})).await),
        ("Site404", app.get("/api/users/nobody").await),
        ("Site409", overtaken(&app, &owner).await),
        ("Site422", reused(["late", "later"].map(|name| registration(&app, name))).await),
        ("Site500", broken_app.get("/api/users/broken").await),
        ("Site503", without_table(&app, "/api/users/nobody").await),
        ("Site413", app.post("/api/users/login/").json(&long).await),
        ("Site415", app.post("/api/users/login/").body(TEXT, "owner").await),
        ("Site429", throttled("/api/users/login/").await),
        (
            "OAuth400",
            app.post("/oauth/token/").json(&json!({"grant_type": "refresh_token", "refresh_token": "expired"})).await,
        ),
        ("OAuth401", app.post("/oauth/token/").header("authorization", "Basic Y2xpZW50OnNlY3JldA==").await),
        ("OAuth413", app.post("/oauth/token/").json(&long).await),
        ("OAuth415", app.post("/oauth/token/").body(TEXT, "owner").await),
        ("OAuth429", throttled("/oauth/token/").await),
        ("OAuth500", broken_app.post("/oauth/token/").json(&password_grant("broken")).await),
        ("OAuth503", token_without_table(&app).await),
        ("Directory400", root.post("/users/").json_api(&json!({"data": {"type": "users", "attributes": {}}})).await),
        ("Directory401", app.get("/users/me/").await),
        ("Directory403", owner.get("/users/").await),
        ("Directory404", root.get("/users/00000000-0000-0000-0000-000000000000/").await),
        ("Directory406", root.get("/users/").header("accept", "application/vnd.api+json; version=1.0").await),
        ("Directory409", root.delete(&root.directory_path("")).await),
        ("Directory413", root.post("/users/").json_api(&long).await),
        ("Directory415", root.post("/users/").body(TEXT, "owner").await),
        (
            "Directory422",
            reused(
                ["letters", "drafts"].map(|title| owner.post("/folders/").json_api(&new_folder(owner.home(), title))),
            )
            .await,
        ),
        ("Directory429", too_many_mails().await),
        ("Directory500", broken_root.get(&broken.directory_path("")).await),
        ("Directory503", without_table(&app, "/health/ready/").await),
    ];
    let mut stale = Vec::new();
    for (name, answer) in &answers {
        assert!(name.ends_with(&answer.status.to_string()), "{name}: {answer:?}");
        let media = if name.starts_with("Directory") { JSON_API } else { "application/json" };
        assert_eq!(answer.header("content-type"), media, "{name}");
        stale.extend(examples::check_refusal(name, answer));
    }
    assert!(stale.is_empty(), "\n{}", stale.join("\n"));
}

/// The response to the second of two requests, which have the same idempotency key.
async fn reused(requests: [Request; 2]) -> TestResponse {
    let [first, second] = requests.map(|request| request.header("idempotency-key", "a key"));
    assert!(first.await.status < 300);
    second.await
}

fn registration(app: &App, name: &str) -> Request {
    let body = json!({"username": name, "email": format!("{name}@example.org"), "password": TestUser::PASSWORD});
    app.post("/api/users/register/").json(&body)
}

/// The response to one attempt too many.
async fn throttled(path: &str) -> TestResponse {
    let app = App::throttled().await;
    let owner = app.register("owner").await;
    let guess = json!({"grant_type": "password", "username": "owner", "password": "a-guess", "new_password": TestUser::PASSWORD});
    let path = path.replace("{id}", &owner.id.to_string());
    let method = if path.ends_with("login/") || path.ends_with("token/") { "POST" } else { "PATCH" };
    for _ in 0..10 {
        owner.request(method, &path).json(&guess).await.expect(400);
    }
    owner.request(method, &path).json(&guess).await
}

/// The response to a change of address by mail that is one too many.
async fn too_many_mails() -> TestResponse {
    let limits = Limits { mails: Limit { count: 0, ..Limits::default().mails }, ..Limits::default() };
    let app = App::with(Config { sends_mail: true, limits: Some(limits), ..config() }).await;
    let owner = app.register("owner").await;
    let body = owner.patch_of(json!({"email": "new@example.org"}));
    owner.patch(&owner.directory_path("")).json_api(&body).await
}

/// The response while the table fails.
async fn without_table(app: &App, path: &str) -> TestResponse {
    let (faulty_app, faults) = app.faulty_app().await;
    faults.inject(Some(FaultSchedule::new(7, &[FaultKind::InternalError], 1.0)));
    faulty_app.get(path).await
}

/// The response to a login while the table fails.
async fn token_without_table(app: &App) -> TestResponse {
    let (faulty_app, faults) = app.faulty_app().await;
    faults.inject(Some(FaultSchedule::new(7, &[FaultKind::InternalError], 1.0)));
    faulty_app.post("/oauth/token/").json(&password_grant("owner")).await
}

fn password_grant(name: &str) -> Value {
    json!({"grant_type": "password", "username": name, "password": TestUser::PASSWORD})
}

/// The response to a change that another change overtakes.
async fn overtaken(app: &App, owner: &TestUser) -> TestResponse {
    let (faulty_app, faults) = app.faulty_app().await;
    faults.refuse_writes(Some(0));
    faulty_app.same_user(owner).post("/api/users/profile/owner").json(&json!({"bio": "Changed."})).await
}

/// A user whose profile cannot be read.
async fn broken_user(app: &App) -> TestUser {
    let broken = app.register("broken").await;
    app.rows().change(&format!("U#{}", broken.id), "ACCOUNT#PROFILE", json!({"status": 7})).await;
    broken
}
