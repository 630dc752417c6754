//! `GET /api/users/user/`: which credentials are good, here and everywhere.

use std::time::Duration;

use hmac_for_jwt::{Hmac, Mac as _};
use jwt::SignWithKey as _;
use serde_json::{Value, json};
use sha2_for_jwt::{Sha256, Sha384};
use shared::domain::{Status, UserId};
use shared::runtime::config::Secrets;
use tests::{App, Routes as _, SECRET, config, mint, sign};

const ME: &str = "/api/users/user/";
const OTHER_SECRET: &str = "another secret of the tests, 32 bytes or more";

fn hs256() -> Value {
    json!({"alg": "HS256", "typ": "JWT"})
}

/// This header is a 401 where credentials are needed and where they are not, in the shape of either dialect.
async fn refused(app: &App, id: UserId, authorization: &str) {
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
}

#[tokio::test]
async fn bearer_and_token_are_the_schemes_in_any_case() {
    let app = App::new().await;
    let token = app.register("madeline").await.token;
    for scheme in ["Bearer", "Token", "bearer", "token", "BEARER", "tOkEn"] {
        app.get(ME).header("authorization", &format!("{scheme} {token}")).await.expect(200);
    }
}

#[tokio::test]
async fn a_header_that_is_no_credential_is_never_taken_for_none() {
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
        refused(&app, madeline.id, header).await;
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
        refused(&app, madeline.id, &header.replace("{}", token)).await;
    }
    refused(&app, madeline.id, &format!("Bearer {}", "x".repeat(10_000))).await;
}

#[tokio::test]
async fn two_authorization_headers_are_refused_though_both_be_good() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    for path in [ME, &madeline.path("")] {
        let answer = madeline.get(path).another_header("authorization", &format!("Bearer {}", madeline.token)).await;
        assert_eq!(answer.expect(401).header("www-authenticate"), "Bearer");
    }
}

#[tokio::test]
async fn no_credentials_where_they_are_needed_are_a_401() {
    let app = App::new().await;
    let answer = app.get(ME).await.expect(401);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    insta::assert_snapshot!(answer.body, @r#"{"detail":"Invalid token."}"#);
}

#[tokio::test]
async fn a_token_that_a_host_mints_with_the_secret_is_good() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let me = app.bearer(&mint(SECRET, &app.claims_of(madeline.id))).get(ME).await.expect(200).json();
    assert_eq!(me["id"], madeline.id.get());
}

#[tokio::test]
async fn a_token_of_another_library_is_good() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let claims = app.claims_of(madeline.id);
    let key: Hmac<Sha256> = Hmac::new_from_slice(SECRET.as_bytes()).unwrap();
    app.bearer(&claims.clone().sign_with_key(&key).unwrap()).get(ME).await.expect(200);

    let key: Hmac<Sha384> = Hmac::new_from_slice(SECRET.as_bytes()).unwrap();
    refused(&app, madeline.id, &format!("Bearer {}", claims.sign_with_key(&key).unwrap())).await;
}

#[tokio::test]
async fn claims_beyond_the_five_and_times_with_a_fraction_are_fine() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    for (claim, value) in [
        ("iat", json!(app.state.clock.now().as_second() as f64 - 0.25)),
        ("exp", json!(app.state.clock.now().as_second() as f64 + 99.75)),
        ("exp", json!(4_102_444_800_u64)),
        ("jti", json!("j".repeat(500))),
        ("aud", json!("somebody else")),
        ("iss", json!("a host")),
        ("username", json!("theo")),
    ] {
        let mut claims = app.claims_of(madeline.id);
        claims[claim] = value;
        let me = app.bearer(&mint(SECRET, &claims)).get(ME).await.expect(200).json();
        assert_eq!(me["username"], "madeline");
    }
}

#[tokio::test]
async fn a_missing_or_wrong_claim_is_refused() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let now = app.state.clock.now().as_second();
    for claim in ["user_id", "token_type", "jti", "iat", "exp"] {
        let mut claims = app.claims_of(madeline.id);
        claims.as_object_mut().unwrap().remove(claim);
        refused(&app, madeline.id, &format!("Bearer {}", mint(SECRET, &claims))).await;
    }
    for (claim, value) in [
        ("user_id", json!(madeline.id.to_string())),
        ("user_id", json!(madeline.id.get() + 1)),
        ("user_id", json!(0)),
        ("user_id", json!(-1)),
        ("user_id", json!(1_u64 << 53)),
        ("user_id", json!(null)),
        ("user_id", json!([madeline.id])),
        ("token_type", json!("refresh")),
        ("token_type", json!("Access")),
        ("token_type", json!("")),
        ("token_type", json!(null)),
        ("jti", json!("")),
        ("jti", json!(7)),
        ("jti", json!(null)),
        ("iat", json!(now + 90)),
        ("iat", json!(now.to_string())),
        ("iat", json!(-1)),
        ("iat", json!(null)),
        ("exp", json!(now - 1)),
        ("exp", json!(now)),
        ("exp", json!(0)),
        ("exp", json!((now + 100).to_string())),
        ("exp", json!(1e300)),
        ("exp", json!(null)),
    ] {
        let mut claims = app.claims_of(madeline.id);
        claims[claim] = value;
        refused(&app, madeline.id, &format!("Bearer {}", mint(SECRET, &claims))).await;
    }
    refused(&app, madeline.id, &format!("Bearer {}", mint(SECRET, &json!([1])))).await;
}

#[tokio::test]
async fn the_hosts_clock_may_run_a_minute_ahead_and_no_more() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let mut claims = app.claims_of(madeline.id);
    claims["iat"] = json!(app.state.clock.now().as_second() + 60);
    app.bearer(&mint(SECRET, &claims)).get(ME).await.expect(200);
    claims["iat"] = json!(app.state.clock.now().as_second() + 65);
    refused(&app, madeline.id, &format!("Bearer {}", mint(SECRET, &claims))).await;
}

#[tokio::test]
async fn any_other_algorithm_is_refused_however_it_is_signed() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    for alg in ["none", "None", "NONE", "HS384", "HS512", "RS256", "ES256", "PS256", "EdDSA", "hs256", ""] {
        let token = sign(SECRET, &json!({"alg": alg, "typ": "JWT"}), &app.claims_of(madeline.id));
        refused(&app, madeline.id, &format!("Bearer {token}")).await;
        let unsigned = token.rsplit_once('.').unwrap().0;
        refused(&app, madeline.id, &format!("Bearer {unsigned}.")).await;
        refused(&app, madeline.id, &format!("Bearer {unsigned}")).await;
    }
    let token = sign(SECRET, &json!({"typ": "JWT"}), &app.claims_of(madeline.id));
    refused(&app, madeline.id, &format!("Bearer {token}")).await;
}

#[tokio::test]
async fn a_wrong_or_missing_signature_is_refused() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let claims = app.claims_of(madeline.id);
    for secret in [OTHER_SECRET, "", &SECRET[..31]] {
        refused(&app, madeline.id, &format!("Bearer {}", mint(secret, &claims))).await;
    }
    let token = mint(SECRET, &claims);
    let (signed, signature) = token.rsplit_once('.').unwrap();
    refused(&app, madeline.id, &format!("Bearer {signed}.")).await;
    refused(&app, madeline.id, &format!("Bearer {signed}.{}", &signature[1..])).await;
    // The claims of one token with the signature of another.
    let mut others = claims.clone();
    others["user_id"] = json!(madeline.id.get() - 1);
    let other = sign(SECRET, &hs256(), &others);
    refused(&app, madeline.id, &format!("Bearer {}.{signature}", other.rsplit_once('.').unwrap().0)).await;
}

#[tokio::test]
async fn a_token_ends_after_twelve_hours() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    app.state.clock.advance(Duration::from_secs(12 * 60 * 60 - 30));
    madeline.get(ME).await.expect(200);
    app.state.clock.advance(Duration::from_secs(31));
    refused(&app, madeline.id, &format!("Bearer {}", madeline.token)).await;
}

#[tokio::test]
async fn a_deleted_or_blocked_users_token_is_refused() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    for (name, status) in [("blocked", Status::Blocked), ("deleted", Status::Deleted)] {
        let id = app.account(name, None, status, None).await;
        refused(&app, madeline.id, &format!("Bearer {}", mint(SECRET, &app.claims_of(id)))).await;
    }
    let theo = app.register("theo").await;
    theo.delete(&theo.path("?hard=0")).await.expect(204);
    refused(&app, madeline.id, &format!("Bearer {}", theo.token)).await;
    let granny = app.register("granny").await;
    granny.delete(&granny.path("?hard=1")).await.expect(204);
    refused(&app, madeline.id, &format!("Bearer {}", granny.token)).await;
}

#[tokio::test]
async fn the_previous_secret_verifies_until_it_is_dropped_and_only_the_new_one_signs() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let rotating = app.again(config(), &Secrets::new(OTHER_SECRET.into(), Some(SECRET.into())).unwrap());
    let rotated = app.again(config(), &Secrets::new(OTHER_SECRET.into(), None).unwrap());

    rotating.bearer(&madeline.token).get(ME).await.expect(200);
    refused(&rotated, madeline.id, &format!("Bearer {}", madeline.token)).await;

    let session = rotating.login("madeline", tests::Person::PASSWORD).await.expect(200).json();
    let new = session["token"].as_str().unwrap();
    rotating.bearer(new).get(ME).await.expect(200);
    rotated.bearer(new).get(ME).await.expect(200);
    refused(&app, madeline.id, &format!("Bearer {new}")).await;
}
