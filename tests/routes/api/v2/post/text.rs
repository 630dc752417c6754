//! The text of posts and discussions: what is published and edited keeps its words and its lines, and front ends can put it
//! into their pages.

use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use super::{members, publish, publish_poll, seen_by};

/// A text, and the `html`, the `summary` and the slug that are made of it.
const TEXTS: [(&str, [&str; 3]); 19] = [
    ("<div>one</div><div>two</div>", ["one<br>two", "one two", "one-two"]),
    ("<h1>Head</h1><h5>line</h5>text", ["Head<br>line<br>text", "Head line text", "head-line-text"]),
    ("<table><tr><th>a<td>b<tr><td>c</table>", ["a<br>b<br>c", "a b c", "a-b-c"]),
    ("<article><header>a</header><p>b</p><footer>c</footer></article>", ["a<p>b</p>c", "a b c", "a-b-c"]),
    ("<dl><dt>Term<dd>Meaning</dl>", ["Term<br>Meaning", "Term Meaning", "term-meaning"]),
    ("<details><summary>More</summary>text</details>", ["More<br>text", "More text", "more-text"]),
    ("<ul><li>a</li><li>b</li></ul>", ["<ul><li>a</li><li>b</li></ul>", "a b", "a-b"]),
    ("<span>no</span><b>where</b>", ["no<b>where</b>", "nowhere", "nowhere"]),
    ("first\nsecond\r\n\r\nthird", ["first<br>second<br><br>third", "first second third", "first-second-third"]),
    ("a<b", ["a&lt;b", "a&lt;b", "a-b"]),
    ("C++ vector<int> v", ["C++ vector&lt;int&gt; v", "C++ vector&lt;int&gt; v", "c-vector-int-v"]),
    (
        "mail <bob@example.org>!",
        ["mail &lt;bob@example.org&gt;!", "mail &lt;bob@example.org&gt;!", "mail-bob-example-org"],
    ),
    ("x<y and y>z", ["x&lt;y and y&gt;z", "x&lt;y and y&gt;z", "x-y-and-y-z"]),
    ("a <3 b <- c <= d", ["a &lt;3 b &lt;- c &lt;= d", "a &lt;3 b &lt;- c &lt;= d", "a-3-b-c-d"]),
    (
        "dict<K, V> & \"more\"",
        ["dict&lt;K, V&gt; &amp; \"more\"", "dict&lt;K, V&gt; &amp; &quot;more&quot;", "dict-k-v-more"],
    ),
    ("it's <my-own>", ["it's &lt;my-own&gt;", "it&#39;s &lt;my-own&gt;", "it-s-my-own"]),
    ("<p>a</p><img src='data:image/gif;base64,R0lGOD'>", ["<p>a</p>", "a", "a"]),
    (
        "&lt;script&gt;x()&lt;/script&gt;",
        ["&lt;script&gt;x()&lt;/script&gt;", "&lt;script&gt;x()&lt;/script&gt;", "script-x-script"],
    ),
    ("<textarea><b>a</b></textarea>c", ["<b>a</b><br>c", "a c", "a-c"]),
];

/// The `html`, `summary` and slug of a post.
fn parts(post: &Value) -> [&str; 3] {
    ["html", "summary", "slug"].map(|name| post[name].as_str().unwrap())
}

#[tokio::test]
async fn words_and_lines_are_kept_apart_in_new_and_edited_posts() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    for (text, expected) in TEXTS {
        for form in [false, true] {
            for (kind, title) in [("post", None), ("discussion", Some("Title"))] {
                let fields: Vec<(&str, &str)> =
                    [("text", text)].into_iter().chain(title.map(|t| ("title", t))).collect();
                let new = author.post(&format!("/api/v2/{kind}/"));
                let post = match form {
                    true => new.form(&fields),
                    false => new.json(&fields.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect()),
                };
                let post = post.await.expect(201).json();
                let slug = if kind == "post" { expected[2] } else { "title" };
                assert_eq!(parts(&post), [expected[0], expected[1], slug], "{text}");
                assert_eq!(json!([post["summary_html"], post["summary_truncated"]]), json!([expected[0], false]));
                // The same text in an edit of another post.
                let body = json!({"title": "Old", "text": "old"});
                let old = author.post(&format!("/api/v2/{kind}/")).json(&body).await.expect(201).json();
                let path = format!("/api/v2/{kind}/{}/", old["id"]);
                let edit = author.put(&path);
                let edit = if form { edit.form(&[("text", text)]) } else { edit.json(&json!({"text": text})) };
                let edited = edit.await.expect(200).json();
                assert_eq!(parts(&edited), [expected[0], expected[1], "old"], "{text}");
                assert_eq!(edited["summary_html"], expected[0]);
            }
        }
    }
}

#[tokio::test]
async fn a_summary_says_whether_the_text_goes_on() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    for (text, truncated) in [
        ("x".repeat(300), false),
        ("x".repeat(301), true),
        ("<".repeat(300), false),
        ("<p>a &amp; b</p>".repeat(20), false),
        ("<div>&lt;i&gt;</div>".repeat(150), true),
    ] {
        let post = publish(&author, &json!({"text": text})).await;
        assert_eq!(post["summary_truncated"], truncated, "{text}");
        let expected = if truncated { &post["summary"] } else { &post["html"] };
        assert_eq!(&post["summary_html"], expected, "{text}");
        assert_eq!(truncated, post["summary"].as_str().unwrap().ends_with('…'), "{text}");
        assert_eq!(author.get(&author.path("feed/")).await.expect(200).json()["results"][0]["post"], post);
    }
}

/// Texts that carry a tag through an element whose content is not markup.
const HIDDEN: [&str; 10] = [
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<xmp>&lt;img src=x onerror=alert(1)&gt;</xmp>",
    "&lt;img src=x onerror=alert(1)&gt;",
    "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
    "<noscript><img src=x onerror=alert(1)></noscript>",
    "<textarea></textarea><img src=x onerror=alert(1)>",
    "<title><svg onload=alert(1)></title>",
    "<plaintext><script>alert(1)</script>",
    "a<b \"><script>alert(1)</script>",
    "<unknown><img src=x onerror=alert(1)></unknown>",
];

#[tokio::test]
async fn no_text_that_a_page_shows_as_html_has_live_markup() {
    let app = App::new().await;
    let [author, reader] = members(&app, ["author", "reader"]).await;
    reader.post(&author.path("follow/")).await.expect(201);
    app.settle().await;
    for (n, hidden) in HIDDEN.into_iter().enumerate() {
        let text = format!("before {hidden} after");
        let kind = if n % 2 == 0 { "post" } else { "discussion" };
        let body = json!({"title": hidden, "text": text});
        let post = author.post(&format!("/api/v2/{kind}/")).json(&body).await.expect(201).json();
        app.settle().await;
        let mut shown = vec![post.clone()];
        shown.push(author.get(&author.path("feed/")).await.expect(200).json()["results"][0].clone());
        shown.push(reader.get("/api/v2/feed/").await.expect(200).json()["results"][0][kind].clone());
        let notifications = reader.get("/api/v2/user/me/notifications/").await.expect(200).json();
        let collapsed = notifications["collapsed"].as_str().unwrap();
        assert!(!collapsed.contains(['<', '&']), "{collapsed}");
        shown.push(notifications["results"][0]["aggregated"][0][kind].clone());
        for seen in shown {
            let summary = seen["summary"].as_str().unwrap_or_else(|| panic!("{seen}"));
            assert!(summary.starts_with("before ") && summary.ends_with(" after"), "{summary}");
            assert!(!summary.contains(['<', '>', '"', '\'']), "{summary}");
            for field in ["html", "summary_html"] {
                let html = seen[field].as_str().unwrap();
                assert!(!html.contains("<img") && !html.contains("<s") && !html.contains("<x"), "{html}");
            }
            assert!(!seen["slug"].as_str().unwrap().contains(|c: char| !c.is_alphanumeric() && c != '-'), "{seen}");
        }
    }
}

#[tokio::test]
async fn an_edit_that_empties_a_post_is_refused() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let id = super::publish_text(&author, "Text").await;
    for text in
        ["<img src=\"data:image/png;base64,AA\">", "<img>", "<script>x()</script>", "\u{200b}", "<p>&nbsp;</p><hr>", ""]
    {
        let refused = author.put(&format!("/api/v2/post/{id}/")).json(&json!({"text": text})).await.expect(400);
        assert_eq!(refused.invalid_fields(), ["text"], "{text}");
        assert_eq!(refused.json()["errors"][0]["messages"][0]["code"], "required", "{text}");
    }
    assert_eq!(seen_by(&app, id).await["html"], "Text");
    // A picture, media or a poll is content of its own.
    let picture = "<img src=\"https://example.org/a.png\">";
    assert_eq!(publish(&author, &json!({"text": picture})).await["html"], picture);
    publish(&author, &json!({"text": "<img>", "medias": [7]})).await;
    let (poll, _) = publish_poll(&author, false, 2).await;
    edit_text(&author, poll, "<img>").await;
}

async fn edit_text(author: &TestUser, id: u64, text: &str) {
    author.put(&format!("/api/v2/post/{id}/")).json(&json!({"text": text})).await.expect(200);
}
