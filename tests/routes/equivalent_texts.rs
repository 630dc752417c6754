//! Texts that Unicode calls equivalent are equal, in every API.

use serde_json::json;
use tests::{App, Bearer, Routes as _, TestUser, directory_path, new_folder};

/// Composed and decomposed, as two keyboards write the same text.
const TEXTS: [[&str; 2]; 5] = [
    ["Crème brûlée", "Cre\u{300}me bru\u{302}le\u{301}e"],
    ["Ångström wide", "A\u{30a}ngstro\u{308}m wide"],
    ["Tiếng Việt", "Tie\u{302}\u{301}ng Vie\u{323}\u{302}t"],
    [
        "한국어 비밀번호",
        "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}\u{110b}\u{1165} \u{1107}\u{1175}\u{1106}\u{1175}\u{11af}\u{1107}\u{1165}\u{11ab}\u{1112}\u{1169}",
    ],
    ["がぎぐげご ぱぴ", "か\u{3099}き\u{3099}く\u{3099}け\u{3099}こ\u{3099} は\u{309a}ひ\u{309a}"],
];

/// Logs in. Returns the id and a caller with the token.
async fn log_in(app: &App, name: &str, password: &str) -> (u64, Bearer) {
    let session = app.login(name, password).await.expect(200).json();
    (session["user"]["id"].as_u64().unwrap(), app.bearer(session["token"].as_str().unwrap()))
}

#[tokio::test]
async fn equivalent_passwords_are_one() {
    let app = App::new().await;
    let root = app.superuser("root").await;
    for (n, [one, other]) in TEXTS.into_iter().enumerate() {
        for (kind, [typed, later]) in [[one, other], [other, one]].into_iter().enumerate() {
            let name = format!("user-{n}-{kind}");
            let body = json!({"username": name, "email": format!("{name}@example.org"), "password": typed});
            app.post("/api/users/register/").json(&body).await.expect(200);
            for password in [typed, later] {
                app.login(&name, password).await.expect(200);
            }
            app.login(&name, &format!("{later} ")).await.expect(400);
            let (id, user) = log_in(&app, &name, later).await;
            let change = json!({"password": later, "new_password": format!("new {typed}")});
            user.patch(&format!("/api/v2/user/{id}/change_password/")).json(&change).await.expect(204);
            app.login(&name, &format!("new {later}")).await.expect(200);
            let set = json!({"password": format!("set {later}")});
            root.post(&directory_path(id.try_into().unwrap(), "change-password/")).json(&set).await.expect(200);
            app.login(&name, &format!("set {typed}")).await.expect(200);
        }
    }
}

/// The hash of `mot de passe é` with a decomposed `é`.
const OLD_HASH: &str = "$argon2id$v=19$m=8,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$R1bM+Kbe3szLBeIUrSLQohX9FbBV08F0W0XOrBrbRwM";

#[tokio::test]
async fn a_hash_of_a_password_as_it_was_typed_keeps_working_and_is_replaced() {
    let app = App::new().await;
    let user = app.register("alice").await;
    let typed = "mot de passe e\u{301}";
    app.rows().change(&format!("U#{}", user.id), "ACCOUNT#PASSWORD", json!({"hash": OLD_HASH})).await;
    app.login("alice", "mot de passe é").await.expect(400);
    app.login("alice", typed).await.expect(200);
    // The login has replaced the hash.
    app.login("alice", "mot de passe é").await.expect(200);
    app.login("alice", TestUser::PASSWORD).await.expect(400);
}

#[tokio::test]
async fn an_international_host_and_its_ascii_form_are_one_mailbox() {
    let app = App::new().await;
    let root = app.superuser("root").await;
    for (n, [one, other]) in [
        ["x@exämple.org", "x@xn--exmple-cua.org"],
        ["x@BÜCHER.example", "X@xn--bcher-kva.EXAMPLE"],
        ["x@пример.рф", "x@xn--e1afmkfd.xn--p1ai"],
        ["jose\u{301}@example.org", "jos\u{e9}@example.org"],
        ["x@u\u{308}ber.example", "x@über.example"],
    ]
    .into_iter()
    .enumerate()
    {
        for (kind, [first, second]) in [[one, other], [other, one]].into_iter().enumerate() {
            let name = format!("user-{n}-{kind}");
            let body = json!({"username": name, "email": first, "password": TestUser::PASSWORD});
            app.post("/api/users/register/").json(&body).await.expect(200);
            for email in [first, second] {
                app.login(email, TestUser::PASSWORD).await.expect(200);
            }
            let (id, user) = log_in(&app, second, TestUser::PASSWORD).await;
            let taken = json!({"username": "other", "email": second, "password": TestUser::PASSWORD});
            let refused = app.post("/api/users/register/").json(&taken).await.expect(400).json();
            assert_eq!(refused["email"][0], "A user with that email already exists.");
            let attributes = json!({"username": "other", "email": second});
            app.create_directory_user(&root, &attributes).await.expect(400);
            let other = app.user(&format!("other-{n}-{kind}")).await;
            for confirm in [false, true] {
                let change = json!({"new_email": second, "confirm": confirm});
                other.patch(&other.path("change_email/")).json(&change).await.expect(400);
            }
            // The other form is no change of the mailbox.
            let path = format!("/api/v2/user/{id}/");
            user.patch(&format!("{path}change_email/")).json(&json!({"new_email": second})).await.expect(204);
            app.login(first, TestUser::PASSWORD).await.expect(200);
            user.delete(&format!("{path}?hard=1")).await.expect(204);
            app.settle().await;
        }
    }
}

#[tokio::test]
async fn an_address_that_was_claimed_with_its_host_in_unicode_still_logs_in() {
    let app = App::new().await;
    let body = json!({"username": "alice", "email": "Alice@exämple.org", "password": TestUser::PASSWORD});
    let session = app.post("/api/users/register/").json(&body).await.expect(200).json();
    let rows = app.rows();
    rows.delete("NAME#alice@xn--exmple-cua.org", "EMAIL").await;
    rows.put("NAME#alice@exämple.org", "EMAIL", json!({"id": session["user"]["id"]})).await;
    app.login(" Alice@EXÄMPLE.org", TestUser::PASSWORD).await.expect(200);
    app.login("Alice@exämple.org", "wrong").await.expect(400);
    app.login(&format!("{}@exämple.org", "é".repeat(980)), "wrong").await.expect(400);
}

#[tokio::test]
async fn choices_and_titles_in_one_place_differ_in_more_than_their_form() {
    let app = App::new().await;
    let user = app.user("alice").await;
    for [one, other] in TEXTS {
        let choices = json!([{"choice": one}, {"choice": format!(" {other}")}, {"choice": "third"}]);
        let body = json!({"text": "?", "poll": {"title": "Which?", "choices": choices}});
        let refused = user.post("/api/v2/post/").json(&body).await.expect(400);
        assert_eq!(refused.json()["errors"][0]["messages"][0]["code"], "unique", "{refused:?}");
        assert_eq!(refused.invalid_fields(), ["poll.choices"]);
        user.make_folder(user.home(), one).await;
        let again = user.post("/folders/").json_api(&new_folder(user.home(), other)).await.expect(400);
        assert_eq!(again.json()["errors"][0]["code"], "unique");
        let third = user.make_folder(user.home(), &format!("{one} 2")).await;
        user.change_folder(third, Some(other), None).await.expect(400);
        user.change_folder(third, Some(&format!("{other} 2")), None).await.expect(200);
    }
}
