//! `POST /api/v2/user/avatar/`: rejected files and bodies.

use rstest::rstest;
use serde_json::json;
use tests::{App, Routes as _, pictures};

use super::{PATH, list, send};

#[tokio::test]
async fn hostile_files_are_a_400_on_the_field_and_leave_nothing() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    for (what, bytes) in pictures::hostile() {
        let requests = [
            ("avatar", send(&alice, &bytes)),
            ("avatar", alice.put(&alice.path("")).multipart(&[("bio", "new")], &[("avatar", "a.png", &bytes)])),
            ("cover", alice.patch(&alice.path("")).multipart(&[("bio", "new")], &[("cover", "a.png", &bytes)])),
            ("avatar_base64", alice.post(PATH).json(&json!({"avatar_base64": pictures::base64(&bytes)}))),
        ];
        for (field, request) in requests {
            let answer = request.await;
            assert_eq!(answer.status, 400, "{what}: {answer:?}");
            assert_eq!(answer.invalid_fields(), [field], "{what}");
            let problem = &answer.json()["errors"][0]["messages"][0];
            let code = problem["code"].as_str().unwrap();
            assert!(["empty", "invalid_image", "too_many_pixels"].contains(&code), "{what}: {problem}");
            assert!(problem["message"].as_str().unwrap().ends_with('.'), "{what}: {problem}");
        }
    }
    assert!(list(&alice).await.is_empty());
    assert_eq!(app.state.media.names_of(alice.id).await.unwrap(), []);
    let own = alice.get(&alice.path("")).await.expect(200).json();
    assert_eq!((&own["bio"], &own["cover"]), (&json!(""), &json!(null)));
}

#[tokio::test]
async fn reports_what_is_wrong_with_a_file() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let mut messages = Vec::new();
    for bytes in [vec![], b"<svg/>".to_vec(), pictures::png(9, 9)[..60].to_vec(), pictures::png_header(50_000, 50_000)]
    {
        let problem = send(&alice, &bytes).await.expect(400).json()["errors"][0]["messages"][0].clone();
        messages.push(format!("{}: {}", problem["code"].as_str().unwrap(), problem["message"].as_str().unwrap()));
    }
    insta::assert_snapshot!(messages.join("\n"), @r"
    empty: The file is empty.
    invalid_image: Not a supported picture. Upload a PNG, JPEG, WebP or GIF file.
    invalid_image: The picture is damaged or incomplete.
    too_many_pixels: The picture has more than 40 megapixels.
    ");
}

#[rstest]
#[case::an_empty_object(json!({}), "avatar", "required")]
#[case::text_for_a_file(json!({"avatar": "https://example.org/a.png"}), "avatar", "invalid")]
#[case::null(json!({"avatar_base64": null}), "avatar", "required")]
#[case::empty(json!({"avatar_base64": ""}), "avatar", "required")]
#[case::a_number(json!({"avatar_base64": 5}), "avatar_base64", "invalid")]
#[case::a_list(json!({"avatar_base64": ["a"]}), "avatar_base64", "invalid")]
#[case::not_base64(json!({"avatar_base64": "image/png;base64,***"}), "avatar_base64", "invalid")]
#[case::a_url(json!({"avatar_base64": "https://example.org/a.png"}), "avatar_base64", "invalid")]
#[case::base64_of_an_empty_file(json!({"avatar_base64": "image/png;base64,"}), "avatar_base64", "empty")]
#[tokio::test]
async fn rejects_a_body_without_a_file(#[case] body: serde_json::Value, #[case] field: &str, #[case] code: &str) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let answer = alice.post(PATH).json(&body).await.expect(400);
    assert_eq!(answer.invalid_fields(), [field]);
    assert_eq!(answer.json()["errors"][0]["messages"][0]["code"], code, "{answer:?}");
}

#[tokio::test]
async fn rejects_broken_multipart_and_other_content_types() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let kind = "multipart/form-data; boundary=part";
    let head = "--part\r\nContent-Disposition: form-data; name=\"avatar\"; filename=\"a.png\"\r\n\r\n";
    for (kind, body) in [
        (kind, head.to_owned()),
        (kind, format!("{head}x\r\n--other--\r\n")),
        (kind, "--part\r\n\r\nx".to_owned()),
        ("multipart/form-data", format!("{head}x\r\n--part--\r\n")),
        ("application/json", "{".to_owned()),
    ] {
        alice.post(PATH).body(kind, body).await.expect(400);
    }
    alice.post(PATH).body("image/png", pictures::png(9, 9)).await.expect(415);
    // A browser sends this if the user chose no file.
    let answer = alice.post(PATH).multipart(&[], &[("avatar", "", b"")]).await.expect(400);
    assert_eq!(answer.json()["errors"][0]["messages"][0]["code"], "required");
    assert!(list(&alice).await.is_empty());
}
