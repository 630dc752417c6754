//! `POST /api/v2/post/`, `POST /api/v2/discussion/`

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _};

use super::{members, publish, seen_by};

#[tokio::test]
async fn returns_a_discussion_as_documented() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let body = json!({
        "title": "Crème brûlée: how?", "text": "<p>I <b>burn</b> it &amp; cry.</p><p>Why?</p>", "categories": [3, "5", 3],
        "medias": [7], "location": {"location": "A kitchen", "lat": 45.5, "lng": -9.25}, "addressing": [11],
        "poll": {
            "title": "Sugar?", "multiple_choices": true, "expiration_at": "2100-01-02T03:04:05.678901Z",
            "choices": [{"choice": "White"}, {"choice": " Brown "}],
        },
        "id": 1, "author": 1, "score": 99, "slug": "mine",
    });
    let created = author.post("/api/v2/discussion/").json(&body).await.expect(201).json();
    let id = created["id"].as_u64().unwrap();
    let names: Vec<_> = created.as_object().unwrap().keys().map(String::as_str).collect();
    let shown = "id title slug categories media_type medias location poll last_activity_at view_count author added_at html \
                 summary summary_html summary_truncated deleted collapsed score addressing followers type comment_count flag_count vote_count follower_count \
                 share_count last_edited_at followed suspended reaction reactions_count voted";
    let mut expected: Vec<_> = shown.split_whitespace().collect();
    expected.sort_unstable();
    assert_eq!(names, expected);
    assert_eq!(
        [
            &created["type"],
            &created["title"],
            &created["slug"],
            &created["html"],
            &created["summary"],
            &created["media_type"]
        ],
        [
            "discussion",
            "Crème brûlée: how?",
            "creme-brulee-how",
            "<p>I <b>burn</b> it &amp; cry.</p><p>Why?</p>",
            "I burn it &amp; cry. Why?",
            "images"
        ]
    );
    assert_eq!(
        json!([created["categories"], created["medias"], created["addressing"], created["location"]]),
        json!([[3, 5], [7], [11], {"location": "A kitchen", "lat": 45.5, "lng": -9.25}])
    );
    assert_eq!(
        json!([
            created["score"],
            created["followers"],
            created["view_count"],
            created["deleted"],
            created["collapsed"]
        ]),
        json!([0, 0, 0, false, ""])
    );
    let poll = &created["poll"];
    assert_eq!(
        json!([
            poll["title"],
            poll["multiple_choices"],
            poll["closed"],
            poll["hidden"],
            poll["votes"],
            poll["expiration_at"]
        ]),
        json!(["Sugar?", true, false, false, [], "2100-01-02T03:04:05.678Z"])
    );
    let choice = &poll["choices"][1];
    assert_eq!(
        json!([choice["choice"], choice["order"], choice["deleted"], choice["count_votes"]]),
        json!(["Brown", 1, false, 0])
    );
    let names: Vec<_> = created["author"].as_object().unwrap().keys().map(String::as_str).collect();
    let shown = "avatar avatar_url bio birthday can_send_pm_to categories_counter community_badge company_name company_role cover \
                 date_joined date_of_birth deleted description email email_isvalid ext_id gender id location location_lat_lng \
                 position_lat_lng real_name reg_approved reputation role status tags username website";
    assert_eq!(names, shown.split_whitespace().collect::<Vec<_>>());
    assert_eq!(created["author"]["id"], author.id.get());
    assert_eq!(created["added_at"], created["last_activity_at"]);
    assert_eq!(author.get(&format!("/api/v2/discussion/{id}/")).await.expect(200).json(), created);
    // An anonymous caller sees the same, except for the author's e-mail address, the avatar made from it, and what is for members.
    let mut anonymous = app.get(&format!("/api/v2/discussion/{id}")).await.expect(200).json();
    assert_eq!(anonymous["author"]["email"], Value::Null);
    for field in ["email", "avatar", "avatar_url", "gender", "location"] {
        anonymous["author"][field] = created["author"][field].clone();
    }
    assert_eq!(anonymous, created);
    // A discussion is not found as a post.
    app.get(&format!("/api/v2/post/{id}/")).await.expect(404);
}

#[tokio::test]
async fn a_post_needs_only_a_text_and_accepts_a_form() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let form = [("text", "On the way"), ("title", "not taken"), ("categories", "3"), ("categories", "4")];
    let created = author.post("/api/v2/post").form(&form).await.expect(201).json();
    assert_eq!(
        json!([
            created["type"],
            created["title"],
            created["slug"],
            created["html"],
            created["categories"],
            created["media_type"]
        ]),
        json!(["post", "", "on-the-way", "On the way", [3, 4], ""])
    );
    assert_eq!(json!([created["location"], created["poll"]]), json!([null, null]));
    let other = publish(&author, &json!({"text": "", "medias": [9]})).await;
    assert_eq!(json!([other["slug"], other["html"], other["summary"]]), json!(["post", "", ""]));
}

#[tokio::test]
async fn counters_follow_publication_and_deletion() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let poll = json!({"title": "Which?", "choices": [{"choice": "A"}, {"choice": "B"}]});
    let with_poll = publish(&author, &json!({"text": "One", "poll": poll})).await["id"].as_u64().unwrap();
    publish(&author, &json!({"text": "Two"})).await;
    author.post("/api/v2/discussion/").json(&json!({"title": "Three"})).await.expect(201);
    let numbers = async || {
        app.settle().await;
        let user = app.get(&author.path("")).await.expect(200).json();
        let counters = app.get(&author.path("counters/")).await.expect(200).json();
        assert_eq!(counters["posts"], user["posts_counter"]);
        let count = app.get(&author.path("feed/")).await.expect(200).json()["count"].clone();
        json!([user["posts_counter"], user["discussions_counter"], user["polls_counter"], count])
    };
    assert_eq!(numbers().await, json!([2, 1, 1, 3]));
    author.put(&format!("/api/v2/post/{with_poll}/")).json(&json!({"text": "Edited"})).await.expect(200);
    assert_eq!(numbers().await, json!([2, 1, 1, 3]));
    author.delete(&format!("/api/v2/post/{with_poll}/")).await.expect(204);
    assert_eq!(numbers().await, json!([1, 1, 0, 2]));
}

#[tokio::test]
async fn coordinates_are_stored_exactly_and_tiny_ones_as_zero() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    for (sent, kept) in [
        ("1.1628556390611184e-263", 0.0),
        ("-5e-324", 0.0),
        ("-1e-101", 0.0),
        ("1e-9", 1e-9),
        ("45.123456789012344", 45.123_456_789_012_344),
        ("-0.1", -0.1),
    ] {
        let body = format!(r#"{{"text": "Here.", "location": {{"lat": {sent}, "lng": {sent}}}}}"#);
        let post = author.post("/api/v2/post/").body("application/json", body).await.expect(201).json();
        let seen = author.get(&format!("/api/v2/post/{}/", post["id"])).await.expect(200).json();
        let location = json!({"location": "", "lat": kept, "lng": kept});
        assert_eq!([&post["location"], &seen["location"]], [&location, &location], "{sent}");
    }
}

#[rstest]
#[case::missing("", json!({}), "text")]
#[case::empty("", json!({"text": ""}), "text")]
#[case::only_tags("", json!({"text": "<p> </p><script>x()</script>"}), "text")]
#[case::only_a_picture_without_an_address("", json!({"text": "<img src=\"data:image/png;base64,AA\">"}), "text")]
#[case::only_a_relative_picture("", json!({"text": "<div><img src='/a.png'></div>"}), "text")]
#[case::only_a_rule("", json!({"text": "<hr><br>&nbsp;"}), "text")]
#[case::only_a_drawing("", json!({"text": "<svg><path d='M0 0'/></svg>"}), "text")]
#[case::only_an_empty_link("", json!({"text": "<a href='https://example.org/'> </a>"}), "text")]
#[case::only_invisible_characters("", json!({"text": "\u{200b}<p>\u{feff}&#8205;</p>"}), "text")]
#[case::not_text("", json!({"text": 7}), "text")]
#[case::too_long("", json!({"text": "x".repeat(10_001)}), "text")]
#[case::control_character("", json!({"text": "a\u{0}b"}), "text")]
#[case::too_many_tags("", json!({"text": "<b>x</b>".repeat(251)}), "text")]
#[case::no_title("discussion", json!({"text": "x"}), "title")]
#[case::blank_title("discussion", json!({"title": "  "}), "title")]
#[case::null_title("discussion", json!({"title": null}), "title")]
#[case::long_title("discussion", json!({"title": "x".repeat(151)}), "title")]
#[case::two_lines("discussion", json!({"title": "x\ny"}), "title")]
#[case::not_a_list("", json!({"text": "x", "categories": "many"}), "categories")]
#[case::too_many_categories("", json!({"text": "x", "categories": (1..12).collect::<Vec<_>>()}), "categories")]
#[case::zero_id("", json!({"text": "x", "categories": [0]}), "categories")]
#[case::huge_id("", json!({"text": "x", "addressing": [1_u64 << 53]}), "addressing")]
#[case::negative_id("", json!({"text": "x", "medias": [-1]}), "medias")]
#[case::many_medias("", json!({"text": "x", "medias": (1..22).collect::<Vec<_>>()}), "medias")]
#[case::location_without_coordinates("", json!({"text": "x", "location": {"location": "here"}}), "location.lat")]
#[case::latitude_out_of_range("", json!({"text": "x", "location": {"lat": 91, "lng": 0}}), "location.lat")]
#[case::not_a_number("", json!({"text": "x", "location": {"lat": "NaN", "lng": 0}}), "location.lat")]
#[case::longitude_out_of_range("", json!({"text": "x", "location": {"lat": 0, "lng": -181}}), "location.lng")]
#[case::location_as_text("", json!({"text": "x", "location": "here"}), "location")]
#[case::poll_as_text("", json!({"text": "x", "poll": "yes?"}), "poll")]
#[case::empty_poll("", json!({"text": "x", "poll": {}}), "poll.title")]
#[case::no_choices("", json!({"text": "x", "poll": {"title": "?"}}), "poll.choices")]
#[case::one_choice("", json!({"text": "x", "poll": {"title": "?", "choices": [{"choice": "a"}]}}), "poll.choices")]
#[case::duplicate_choice("", json!({"text": "x", "poll": {"title": "?", "choices": [{"choice": "a"}, {"choice": "a "}]}}), "poll.choices")]
#[case::choices_as_text("", json!({"text": "x", "poll": {"title": "?", "choices": ["a", "b"]}}), "poll.choices")]
#[case::a_blank_choice("", json!({"text": "x", "poll": {"title": "?", "choices": [{"choice": "a"}, {"choice": " "}]}}), "poll.choices.choice")]
#[case::expired("", json!({"text": "x", "poll": {"title": "?", "expiration_at": "2020-01-01T00:00:00Z", "choices": [{"choice": "a"}, {"choice": "b"}]}}), "poll.expiration_at")]
#[case::not_a_time("", json!({"text": "x", "poll": {"title": "?", "expiration_at": "soon", "choices": [{"choice": "a"}, {"choice": "b"}]}}), "poll.expiration_at")]
#[tokio::test]
async fn rejects_bad_input_and_publishes_nothing(#[case] kind: &str, #[case] body: Value, #[case] field: &str) {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let kind = if kind.is_empty() { "post" } else { kind };
    let answer = author.post(&format!("/api/v2/{kind}/")).json(&body).await.expect(400);
    assert!(answer.invalid_fields().contains(&field.to_owned()), "{answer:?}");
    assert_eq!(app.get(&author.path("feed/")).await.expect(200).json()["results"], json!([]));
}

#[tokio::test]
async fn rejects_too_many_choices() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let choices: Vec<_> = (0..21).map(|n| json!({"choice": n.to_string()})).collect();
    let poll = json!({"title": "?", "choices": choices});
    let answer = author.post("/api/v2/post/").json(&json!({"text": "x", "poll": poll})).await.expect(400);
    insta::assert_snapshot!(answer.body, @r#"{"errors":[{"field":"poll.choices","messages":[{"code":"max_length","message":"Ensure this field has no more than 20 elements."}]}]}"#);
}

#[tokio::test]
async fn the_largest_accepted_post_can_be_read() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let choices: Vec<_> = (0..20).map(|n| json!({"choice": format!("{n:0>150}")})).collect();
    let poll = json!({"title": "?".repeat(200), "choices": choices});
    let ids: Vec<u64> = (0..10).map(|n| (1 << 53) - 1 - n).collect();
    let body = json!({
        "title": "題".repeat(150), "text": "字".repeat(10_000), "categories": ids, "medias": ids, "addressing": ids,
        "poll": poll,
    });
    let created = author.post("/api/v2/discussion/").json(&body).await.expect(201).json();
    assert_eq!(created["summary"].as_str().unwrap().chars().count(), 300);
    let id = created["id"].as_u64().unwrap();
    assert_eq!(author.get(&format!("/api/v2/discussion/{id}/")).await.expect(200).json(), created);
    assert_eq!(author.get(&author.path("feed/")).await.expect(200).json()["results"][0]["discussion"], created);
}

#[tokio::test]
async fn a_post_survives_the_soft_deletion_of_its_author_but_not_the_hard_one() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let admin = app.superuser("admin").await;
    author.patch(&author.path("")).json(&json!({"bio": "private"})).await.expect(200);
    let id = super::publish_text(&author, "Still here").await;
    admin.delete(&author.path("")).await.expect(204);
    app.settle().await;
    let left = seen_by(&app, id).await;
    assert_eq!(json!([left["html"], left["author"]["bio"], left["author"]["status"]]), json!(["Still here", "", "d"]));
    app.get(&author.path("feed/")).await.expect(404);
    admin.delete(&author.path("?hard=1")).await.expect(204);
    app.settle().await;
    app.get(&format!("/api/v2/post/{id}/")).await.expect(404);
}
