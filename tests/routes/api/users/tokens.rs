//! Which credentials are accepted, on `GET /api/users/user/` and `GET /api/v2/user/{id}/`.

use std::time::Duration;

use hmac_for_jwt::{Hmac, Mac as _};
use jwt::SignWithKey as _;
use serde_json::{Value, json};
use sha2_for_jwt::{Sha256, Sha384};
use shared::domain::{Status, UserId};
use shared::runtime::config::Secrets;
use tests::{App, Routes as _, SECRET, config, mint, sign};

pub(super) const ME: &str = "/api/users/user/";
const OTHER_SECRET: &str = "another secret of the tests, 32 bytes or more";

fn hs256() -> Value {
    json!({"alg": "HS256", "typ": "JWT"})
}

/// Asserts that this header is a 401 where credentials are required and where they are optional, in the error shape of
/// each API.
pub(super) async fn assert_refused(app: &App, id: UserId, authorization: &str) {
    let answer = app.get(ME).header("authorization", authorization).await;
    assert_eq!(answer.status, 401, "{authorization}: {answer:?}");
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    insta::allow_duplicates! { insta::assert_snapshot!(answer.body, @r#"{"detail":"Invalid token."}"#) }

    let answer = app.get(&format!("/api/v2/user/{id}/")).header("authorization", authorization).await;
    assert_eq!(answer.status, 401, "{authorization}: {answer:?}");
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    insta::allow_duplicates! {
        insta::assert_snapshot!(answer.body, @r#"{"errors":[{"code":"invalid_token","message":"Invalid token."}]}"#);
    }

    let answer = app.get("/users/me/").header("authorization", authorization).await;
    assert_eq!(answer.status, 401, "{authorization}: {answer:?}");
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    assert_eq!(answer.json()["errors"][0]["code"], "invalid_token", "{answer:?}");
}

#[tokio::test]
async fn accepts_the_schemes_bearer_and_token_in_any_case() {
    let app = App::new().await;
    let token = app.register("madeline").await.token;
    for scheme in ["Bearer", "Token", "bearer", "token", "BEARER", "tOkEn"] {
        app.get(ME).header("authorization", &format!("{scheme} {token}")).await.expect(200);
    }
}

#[tokio::test]
async fn a_malformed_header_never_counts_as_no_credentials() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let token = &madeline.token;
    for header in [
        "",
        "Bearer",
        "Bearer ",
        "Token",
        token,
        "Bearer null",
        "Bearer undefined",
        "Bearer a.b.c",
        "Bearer ..",
        "x y z",
    ] {
        assert_refused(&app, madeline.id, header).await;
    }
    for header in [
        "Basic bWFkZWxpbmU6Y29ycmVjdC1ob3JzZQ==",
        "JWT {}",
        "Digest {}",
        "Bearer,{}",
        "Bearer \"{}\"",
        "Bearer {} {}",
        "Bearer {}x",
        "Bearer {}.",
    ] {
        assert_refused(&app, madeline.id, &header.replace("{}", token)).await;
    }
    assert_refused(&app, madeline.id, &format!("Bearer {}", "x".repeat(10_000))).await;
}

#[tokio::test]
async fn rejects_two_authorization_headers_even_if_both_are_valid() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    for path in [ME, &madeline.path("")] {
        let answer = madeline.get(path).append_header("authorization", &format!("Bearer {}", madeline.token)).await;
        assert_eq!(answer.expect(401).header("www-authenticate"), "Bearer");
    }
}

#[tokio::test]
async fn missing_credentials_are_a_401() {
    let app = App::new().await;
    let answer = app.get(ME).await.expect(401);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    insta::assert_snapshot!(answer.body, @r#"{"detail":"Invalid token."}"#);
}

#[tokio::test]
async fn accepts_a_token_of_a_host_application() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let me = app.bearer(&mint(SECRET, &app.claims_of(madeline.id))).get(ME).await.expect(200).json();
    assert_eq!(me["id"], madeline.id.get());
}

#[tokio::test]
async fn accepts_a_token_signed_by_another_library() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let claims = app.claims_of(madeline.id);
    let key: Hmac<Sha256> = Hmac::new_from_slice(SECRET.as_bytes()).unwrap();
    app.bearer(&claims.clone().sign_with_key(&key).unwrap()).get(ME).await.expect(200);

    let key: Hmac<Sha384> = Hmac::new_from_slice(SECRET.as_bytes()).unwrap();
    assert_refused(&app, madeline.id, &format!("Bearer {}", claims.sign_with_key(&key).unwrap())).await;
}

#[tokio::test]
async fn rejects_every_other_algorithm() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    for alg in ["none", "None", "NONE", "HS384", "HS512", "RS256", "ES256", "PS256", "EdDSA", "hs256", ""] {
        let token = sign(SECRET, &json!({"alg": alg, "typ": "JWT"}), &app.claims_of(madeline.id));
        assert_refused(&app, madeline.id, &format!("Bearer {token}")).await;
        let unsigned = token.rsplit_once('.').unwrap().0;
        assert_refused(&app, madeline.id, &format!("Bearer {unsigned}.")).await;
        assert_refused(&app, madeline.id, &format!("Bearer {unsigned}")).await;
    }
    let token = sign(SECRET, &json!({"typ": "JWT"}), &app.claims_of(madeline.id));
    assert_refused(&app, madeline.id, &format!("Bearer {token}")).await;
}

#[tokio::test]
async fn rejects_a_wrong_or_missing_signature() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let claims = app.claims_of(madeline.id);
    for secret in [OTHER_SECRET, "", &SECRET[..31]] {
        assert_refused(&app, madeline.id, &format!("Bearer {}", mint(secret, &claims))).await;
    }
    let token = mint(SECRET, &claims);
    let (signed, signature) = token.rsplit_once('.').unwrap();
    assert_refused(&app, madeline.id, &format!("Bearer {signed}.")).await;
    assert_refused(&app, madeline.id, &format!("Bearer {signed}.{}", &signature[1..])).await;
    // The claims of one token with the signature of another.
    let mut others = claims.clone();
    others["user_id"] = json!(madeline.id.get() - 1);
    let other = sign(SECRET, &hs256(), &others);
    assert_refused(&app, madeline.id, &format!("Bearer {}.{signature}", other.rsplit_once('.').unwrap().0)).await;
}

#[tokio::test]
async fn a_token_expires_after_twelve_hours() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    app.state.clock.advance(Duration::from_secs(12 * 60 * 60 - 30));
    madeline.get(ME).await.expect(200);
    app.state.clock.advance(Duration::from_secs(31));
    assert_refused(&app, madeline.id, &format!("Bearer {}", madeline.token)).await;
}

#[tokio::test]
async fn rejects_tokens_of_deleted_and_blocked_users() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    for (name, status) in [("blocked", Status::Blocked), ("deleted", Status::Deleted)] {
        let id = app.account(name, None, status, None).await;
        assert_refused(&app, madeline.id, &format!("Bearer {}", mint(SECRET, &app.claims_of(id)))).await;
    }
    let theo = app.register("theo").await;
    theo.delete(&theo.path("?hard=0")).await.expect(204);
    assert_refused(&app, madeline.id, &format!("Bearer {}", theo.token)).await;
    let granny = app.register("granny").await;
    granny.delete(&granny.path("?hard=1")).await.expect(204);
    assert_refused(&app, madeline.id, &format!("Bearer {}", granny.token)).await;
}

#[tokio::test]
async fn the_previous_secret_still_verifies_and_only_the_current_one_signs() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let rotating = app.with_settings(config(), &Secrets::new(OTHER_SECRET.into(), Some(SECRET.into())).unwrap());
    let rotated = app.with_settings(config(), &Secrets::new(OTHER_SECRET.into(), None).unwrap());

    rotating.bearer(&madeline.token).get(ME).await.expect(200);
    assert_refused(&rotated, madeline.id, &format!("Bearer {}", madeline.token)).await;

    let session = rotating.login("madeline", tests::TestUser::PASSWORD).await.expect(200).json();
    let new = session["token"].as_str().unwrap();
    rotating.bearer(new).get(ME).await.expect(200);
    rotated.bearer(new).get(ME).await.expect(200);
    assert_refused(&app, madeline.id, &format!("Bearer {new}")).await;
}
