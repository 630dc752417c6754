//! `GET /media/...`, which `kith serve` answers in place of a content delivery network.

use rstest::rstest;
use tests::{App, Routes as _, pictures};

#[tokio::test]
async fn serves_pictures_with_their_type_and_permanent_caching() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let files = [("jpg", "image/jpeg", pictures::png(40, 40)), ("png", "image/png", pictures::transparent_png(40, 40))];
    for (extension, kind, picture) in files {
        let request = alice.post("/api/v2/user/avatar/").multipart(&[], &[("avatar", "a", &picture)]);
        let url = request.await.expect(201).json()["avatar"].as_str().unwrap().to_owned();
        let path = url.strip_prefix("http://kith.test").unwrap();
        assert!(path.starts_with(&format!("/media/{}/", alice.id)) && path.ends_with(extension), "{path}");
        let served = app.get(path).await.expect(200);
        assert_eq!(served.header("content-type"), kind);
        assert_eq!(served.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(served.header("x-content-type-options"), "nosniff");
        assert_eq!(app.request("HEAD", path).await.expect(200).header("content-type"), kind);
    }
}

#[rstest]
#[case("1/2-0123456789abcdef0123456789abcdef.jpg")]
#[case("1/2-0123456789abcdef0123456789abcdef.html")]
#[case("1/2-0123456789ABCDEF0123456789ABCDEF.jpg")]
#[case("../kith.db")]
#[case("1/..%2f..%2fkith.db")]
#[case("..%2f..%2fetc/passwd")]
#[case("%2e%2e/jwt-secret")]
#[case("1/%00.jpg")]
#[case("originals/1")]
#[case("originals/1/2")]
#[case("1")]
#[case("")]
#[tokio::test]
async fn serves_nothing_else(#[case] path: &str) {
    let answer = App::new().await.get(&format!("/media/{path}")).await;
    assert!([404, 405].contains(&answer.status), "{answer:?}");
}
