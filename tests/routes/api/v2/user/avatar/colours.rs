//! `POST /api/v2/user/avatar/`, `PUT`, `PATCH /api/v2/user/{id}/`: the colours of pictures.

use image::RgbaImage;
use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Request, Routes as _, TestUser, pictures};

use super::{PATH, file, list, send};

async fn served(app: &App, url: &Value) -> RgbaImage {
    image::load_from_memory(&file(app, url).await.expect(200).bytes).expect("a picture").to_rgba8()
}

/// Each way to send a picture, with the field of the response that has the URL of the result.
fn requests(person: &TestUser, picture: &[u8]) -> Vec<(&'static str, Request)> {
    let text = pictures::base64(picture);
    let body = json!({"avatar_base64": text});
    let own = person.path("");
    vec![
        ("avatar", send(person, picture)),
        ("avatar", person.post(PATH).json(&body)),
        ("avatar", person.put(&own).form(&[("avatar_base64", &text)])),
        ("avatar", person.patch(&own).multipart(&[], &[("avatar", "a", picture)])),
        ("cover", person.put(&own).multipart(&[], &[("cover", "c", picture)])),
    ]
}

/// Sizes that are enlarged, kept as an avatar or as a cover, and reduced.
#[rstest]
#[tokio::test]
async fn a_white_disc_on_transparent_black_stays_white(
    #[values((64, 16), (512, 512), (1_500, 200), (1_601, 530))] size: (u32, u32),
    #[values("PNG", "WebP", "GIF")] format: &str,
) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let picture = pictures::disc(size, format);
    for (field, request) in requests(&alice, &picture) {
        let url = request.await.json()[field].clone();
        let image = served(&app, &url).await;
        let wrong = image.pixels().find(|pixel| !matches!(pixel.0, [0, 0, 0, 0] | [255, 255, 255, 1..=255]));
        assert_eq!(wrong, None, "{field}, {size:?}, {format}");
        let (width, height) = image.dimensions();
        assert_eq!(image.get_pixel(width / 2, height / 2).0, [255; 4]);
        assert_eq!(image.get_pixel(0, 0).0, [0; 4]);
    }
}

#[tokio::test]
async fn a_jpeg_has_the_right_colours_or_is_refused() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    for name in ["baseline-420.jpg", "baseline-422.jpg", "baseline-cmyk.jpg", "progressive-444.jpg"] {
        for (field, request) in requests(&alice, &pictures::fixture(name)) {
            let image = served(&app, &request.await.json()[field]).await;
            let (right, bottom) = (image.width() * 3 / 4, image.height() * 3 / 4);
            let (left, top) = (right / 3, bottom / 3);
            let is = |x, y, expected: [u8; 3]| {
                let found = image.get_pixel(x, y).0;
                let near = found.iter().zip(expected).all(|(found, expected)| found.abs_diff(expected) < 30);
                assert!(near, "{name} as {field}: {found:?} for {expected:?}");
            };
            is(left, top, [220, 20, 20]);
            is(right, top, [20, 200, 20]);
            is(left, bottom, [20, 20, 220]);
            is(right, bottom, [230, 230, 20]);
        }
    }
    let before = list(&alice).await.len();
    for (_, request) in requests(&alice, &pictures::fixture("baseline-scan-per-component-420.jpg")) {
        let answer = request.await.expect(400);
        assert_eq!(answer.json()["errors"][0]["messages"][0]["code"], "invalid_image", "{answer:?}");
    }
    assert_eq!(list(&alice).await.len(), before);
}

#[tokio::test]
async fn a_jpeg_may_lack_its_end_marker_and_nothing_else() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    for name in ["baseline-420.jpg", "baseline-420-restarts.jpg", "progressive-420.jpg", "baseline-grey.jpg"] {
        let whole = pictures::fixture(name);
        let expected = served(&app, &send(&alice, &whole).await.expect(201).json()["avatar"]).await;
        let without_end = &whole[..whole.len() - 2];
        let found = served(&app, &send(&alice, without_end).await.expect(201).json()["avatar"]).await;
        assert!(found == expected, "{name}");
        // Half a file, the last row of blocks, and the last byte.
        for missing in [whole.len() / 2, 40, 3] {
            for (_, request) in requests(&alice, &whole[..whole.len() - missing]) {
                let answer = request.await;
                assert_eq!(answer.status, 400, "{name} without {missing}: {answer:?}");
            }
        }
    }
}
