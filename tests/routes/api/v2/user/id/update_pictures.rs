//! `PUT`, `PATCH /api/v2/user/{id}/`: avatars and covers.

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser, pictures};

async fn served(app: &App, url: &Value) -> image::DynamicImage {
    let path = url.as_str().unwrap().strip_prefix("http://kith.test").unwrap_or_else(|| panic!("{url}"));
    image::load_from_memory(&app.get(path).await.expect(200).bytes).expect("a picture")
}

async fn avatars(person: &TestUser) -> Vec<Value> {
    let list = person.get("/api/v2/user/avatar/").await.expect(200).json();
    list["results"].as_array().unwrap().clone()
}

#[rstest]
#[tokio::test]
async fn accepts_both_pictures_and_texts_together(#[values("PUT", "PATCH")] method: &str) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let (avatar, cover) = (pictures::jpeg(600, 400), pictures::jpeg(3_000, 1_000));
    let files = [("avatar", "a.jpg", avatar.as_slice()), ("cover", "c.png", &cover)];
    let request = alice.request(method, &alice.path("")).multipart(&[("bio", "new"), ("username", "alicia")], &files);
    let user = request.await.expect(200).json();
    assert_eq!((&user["bio"], &user["username"]), (&json!("new"), &json!("alicia")));
    assert_eq!(user["avatar"], user["avatar_url"]);
    let avatar = served(&app, &user["avatar"]).await;
    assert_eq!((avatar.width(), avatar.height()), (512, 512));
    let cover = served(&app, &user["cover"]).await;
    assert_eq!((cover.width(), cover.height()), (1_500, 500));
    assert_eq!(alice.get(&alice.path("")).await.expect(200).json(), user);
    let [only] = &avatars(&alice).await[..] else { panic!("one avatar") };
    assert_eq!((&only["avatar"], &only["primary"]), (&user["avatar"], &json!(true)));
}

#[tokio::test]
async fn a_new_avatar_joins_the_collection_and_becomes_the_primary() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let picture = json!({"avatar_base64": pictures::base64(&pictures::png(40, 40))});
    let first = alice.put(&alice.path("")).json(&picture).await.expect(200).json();
    let second = alice.patch(&alice.path("")).json(&picture).await.expect(200).json();
    assert_ne!(first["avatar"], second["avatar"]);
    let list = avatars(&alice).await;
    assert_eq!(list.iter().map(|avatar| &avatar["avatar"]).collect::<Vec<_>>(), [&second["avatar"], &first["avatar"]]);
    assert_eq!(list.iter().map(|avatar| &avatar["primary"]).collect::<Vec<_>>(), [true, false]);
}

#[rstest]
#[case::wide((4_000, 1_000), (1_500, 375))]
#[case::small((30, 10), (1_500, 500))]
#[case::tall((300, 9_000), (1_500, 1_500))]
#[case::one_pixel_high((40_000, 1), (1_500, 1))]
#[case::one_pixel_wide((1, 40_000), (1_500, 1_500))]
#[tokio::test]
async fn a_cover_is_1500_pixels_wide_and_no_higher_than_wide(
    #[case] (width, height): (u32, u32),
    #[case] expected: (u32, u32),
) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let picture = pictures::jpeg(width, height);
    let user = alice.put(&alice.path("")).multipart(&[], &[("cover", "c.png", &picture)]).await.expect(200).json();
    let cover = served(&app, &user["cover"]).await;
    assert_eq!((cover.width(), cover.height()), expected);
}

#[tokio::test]
async fn sending_the_user_object_back_keeps_the_pictures() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let picture = pictures::png(40, 40);
    let files = [("avatar", "a.png", picture.as_slice()), ("cover", "c.png", &picture)];
    let user = alice.put(&alice.path("")).multipart(&[], &files).await.expect(200).json();
    assert_eq!(alice.put(&alice.path("")).json(&user).await.expect(200).json(), user);
    // A browser sends this if the user chose no file.
    let empty = [("avatar", "", b"".as_slice()), ("cover", "", b"")];
    assert_eq!(alice.put(&alice.path("")).multipart(&[], &empty).await.expect(200).json(), user);
    for no_file in [json!(null), json!("")] {
        let body = json!({"avatar_base64": no_file, "avatar": no_file});
        assert_eq!(alice.put(&alice.path("")).json(&body).await.expect(200).json(), user);
    }
}

#[tokio::test]
async fn replacing_or_clearing_a_cover_deletes_its_file() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let picture = pictures::png(40, 40);
    let put =
        async || alice.put(&alice.path("")).multipart(&[], &[("cover", "c.png", &picture)]).await.expect(200).json();
    let (first, second) = (put().await, put().await);
    assert_ne!(first["cover"], second["cover"]);
    app.settle().await;
    served(&app, &second["cover"]).await;
    let gone = |cover: &Value| cover.as_str().unwrap().strip_prefix("http://kith.test").unwrap().to_owned();
    app.get(&gone(&first["cover"])).await.expect(404);
    let without = alice.patch(&alice.path("")).json(&json!({"cover": null})).await.expect(200).json();
    assert_eq!(without["cover"], json!(null));
    app.settle().await;
    app.get(&gone(&second["cover"])).await.expect(404);
    assert_eq!(app.state.media.names_of(alice.id).await.unwrap(), []);
}

#[tokio::test]
async fn reports_errors_of_both_pictures_at_once_and_changes_nothing() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let before = alice.get(&alice.path("")).await.expect(200).json();
    let good = pictures::png(40, 40);
    let put = async |fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]| {
        let answer = alice.put(&alice.path("")).multipart(fields, files).await.expect(400);
        answer.invalid_fields()
    };
    let both = [("avatar", "a.png", b"no".as_slice()), ("cover", "c.png", b"no")];
    assert_eq!(put(&[("bio", "new")], &both).await, ["avatar", "cover"]);
    let one = [("avatar", "a.png", good.as_slice()), ("cover", "c.png", b"no")];
    assert_eq!(put(&[("bio", "new")], &one).await, ["cover"]);
    let fine = [("avatar", "a.png", good.as_slice()), ("cover", "c.png", &good)];
    assert_eq!(put(&[("username", "me")], &fine).await, ["username"]);
    app.register("taken").await;
    // The write finds out that a username is taken; the files are stored by then.
    assert_eq!(put(&[("username", "taken")], &fine).await, ["username"]);
    assert_eq!(put(&[("username", "taken")], &fine[1..]).await, ["username"]);
    assert_eq!(alice.get(&alice.path("")).await.expect(200).json(), before);
    assert_eq!(avatars(&alice).await, [] as [Value; 0]);
    assert_eq!(app.state.media.names_of(alice.id).await.unwrap(), []);
}

#[tokio::test]
async fn only_the_user_may_upload_pictures() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    let picture = pictures::png(40, 40);
    bob.put(&alice.path("")).multipart(&[], &[("avatar", "a.png", &picture)]).await.expect(403);
    app.put(&alice.path("")).multipart(&[], &[("avatar", "a.png", &picture)]).await.expect(401);
    for person in [&alice, &bob] {
        assert_eq!(avatars(person).await, [] as [Value; 0]);
        assert_eq!(app.state.media.names_of(person.id).await.unwrap(), []);
    }
}
