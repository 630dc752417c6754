//! `POST /api/v2/user/avatar/`: accepted pictures and how they are processed.

use image::{DynamicImage, GenericImageView as _, ImageFormat, Rgba};
use rstest::rstest;
use serde_json::json;
use tests::{App, Routes as _, pictures};

use super::{PATH, file, send};

/// Uploads a picture as an avatar, and decodes the file that is served.
async fn upload(picture: &[u8]) -> (DynamicImage, Vec<u8>) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let avatar = send(&alice, picture).await.expect(201).json();
    let served = file(&app, &avatar["avatar"]).await.expect(200);
    let format =
        if avatar["avatar"].as_str().unwrap().ends_with(".png") { ImageFormat::Png } else { ImageFormat::Jpeg };
    let image = image::load_from_memory_with_format(&served.bytes, format).expect("a picture");
    assert_eq!(image.dimensions(), (512, 512));
    assert_no_metadata(&served.bytes);
    (image, served.bytes)
}

/// Asserts that the file has no metadata and nothing after the picture.
fn assert_no_metadata(bytes: &[u8]) {
    for secret in [pictures::SECRET_LOCATION, b"Exif", b"http", b"<script", b"ICC_PROFILE", b"iCCP", b"tEXt", b"eXIf"] {
        assert!(!bytes.windows(secret.len()).any(|found| found == secret), "{}", String::from_utf8_lossy(secret));
    }
    let end: &[u8] = if bytes.starts_with(b"\x89PNG") { b"IEND\xae\x42\x60\x82" } else { b"\xff\xd9" };
    assert!(bytes.ends_with(end), "there is data after the picture");
}

fn is_red(pixel: Rgba<u8>) -> bool {
    pixel.0[0] > 180 && pixel.0[2] < 80
}

fn is_blue(pixel: Rgba<u8>) -> bool {
    pixel.0[2] > 180 && pixel.0[0] < 80
}

#[rstest]
#[case::png(pictures::png(640, 480))]
#[case::jpeg(pictures::jpeg(640, 480))]
#[case::webp(pictures::webp(640, 480))]
#[case::tall(pictures::png(480, 1_000))]
#[case::small(pictures::png(20, 10))]
#[case::of_the_final_size(pictures::jpeg(512, 512))]
#[case::a_little_larger(pictures::png(513, 514))]
#[case::with_a_comment(pictures::with_text(&pictures::png(640, 480)))]
#[case::with_trailing_html([pictures::png(640, 480), b"<script>alert(1)</script>".to_vec()].concat())]
#[case::with_a_trailing_archive([pictures::jpeg(640, 480), b"PK\x03\x04 http".to_vec()].concat())]
#[case::with_exif(pictures::with_exif(&pictures::jpeg(640, 480), 1))]
#[tokio::test]
async fn an_avatar_is_the_square_in_the_middle_without_metadata(#[case] picture: Vec<u8>) {
    let (image, _) = upload(&picture).await;
    assert!(is_red(image.get_pixel(20, 256)) && is_blue(image.get_pixel(490, 256)));
}

#[rstest]
#[case::upright(1, |(x, y)| (x, y))]
#[case::mirrored(2, |(x, y)| (511 - x, y))]
#[case::rotated_by_180(3, |(x, y)| (511 - x, 511 - y))]
#[case::flipped(4, |(x, y)| (x, 511 - y))]
#[case::mirrored_and_rotated_left(5, |(x, y)| (y, x))]
#[case::rotated_right(6, |(x, y)| (511 - y, x))]
#[case::mirrored_and_rotated_right(7, |(x, y)| (511 - y, 511 - x))]
#[case::rotated_left(8, |(x, y)| (y, 511 - x))]
#[tokio::test]
async fn applies_the_exif_orientation(#[case] orientation: u8, #[case] moved: fn((u32, u32)) -> (u32, u32)) {
    let picture = pictures::with_exif(&pictures::jpeg(900, 600), orientation);
    assert!(picture.windows(18).any(|found| found == pictures::SECRET_LOCATION));
    let (image, _) = upload(&picture).await;
    let at = |x, y| {
        let (x, y) = moved((x, y));
        image.get_pixel(x, y)
    };
    assert!(is_red(at(20, 256)) && is_blue(at(490, 256)));
}

#[tokio::test]
async fn takes_the_first_frame_of_an_animation() {
    let (image, bytes) = upload(&pictures::gif(40, 40, 5)).await;
    assert!(is_red(image.get_pixel(256, 256)));
    assert!(bytes.starts_with(b"\xff\xd8"));
}

#[tokio::test]
async fn keeps_transparency() {
    let (image, bytes) = upload(&pictures::transparent_png(600, 600)).await;
    assert!(bytes.starts_with(b"\x89PNG"));
    assert_eq!((image.get_pixel(10, 10).0[3], image.get_pixel(500, 10).0[3]), (0, 255));
}

#[tokio::test]
async fn recognises_a_picture_by_content_and_not_by_name() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    for name in ["a.png", "a.html", "../../etc/passwd", "", "a\u{301}.svg"] {
        let request = alice.post(PATH).multipart(&[], &[("avatar", name, &pictures::gif(8, 8, 1))]);
        let avatar = request.await.expect(201).json();
        assert!(avatar["avatar"].as_str().unwrap().ends_with(".jpg"), "{avatar}");
    }
}

#[tokio::test]
async fn accepts_base64() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let text = pictures::base64(&pictures::png(9, 9));
    let bare = text.split_once("base64,").unwrap().1;
    for text in [text.clone(), format!("data:{text}"), bare.to_owned(), text.trim_end_matches('=').to_owned()] {
        alice.post(PATH).json(&json!({"avatar_base64": text})).await.expect(201);
        alice.post(PATH).form(&[("avatar_base64", &text)]).await.expect(201);
        alice.post(PATH).multipart(&[("avatar_base64", &text)], &[]).await.expect(201);
    }
    assert_eq!(super::list(&alice).await.len(), 12);
}

#[tokio::test]
async fn accepts_files_up_to_5_mb() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let mut picture = pictures::jpeg(64, 64);
    picture.resize(5 * 1024 * 1024, 0);
    send(&alice, &picture).await.expect(201);
    alice.post(PATH).json(&json!({"avatar_base64": pictures::base64(&picture)})).await.expect(201);
    picture.push(0);
    let answer = send(&alice, &picture).await.expect(400);
    insta::assert_snapshot!(answer.body, @r#"{"errors":[{"field":"avatar","messages":[{"code":"too_large","message":"The file is larger than 5 MB."}]}]}"#);
    let answer = alice.post(PATH).json(&json!({"avatar_base64": pictures::base64(&picture)})).await.expect(400);
    assert_eq!(answer.invalid_fields(), ["avatar_base64"]);
    picture.resize(7 << 20, 0);
    send(&alice, &picture).await.expect(413);
}

#[tokio::test]
async fn accepts_forty_megapixels() {
    upload(&pictures::png_bomb(8_000, 5_000)).await;
}
