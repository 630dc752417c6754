//! Objects in notifications, which are shortened, however long the texts of users are.

use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::post::html;
use tests::{App, Routes as _, TestUser};

use super::{entries, notifications};
use crate::api::v2::comment::{comment, reply};
use crate::api::v2::post::{members, publish, seen_by};

/// The most bytes of JSON that a notification has.
const NOTIFICATION_MAX: usize = 10 * 1024;

/// Sets every text of a profile to its longest.
pub async fn fill_profile(person: &TestUser, character: &str) {
    let text = |length: usize| character.repeat(length);
    let website = if character.len() > 1 { character } else { "a" };
    let body = json!({
        "real_name": text(255), "bio": text(5_000), "location": text(100), "location_lat_lng": text(100),
        "position_lat_lng": text(100), "birthday": "1998-02-28", "description": text(50), "gender": "Unspecified",
        "website": format!("https://example.org/{}", website.repeat(180)), "company_name": text(100),
        "company_role": text(100),
    });
    person.patch(&person.path("")).json(&body).await.expect(200);
}

/// A post whose every field is as long as it can be.
fn longest_post(character: &str) -> Value {
    let text = |length: usize| character.repeat(length);
    let ids = |length: u64| (0..length).map(|n| 9_007_199_254_740_991 - n).collect::<Vec<_>>();
    let choices: Vec<_> = (0..20).map(|n| json!({"choice": format!("{}{n:02}", text(148))})).collect();
    json!({
        "title": text(150), "text": text(10_000), "categories": ids(10), "medias": ids(20), "addressing": ids(10),
        "location": {"location": text(100), "lat": -12.345_678_901_234_567, "lng": -123.456_789_012_345_67},
        "poll": {"title": text(200), "expiration_at": "2999-01-31T12:00:00Z", "choices": choices},
    })
}

#[rstest]
#[case::four_bytes("\u{1f3d4}")]
#[case::escaped_in_json("\"")]
#[case::escaped_in_html("&")]
#[case::letters("a")]
#[tokio::test]
async fn a_notification_is_small_whatever_users_write(#[case] character: &str) {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    for person in [&author, &fan] {
        fill_profile(person, character).await;
    }
    fan.post(&author.path("follow/")).await.expect(201);
    app.settle().await;
    let discussion = author.post("/api/v2/discussion/").json(&longest_post(character)).await.expect(201).json();
    let id = discussion["id"].as_u64().unwrap();
    for toggle in ["vote", "follow"] {
        fan.post(&format!("/api/v2/discussion/{id}/{toggle}/")).await.expect(204);
    }
    let text = character.repeat(1_600);
    let post = publish(&author, &json!({"text": "Short"})).await["id"].as_u64().unwrap();
    let top = comment(&fan, post, &text).await;
    author.post(&format!("/api/v2/comment/{top}/vote/")).await.expect(204);
    reply(&author, post, top, &text).await;
    app.settle().await;
    let mut kinds = Vec::new();
    for person in [&author, &fan] {
        for entry in entries(&notifications(person).await) {
            let size = entry.to_string().len();
            assert!(size <= NOTIFICATION_MAX, "{size} bytes: {entry}");
            kinds.push(entry["type"].as_str().unwrap().to_owned());
        }
    }
    kinds.sort_unstable();
    assert_eq!(
        kinds,
        ["comment", "contribution", "contribution", "follow", "nested_comment", "user_follow", "vote_up", "vote_up"]
    );
    // The object itself is whole.
    let whole = author.get(&format!("/api/v2/discussion/{id}/")).await.expect(200).json();
    assert_eq!(whole["html"], discussion["html"]);
    assert!(whole.to_string().len() > 10 * NOTIFICATION_MAX / 9);
}

/// The post in the only notification of a follower about it, and the post itself.
async fn notified_and_whole(text: &str) -> (Value, Value) {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    fan.post(&author.path("follow/")).await.expect(201);
    app.settle().await;
    let post = publish(&author, &json!({"text": text})).await;
    app.settle().await;
    let entries = entries(&notifications(&fan).await);
    assert_eq!(entries.len(), 1);
    let mut whole = seen_by(&fan, post["id"].as_u64().unwrap()).await;
    // What the reader has done about the post is not looked up.
    for name in ["voted", "followed", "suspended"] {
        assert_eq!(whole.as_object_mut().unwrap().remove(name), Some(json!(false)), "{name}");
    }
    (entries[0]["post"].clone(), whole)
}

#[rstest]
#[case("<p>Short</p>".to_owned())]
#[case(format!("<p>{}</p>", "word ".repeat(100)))]
#[tokio::test]
async fn an_ordinary_post_is_whole(#[case] text: String) {
    let (notified, whole) = notified_and_whole(&text).await;
    assert_eq!(notified, whole);
}

#[rstest]
#[case::paragraphs(format!("<p>First <b>bold</b></p><p>{}</p>", "some words ".repeat(500)))]
#[case::list(format!("<ul>{}</ul>", "<li><em>an item</em></li>".repeat(100)))]
#[case::open_elements(format!("<blockquote><p><b><i>{}", "so many words ".repeat(600)))]
#[case::entities("Tom &amp; Jerry &lt;3 ".repeat(300))]
#[tokio::test]
async fn html_is_cut_at_a_word_and_closed(#[case] text: String) {
    let (notified, whole) = notified_and_whole(&text).await;
    let [short, long] = [&notified, &whole].map(|post| post["html"].as_str().unwrap());
    assert!(short.len() <= 1_000 && short.len() > 900, "{short}");
    assert_eq!(html::clean(short).as_deref(), Ok(short), "the elements are closed");
    let (beginning, end) = short.split_once('…').unwrap();
    let rest = long.strip_prefix(beginning).unwrap_or_else(|| panic!("{short} is not the beginning of {long}"));
    assert!(rest.starts_with([' ', '<']), "cut within a word: {short}");
    assert!(end.is_empty() || end.starts_with("</"), "{short}");
    // All other fields are those of the post.
    let mut expected = whole.clone();
    expected["html"] = notified["html"].clone();
    assert_eq!(expected["summary_truncated"], true);
    assert_eq!(notified, expected);
}

#[tokio::test]
async fn a_summary_that_is_cut_says_so() {
    // A short text in much markup: its summary is whole, and its HTML is not.
    let link = format!("<a href=\"https://example.org/{}\">", "a".repeat(2_000));
    let (notified, whole) = notified_and_whole(&format!("<p>{link}One</a> two</p>")).await;
    assert_eq!(whole["summary_truncated"], false);
    assert_eq!(
        (&notified["summary"], &notified["summary_truncated"]),
        (&whole["summary"], &whole["summary_truncated"])
    );
    assert_eq!((&notified["html"], &notified["summary_html"]), (&json!("<p>One two</p>"), &json!("<p>One two</p>")));
    // A text whose summary is long in bytes.
    let (notified, whole) = notified_and_whole(&"\u{1f3d4}".repeat(300)).await;
    assert_eq!(whole["summary_truncated"], false);
    let summary = notified["summary"].as_str().unwrap();
    assert!(summary.ends_with('…') && whole["summary"].as_str().unwrap().starts_with(summary.trim_end_matches('…')));
    assert_eq!((&notified["summary_truncated"], &notified["summary_html"]), (&json!(true), &json!(summary)));
}
