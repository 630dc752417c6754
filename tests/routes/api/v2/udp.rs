//! `/api/v2/udp/`: the archive of the caller's data (`docs/data-portability.md`).

mod contents;

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::time::Duration;

use media::Archives;
use serde_json::{Value, json};
use shared::domain::account::throttle::Limits;
use shared::media::ArchiveRequest;
use shared::runtime::config::Config;
use tests::{App, Routes as _, TestUser, config};
use zip::ZipArchive;

const PATH: &str = "/api/v2/udp/";
const DOWNLOAD: &str = "/api/v2/udp/download/";
const WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// The archives as the function `media` makes them, with its rights alone.
fn archives(app: &App) -> Archives {
    let state = app.acting_as("media");
    Archives::new(state.store, state.media, state.clock)
}

/// Has all requested archives made, as the events of the table and of the bucket do.
async fn make_all(app: &App, archives: &Archives) {
    app.settle().await;
    for request in app.state.media.archive_requests().await.unwrap() {
        archives.process(request).await.unwrap();
    }
}

/// The files of the archive that the user downloads.
async fn downloaded(user: &TestUser) -> BTreeMap<String, Vec<u8>> {
    let response = user.get(DOWNLOAD).await.expect(200);
    assert_eq!(response.header("content-type"), "application/zip");
    assert_eq!(response.header("content-disposition"), "attachment; filename=\"my-data.zip\"");
    assert_eq!(response.header("cache-control"), "no-store");
    let mut archive = ZipArchive::new(Cursor::new(response.bytes)).unwrap();
    let mut files = BTreeMap::new();
    for n in 0..archive.len() {
        let mut file = archive.by_index(n).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        let name = file.name().unwrap().into_owned();
        assert!(files.insert(name.clone(), content).is_none(), "{name}");
    }
    files
}

/// The user's archive, made anew.
async fn archive_of(app: &App, user: &TestUser) -> BTreeMap<String, Vec<u8>> {
    user.post(PATH).await.expect(202);
    make_all(app, &archives(app)).await;
    downloaded(user).await
}

fn json_of(files: &BTreeMap<String, Vec<u8>>, name: &str) -> Value {
    let content = files.get(name).unwrap_or_else(|| panic!("{name} is not among {:?}", files.keys()));
    serde_json::from_slice(content).unwrap()
}

#[tokio::test]
async fn a_request_is_computed_by_event_and_can_be_downloaded_for_a_week() {
    let app = App::new().await;
    let ann = app.register("ann").await;
    let nothing = json!({
        "computing": false, "send_email": false, "requested_at": null, "generated_at": null, "email_sent_at": null,
        "downloaded_at": null,
    });
    assert_eq!(ann.get(PATH).await.expect(200).json(), nothing);
    ann.get(DOWNLOAD).await.expect(404);

    let requested = ann.post(PATH).await.expect(202).json();
    assert_eq!((&requested["computing"], &requested["generated_at"]), (&json!(true), &json!(null)));
    assert!(requested["requested_at"].is_string());
    // Another request changes nothing meanwhile.
    assert_eq!(ann.post(PATH).await.expect(202).json(), requested);
    assert_eq!(ann.get(PATH).await.expect(200).json(), requested);
    ann.get(DOWNLOAD).await.expect(404);

    make_all(&app, &archives(&app)).await;
    let state = ann.get(PATH).await.expect(200).json();
    assert_eq!((&state["computing"], &state["downloaded_at"]), (&json!(false), &json!(null)));
    assert!(state["generated_at"].is_string(), "{state}");
    downloaded(&ann).await;
    assert!(ann.get(PATH).await.expect(200).json()["downloaded_at"].is_string());
    // What is made is not made again, and the request is gone.
    assert_eq!(app.state.media.archive_requests().await.unwrap(), []);

    app.state.clock.advance(WEEK);
    let ann = app.log_in("ann", TestUser::PASSWORD).await;
    ann.get(DOWNLOAD).await.expect(404);
    assert_eq!(ann.get(PATH).await.expect(200).json(), nothing);
}

#[tokio::test]
async fn a_long_list_ends_at_the_limit_and_the_archive_says_so() {
    let app = App::new().await;
    let ann = app.register("ann").await;
    for n in 0..5 {
        let other = app.user(&format!("other-{n}")).await;
        ann.post(&other.path("follow/")).await.expect(201);
        ann.post("/api/v2/post/").json(&json!({"text": format!("{n}")})).await.expect(201);
    }
    ann.post(PATH).await.expect(202);
    make_all(&app, &archives(&app).with_entries_max(3)).await;
    let files = downloaded(&ann).await;
    let index = json_of(&files, "index.json");
    assert_eq!(index["incomplete"], json!(["followings", "posts"]));
    assert_eq!(json_of(&files, "followings.json").as_array().unwrap().len(), 3);
    let posts = json_of(&files, "posts.json");
    // The newest are there.
    assert_eq!(
        (posts.as_array().unwrap().len(), posts[0]["html"].as_str().unwrap().contains('4')),
        (3, true),
        "{posts}"
    );
    // What comes after a list that is cut is there too.
    assert!(files.contains_key("sessions.json"));
}

#[tokio::test]
async fn more_than_one_part_is_read_and_uploaded() {
    let app = App::new().await;
    let ann = app.register("ann").await;
    for n in 0..230 {
        let title = format!("{n:03}{}", "x".repeat(20));
        ann.make_folder(ann.home(), &title).await;
    }
    let files = archive_of(&app, &ann).await;
    let folders = json_of(&files, "folders.json");
    let mut titles: Vec<_> = folders.as_array().unwrap().iter().map(|folder| folder["title"].clone()).collect();
    titles.dedup();
    assert_eq!(titles.len(), 230);
}

#[tokio::test]
async fn three_archives_a_day() {
    let app = App::with(Config { limits: Some(Limits::default()), ..config() }).await;
    let ann = app.register("ann").await;
    for _ in 0..3 {
        archive_of(&app, &ann).await;
    }
    let refused = ann.post(PATH).await.expect(429);
    assert!((86_000..=86_400).contains(&refused.header("retry-after").parse().unwrap()), "{refused:?}");
    // The last one stays.
    downloaded(&ann).await;
}

#[tokio::test]
async fn concurrent_requests_make_one_archive() {
    let app = App::new().await;
    let ann = app.register("ann").await;
    let responses = futures::future::join_all((0..4).map(|_| async { ann.post(PATH).await.expect(202).json() })).await;
    assert!(responses.iter().all(|response| *response == responses[0]), "{responses:?}");
    app.settle().await;
    let requests = app.state.media.archive_requests().await.unwrap();
    assert_eq!(requests.len(), 1);
    let archives = archives(&app);
    let (one, other) = futures::join!(archives.process(requests[0]), archives.process(requests[0]));
    one.and(other).unwrap();
    downloaded(&ann).await;
}

#[tokio::test]
async fn an_archive_that_was_lost_can_be_requested_again_after_an_hour() {
    let app = App::new().await;
    let ann = app.register("ann").await;
    ann.post(PATH).await.expect(202);
    app.settle().await;
    let lost = app.state.media.archive_requests().await.unwrap()[0];
    app.state.clock.advance(Duration::from_secs(3_600));
    assert_eq!(ann.get(PATH).await.expect(200).json()["computing"], false);
    archive_of(&app, &ann).await;
    // The earlier request changes nothing any more.
    archives(&app).process(lost).await.unwrap();
    downloaded(&ann).await;
}

#[tokio::test]
async fn a_deletion_removes_the_archive_whenever_it_comes() {
    for hard in ["", "?hard=1"] {
        let app = App::new().await;
        let [ann, ben] = [app.register("ann").await, app.register("ben").await];
        archive_of(&app, &ann).await;
        ben.post(PATH).await.expect(202);
        app.settle().await;
        for user in [&ann, &ben] {
            user.delete(&user.path(hard)).await.expect(204);
        }
        app.settle().await;
        assert!(app.state.media.download_archive(ann.id).await.unwrap().is_none(), "{hard}");
        make_all(&app, &archives(&app)).await;
        assert!(app.state.media.download_archive(ben.id).await.unwrap().is_none(), "{hard}");
        assert_eq!(app.state.media.archive_requests().await.unwrap(), []);
    }
}

#[tokio::test]
async fn a_request_of_an_unknown_user_is_dropped() {
    let app = App::new().await;
    let request = ArchiveRequest { user: 7.try_into().unwrap(), id: 8.try_into().unwrap() };
    app.state.media.request_archive(request).await.unwrap();
    archives(&app).process(request).await.unwrap();
    assert_eq!(app.state.media.archive_requests().await.unwrap(), []);
}
