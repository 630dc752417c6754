//! What is no picture, or one made to do harm: a 400 on the field, and nothing is kept.

use rstest::rstest;
use serde_json::json;
use tests::{App, Routes as _, pictures};

use super::{PATH, list, send};

#[tokio::test]
async fn hostile_uploads_are_a_400_on_the_field_and_leave_nothing() {
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
            assert_eq!(answer.wrong_fields(), [field], "{what}");
            let problem = &answer.json()["errors"][0]["messages"][0];
            let code = problem["code"].as_str().unwrap();
            assert!(["empty", "invalid_image", "too_many_pixels"].contains(&code), "{what}: {problem}");
            assert!(problem["message"].as_str().unwrap().ends_with('.'), "{what}: {problem}");
        }
    }
    assert!(list(&alice).await.is_empty());
    assert_eq!(app.state.media.names_of(alice.id).await.unwrap(), []);
    let own = alice.get(&alice.path("")).await.expect(200).json();
    assert_eq!((&own["bio"], &own["cover"]), (&json!(""), &json!("")));
}

#[tokio::test]
async fn what_is_wrong_is_said_clearly() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let mut said = Vec::new();
    for bytes in [vec![], b"<svg/>".to_vec(), pictures::png(9, 9)[..60].to_vec(), pictures::png_header(50_000, 50_000)]
    {
        let problem = send(&alice, &bytes).await.expect(400).json()["errors"][0]["messages"][0].clone();
        said.push(format!("{}: {}", problem["code"].as_str().unwrap(), problem["message"].as_str().unwrap()));
    }
    insta::assert_snapshot!(said.join("\n"), @r"
    empty: The file is empty.
    invalid_image: This is no picture: send PNG, JPEG, WebP or GIF.
    invalid_image: The picture is broken or incomplete.
    too_many_pixels: The picture has more than 40 megapixels.
    ");
}

/// Wherever a file is cut off, what is there of it is no picture; but the very end of some holds no pixels.
#[rstest]
#[case::png(pictures::png(120, 80), 16)]
#[case::jpeg(pictures::jpeg(120, 80), 0)]
#[case::webp(pictures::webp(120, 80), 0)]
#[case::gif(pictures::gif(120, 80, 1), 3)]
fn a_picture_that_is_cut_off_is_refused(#[case] whole: Vec<u8>, #[case] end: usize) {
    use shared::domain::picture::Shape;
    use shared::media::Picture;
    Picture::make(Shape::Avatar, &whole).expect("a picture");
    for length in (0..whole.len() - end).step_by((whole.len() / 97).max(1)) {
        assert!(Picture::make(Shape::Avatar, &whole[..length]).is_err(), "{length} of {}", whole.len());
    }
}

/// Whatever a byte is turned into, there is a picture or a refusal, and never a panic.
#[test]
fn bytes_turned_at_random_do_no_harm() {
    use shared::domain::picture::Shape;
    use shared::media::Picture;
    let mut state = 1_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for whole in [pictures::png(40, 30), pictures::jpeg(40, 30), pictures::webp(40, 30), pictures::gif(40, 30, 2)] {
        for _ in 0..100 {
            let mut bytes = whole.clone();
            for _ in 0..1 + random(6) {
                let at = random(bytes.len());
                bytes[at] = u8::try_from(random(256)).unwrap();
            }
            if let Ok(picture) = Picture::make(Shape::Avatar, &bytes) {
                assert_eq!(image::load_from_memory(picture.content()).expect("a picture").width(), 512);
            }
        }
    }
}

#[rstest]
#[case::nothing_at_all(json!({}), "avatar", "required")]
#[case::a_text_for_a_file(json!({"avatar": "https://example.org/a.png"}), "avatar", "invalid")]
#[case::null(json!({"avatar_base64": null}), "avatar", "required")]
#[case::empty(json!({"avatar_base64": ""}), "avatar", "required")]
#[case::a_number(json!({"avatar_base64": 5}), "avatar_base64", "invalid")]
#[case::a_list(json!({"avatar_base64": ["a"]}), "avatar_base64", "invalid")]
#[case::no_base64(json!({"avatar_base64": "image/png;base64,***"}), "avatar_base64", "invalid")]
#[case::no_base64_either(json!({"avatar_base64": "https://example.org/a.png"}), "avatar_base64", "invalid")]
#[case::base64_of_nothing(json!({"avatar_base64": "image/png;base64,"}), "avatar_base64", "empty")]
#[tokio::test]
async fn a_body_without_a_file_is_refused(#[case] body: serde_json::Value, #[case] field: &str, #[case] code: &str) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let answer = alice.post(PATH).json(&body).await.expect(400);
    assert_eq!(answer.wrong_fields(), [field]);
    assert_eq!(answer.json()["errors"][0]["messages"][0]["code"], code, "{answer:?}");
}

#[tokio::test]
async fn a_multipart_body_that_is_broken_is_a_400_and_one_of_another_type_a_415() {
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
    // A browser's form in which no file was chosen.
    let answer = alice.post(PATH).multipart(&[], &[("avatar", "", b"")]).await.expect(400);
    assert_eq!(answer.json()["errors"][0]["messages"][0]["code"], "required");
    assert!(list(&alice).await.is_empty());
}
