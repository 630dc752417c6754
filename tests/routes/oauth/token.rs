//! `POST /oauth/token/` with the grant `password`, and the errors of all grants.

use std::time::Duration;

use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::Status;
use tests::{App, Routes as _, TestUser};

use super::{ME, Tokens, grant, log_in, password};

#[tokio::test]
async fn a_password_gets_an_access_and_a_refresh_token() {
    let app = App::new().await;
    app.register("madeline").await;
    for name in ["madeline", "MADELINE", "madeline@example.org", "Madeline@Example.org"] {
        let answer = password(&app, name, TestUser::PASSWORD).await.expect(200);
        assert_eq!((answer.header("cache-control"), answer.header("content-type")), ("no-store", "application/json"));
        let body = answer.json();
        assert_eq!(
            (&body["token_type"], &body["expires_in"], &body["scope"]),
            (&json!("Bearer"), &json!(900), &json!("api"))
        );
        let tokens = Tokens::of(&answer);
        assert_eq!(app.bearer(&tokens.access).get(ME).await.expect(200).json()["username"], "madeline");
        // A refresh token is no access token.
        app.bearer(&tokens.refresh).get(ME).await.expect(401);
    }
}

#[tokio::test]
async fn forms_other_fields_and_paths_without_the_slash_are_accepted() {
    let app = App::new().await;
    app.register("madeline").await;
    let form = [
        ("grant_type", "password"),
        ("username", "madeline"),
        ("password", TestUser::PASSWORD),
        ("client_id", "a-front-end"),
        ("scope", "openid"),
    ];
    app.post("/oauth/token").form(&form).await.expect(200);
    // A client that only names itself, and one that attaches an old token to every request.
    for authorization in ["Basic YS1mcm9udC1lbmQ6", "Bearer expired", "Token x.y.z", "nonsense"] {
        app.post("/oauth/token/").header("authorization", authorization).form(&form).await.expect(200);
    }
}

#[tokio::test]
async fn an_access_token_lives_a_quarter_of_an_hour() {
    let app = App::new().await;
    app.register("madeline").await;
    let tokens = log_in(&app, "madeline").await;
    app.state.clock.advance(Duration::from_secs(15 * 60 - 30));
    app.bearer(&tokens.access).get(ME).await.expect(200);
    app.state.clock.advance(Duration::from_secs(31));
    app.bearer(&tokens.access).get(ME).await.expect(401);
}

#[rstest]
#[case(json!({}), "invalid_request", "grant_type: This field is required.")]
#[case(json!({"grant_type": null}), "invalid_request", "grant_type: This field may not be null.")]
#[case(json!({"grant_type": 7}), "invalid_request", "grant_type: Not a valid string.")]
#[case(json!({"grant_type": ""}), "unsupported_grant_type", "The grant types are password and refresh_token.")]
#[case(json!({"grant_type": "Password"}), "unsupported_grant_type", "The grant types are password and refresh_token.")]
#[case(json!({"grant_type": "client_credentials"}), "unsupported_grant_type", "The grant types are password and refresh_token.")]
#[case(json!({"grant_type": "password"}), "invalid_request", "username: This field is required. password: This field is required.")]
#[case(json!({"grant_type": "password", "username": "", "password": "x"}), "invalid_request", "username: This field may not be blank.")]
#[case(json!({"grant_type": "password", "username": ["a"], "password": "x"}), "invalid_request", "username: Not a valid string.")]
#[case(json!({"grant_type": "refresh_token"}), "invalid_request", "refresh_token: This field is required.")]
#[case(json!({"grant_type": "password", "username": "madeline", "password": "wrong"}), "invalid_grant", "Incorrect username/password.")]
#[case(json!({"grant_type": "password", "username": "nobody", "password": TestUser::PASSWORD}), "invalid_grant", "Incorrect username/password.")]
#[case(json!(["password"]), "invalid_request", "Invalid data. Expected an object.")]
#[tokio::test]
async fn errors_are_those_of_rfc_6749(#[case] body: Value, #[case] error: &str, #[case] description: &str) {
    let app = App::new().await;
    app.register("madeline").await;
    let answer = grant(&app, &body).await.expect(400);
    assert_eq!(answer.json(), json!({"error": error, "error_description": description}));
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn repeated_and_broken_parameters_are_invalid_requests() {
    let app = App::new().await;
    let password = [("grant_type", "password"), ("username", "a"), ("password", "b")];
    for repeated in [("grant_type", "password"), ("username", "a"), ("password", "c")] {
        let form = [&password[..], &[repeated]].concat();
        let answer = app.post("/oauth/token/").form(&form).await.expect(400).json();
        let description = format!("{}: This field is given more than once.", repeated.0);
        assert_eq!(answer, json!({"error": "invalid_request", "error_description": description}));
    }
    let twice = [("token", "a"), ("token", "b")];
    assert_eq!(app.post("/oauth/revoke/").form(&twice).await.expect(400).json()["error"], "invalid_request");
    let answer = app.post("/oauth/token/").body("application/json", r#"{"grant_type": "\q"#).await.expect(400).json();
    let description = answer["error_description"].as_str().unwrap();
    assert!(description.bytes().all(|b| matches!(b, b' '..=b'~') && b != b'"' && b != b'\\'), "{description}");
    app.post("/oauth/token/").body("text/plain", "x").await.expect(415);
    app.get("/oauth/token/").await.expect(405);
}

#[tokio::test]
async fn a_client_secret_is_an_invalid_client() {
    let app = App::new().await;
    app.register("madeline").await;
    for path in ["/oauth/token/", "/oauth/revoke/"] {
        for credentials in ["Basic YTpi", "basic YTpi", "Basic !", "Basic OmI="] {
            let answer =
                app.post(path).header("authorization", credentials).json(&json!({"token": "x"})).await.expect(401);
            assert_eq!(answer.json()["error"], "invalid_client", "{credentials}");
            assert_eq!(answer.header("www-authenticate"), "Basic realm=\"kith\"");
        }
    }
}

#[tokio::test]
async fn accounts_that_may_not_log_in_get_the_same_answer() {
    let app = App::new().await;
    app.account("blocked", None, Status::Blocked, Some(TestUser::PASSWORD)).await;
    app.account("deleted", None, Status::Deleted, Some(TestUser::PASSWORD)).await;
    app.account("without", None, Status::Approved, None).await;
    for name in ["blocked", "deleted", "without", "nobody"] {
        let answer = password(&app, name, TestUser::PASSWORD).await.expect(400);
        insta::allow_duplicates! {
            insta::assert_snapshot!(answer.body, @r#"{"error":"invalid_grant","error_description":"Incorrect username/password."}"#);
        }
    }
}

#[tokio::test]
async fn logins_of_both_apis_share_their_limits() {
    let app = App::throttled().await;
    app.register("madeline").await;
    for n in 0..10 {
        if n % 2 == 0 {
            password(&app, "madeline", "a-guess").await.expect(400);
        } else {
            app.login("madeline", "a-guess").await.expect(400);
        }
    }
    let answer = password(&app, "madeline", TestUser::PASSWORD).await.expect(429);
    assert_eq!(answer.json()["error"], "temporarily_unavailable");
    assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0);
    app.login("madeline", TestUser::PASSWORD).await.expect(429);
}

#[tokio::test]
async fn the_answers_of_the_site_must_not_be_stored_either() {
    let app = App::new().await;
    let body = json!({"username": "theo", "email": "theo@example.org", "password": TestUser::PASSWORD});
    assert_eq!(app.post("/api/users/register/").json(&body).await.expect(200).header("cache-control"), "no-store");
    assert_eq!(app.login("theo", TestUser::PASSWORD).await.expect(200).header("cache-control"), "no-store");
}
