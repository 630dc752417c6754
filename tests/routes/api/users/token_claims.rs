//! The claims and headers of tokens that host applications issue.

use serde_json::{Value, json};
use tests::{App, Routes as _, SECRET, mint, sign};

use super::tokens::{ME, assert_refused};

#[tokio::test]
async fn accepts_unknown_claims_and_fractional_times() {
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
        ("user_id", json!(madeline.id.to_string())),
        ("nbf", json!(app.state.clock.now().as_second() as f64 - 0.5)),
        ("nbf", json!(app.state.clock.now().as_second() + 60)),
        ("nbf", json!(0)),
        ("nbf", json!(null)),
    ] {
        let mut claims = app.claims_of(madeline.id);
        claims[claim] = value;
        let me = app.bearer(&mint(SECRET, &claims)).get(ME).await.expect(200).json();
        assert_eq!(me["username"], "madeline");
    }
}

#[tokio::test]
async fn accepts_a_user_id_as_text_in_every_dialect() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let mut claims = app.claims_of(madeline.id);
    claims["user_id"] = json!(madeline.id.to_string());
    let caller = app.bearer(&mint(SECRET, &claims));
    for path in [ME, "/api/v2/user/me/", &madeline.path("settings/"), "/users/me/", &madeline.directory_path("")] {
        caller.get(path).await.expect(200);
    }
    // The token is the same as with a number: its logout ends it.
    caller.post("/api/users/logout/").await.expect(204);
    assert_refused(&app, madeline.id, &format!("Bearer {}", mint(SECRET, &claims))).await;
}

#[tokio::test]
async fn rejects_every_other_form_of_a_user_id() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let id = madeline.id;
    let texts = [
        format!("0{id}"),
        format!("000{id}"),
        format!("+{id}"),
        format!("-{id}"),
        format!(" {id}"),
        format!("{id} "),
        format!("{id}\n"),
        format!("\u{a0}{id}"),
        format!("{id}.0"),
        format!("{id}e0"),
        format!("0x{:x}", id.get()),
        format!("{}_{}", &id.to_string()[..3], &id.to_string()[3..]),
        format!("\"{id}\""),
        format!("{id}\0"),
        id.to_string().chars().map(|c| char::from_u32(c as u32 - 0x30 + 0xff10).expect("a digit")).collect(),
        (id.get() + 1).to_string(),
        (1_u64 << 53).to_string(),
        u64::MAX.to_string(),
        "9".repeat(60),
        "9".repeat(2_000),
        "0".to_owned(),
        String::new(),
        "null".to_owned(),
        "madeline".to_owned(),
        madeline.uuid(),
    ];
    let others = [
        json!(id.get() as f64),
        json!(id.get() as f64 + 0.5),
        json!(1e300),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(true),
        json!(false),
        json!([id.to_string()]),
        json!({"id": id}),
        Value::Null,
    ];
    for value in texts.iter().map(|text| json!(text)).chain(others) {
        let mut claims = app.claims_of(id);
        claims["user_id"] = value;
        assert_refused(&app, id, &format!("Bearer {}", mint(SECRET, &claims))).await;
    }
}

#[tokio::test]
async fn rejects_a_missing_or_wrong_claim() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let now = app.state.clock.now().as_second();
    for claim in ["user_id", "token_type", "jti", "iat", "exp"] {
        let mut claims = app.claims_of(madeline.id);
        claims.as_object_mut().unwrap().remove(claim);
        assert_refused(&app, madeline.id, &format!("Bearer {}", mint(SECRET, &claims))).await;
    }
    for (claim, value) in [
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
        ("nbf", json!(now + 90)),
        ("nbf", json!(now as f64 + 90.5)),
        ("nbf", json!(4_102_444_800_u64)),
        ("nbf", json!(u64::MAX)),
        ("nbf", json!(1e300)),
        ("nbf", json!(-1)),
        ("nbf", json!((now - 5).to_string())),
        ("nbf", json!(true)),
        ("nbf", json!([now - 5])),
        ("exp", json!(now - 1)),
        ("exp", json!(now)),
        ("exp", json!(0)),
        ("exp", json!((now + 100).to_string())),
        ("exp", json!(1e300)),
        ("exp", json!(null)),
    ] {
        let mut claims = app.claims_of(madeline.id);
        claims[claim] = value;
        assert_refused(&app, madeline.id, &format!("Bearer {}", mint(SECRET, &claims))).await;
    }
    assert_refused(&app, madeline.id, &format!("Bearer {}", mint(SECRET, &json!([1])))).await;
}

#[tokio::test]
async fn accepts_an_iat_of_up_to_a_minute_ahead() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let mut claims = app.claims_of(madeline.id);
    claims["iat"] = json!(app.state.clock.now().as_second() + 60);
    app.bearer(&mint(SECRET, &claims)).get(ME).await.expect(200);
    claims["iat"] = json!(app.state.clock.now().as_second() + 65);
    assert_refused(&app, madeline.id, &format!("Bearer {}", mint(SECRET, &claims))).await;
}

#[tokio::test]
async fn rejects_a_critical_header() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let claims = app.claims_of(madeline.id);
    for crit in [
        json!(["exp"]),
        json!(["b64"]),
        json!(["http://example.org/unknown"]),
        json!([]),
        json!([7]),
        json!({}),
        json!("exp"),
        json!(""),
        json!(false),
        json!(0),
        Value::Null,
    ] {
        let header = json!({"alg": "HS256", "typ": "JWT", "crit": crit, "exp": 4_102_444_800_u64});
        assert_refused(&app, madeline.id, &format!("Bearer {}", sign(SECRET, &header, &claims))).await;
    }
    // Other headers are ignored.
    for header in [json!({"alg": "HS256"}), json!({"alg": "HS256", "typ": "at+jwt", "kid": "1", "critical": ["exp"]})] {
        app.bearer(&sign(SECRET, &header, &claims)).get(ME).await.expect(200);
    }
}
