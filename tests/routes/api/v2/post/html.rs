//! Cleaning of `html`: the known families of texts that inject script into a reader's browser.

use scraper::{Html, Node};
use serde_json::json;
use tests::{App, Routes as _};
use url::Url;

use super::members;

/// Markup that can carry a payload. `@` stands for a URL that executes script, `#` for the script itself.
const SHAPES: &[&str] = &[
    // Elements that execute script or load it.
    "<script>#</script>",
    "<SCRIPT SRC=@></SCRIPT>",
    "<script/xss src=@></script>",
    "<<script>#//<</script>",
    "<scr<script>ipt>#</scr</script>ipt>",
    "<script src=@ <b>",
    "</title><script>#</script>",
    "</textarea><script>#</script>",
    "--><script>#</script><!--",
    "<iframe src=\"@\"></iframe>",
    "<iframe srcdoc=\"&lt;script&gt;#&lt;/script&gt;\"></iframe>",
    "<embed src=\"@\">",
    "<object data=\"@\"></object>",
    "<object><param name=src value=\"@\"></object>",
    "<applet code=\"@\"></applet>",
    "<frameset><frame src=\"@\"></frameset>",
    "<link rel=stylesheet href=\"@\">",
    "<base href=\"@//\">",
    "<meta http-equiv=refresh content=\"0;url=@\">",
    "<bgsound src=\"@\">",
    "<layer src=\"@\"></layer>",
    "<isindex action=\"@\" type=image>",
    "<form action=\"@\"><input type=submit></form>",
    "<form><button formaction=\"@\">x</button></form>",
    "<input type=image src=\"@\">",
    "<video src=\"@\" onerror=\"#\"></video>",
    "<video><source onerror=\"#\"></video>",
    "<audio src=x onerror=\"#\">",
    "<details open ontoggle=\"#\">",
    "<marquee onstart=\"#\">x</marquee>",
    "<select autofocus onfocus=\"#\">",
    "<keygen autofocus onfocus=\"#\">",
    "<body onload=\"#\">",
    "<body background=\"@\">",
    "<table background=\"@\"><td background=\"@\">",
    // Attributes of allowed elements.
    "<a href=\"@\">x</a>",
    "<a href='@'>x</a>",
    "<a href=@>x</a>",
    "<a href=`@`>x</a>",
    "<a href=\" &#14; @\">x</a>",
    "<a href=\"x\" onclick=\"#\">x</a>",
    "<a onmouseover=#>x</a>",
    "<a href=\"https://example.org/\" style=\"x:expression(#)\">x</a>",
    "<a xlink:href=\"@\">x</a>",
    "<a href=\"https://example.org/\"onclick=\"#\">x</a>",
    "<a target=_blank href=\"@\">x</a>",
    "<a ping=\"@\" href=\"https://example.org/\">x</a>",
    "<img src=\"@\">",
    "<IMG SRC=@>",
    "<img src=x onerror=\"#\">",
    "<img src=x:x onerror=#>",
    "<img/src=x/onerror=#>",
    "<img \"\"\"><script>#</script>\">",
    "<img src=`x`onerror=#>",
    "<img dynsrc=\"@\">",
    "<img lowsrc=\"@\">",
    "<img srcset=\"@ 1x\" src=x>",
    "<img style=\"background:url(@)\">",
    "<img src=\"x\" title=\"&quot;onerror=#\">",
    "<image src=\"@\" onerror=\"#\">",
    "<p style=\"background-image: url(@)\">x</p>",
    "<p id=x tabindex=1 onfocus=\"#\">x</p>",
    "<b onanimationstart=\"#\" class=x>x</b>",
    "<div style=\"width: expression(#)\">",
    "<style>@import '@';</style>",
    "<style>li {list-style-image: url(\"@\");}</style><ul><li>x</ul>",
    "<xss style=\"behavior: url(@)\">",
    // Other languages, and the boundaries between them.
    "<svg onload=\"#\">",
    "<svg><script>#</script></svg>",
    "<svg><script xlink:href=\"@\" /></svg>",
    "<svg><a xlink:href=\"@\"><text x=20 y=20>x</text></a></svg>",
    "<svg><animate onbegin=\"#\" attributeName=x dur=1s>",
    "<svg><set attributeName=href to=\"@\"/></svg>",
    "<svg><foreignObject><iframe src=\"@\"></iframe></foreignObject></svg>",
    "<svg><style><img src=x onerror=#></style></svg>",
    "<math><mi xlink:href=\"@\">x</mi></math>",
    "<math href=\"@\">x</math>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=#&gt;\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=#>",
    "<noscript><p title=\"</noscript><img src=x onerror=#>\">",
    "<template><script>#</script></template>",
    "<xmp><img alt=\"</xmp><img src=x onerror=#>\">",
    "<plaintext><script>#</script>",
    "<listing>&lt;img onerror=# src=x&gt;</listing>",
    "<!--[if gte IE 4]><script>#</script><![endif]-->",
    "<!--<img src=\"--><img src=x onerror=#//\">",
    "<![CDATA[<script>#</script>]]>",
    "<?xml version=\"1.0\"?><html:script xmlns:html=\"http://www.w3.org/1999/xhtml\">#</html:script>",
    "<!DOCTYPE x [<!ENTITY e \"<script>#</script>\">]>&e;",
    "<a href=\"https://example.org/\"><b><a href=\"@\">x",
    "<table><a href=\"@\"><tr><td><script>#</script>",
];

/// URLs that are not allowed; browsers execute most of them.
const ADDRESSES: &[&str] = &[
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java&#x0A;script:alert(1)",
    "&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)",
    "&#0000106&#0000097&#0000118&#0000097&#0000115&#0000099&#0000114&#0000105&#0000112&#0000116&#0000058alert(1)",
    "&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)",
    "javascript&colon;alert(1)",
    "vbscript:msgbox(1)",
    "livescript:x",
    "mocha:x",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+",
    "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)",
    "jar:javascript:alert(1)!/",
    "blob:https://example.org/x",
    "file:///etc/passwd",
    "//evil.example/x.js",
    "/\\evil.example/x.js",
    "\u{1}javascript:alert(1)",
    "\u{a0}javascript:alert(1)",
];

const SCRIPTS: &[&str] = &["alert(1)", "alert(String.fromCharCode(88,83,83))"];

/// The shapes filled in: links and images with every address, other shapes with three addresses each.
fn payloads() -> Vec<String> {
    let filled = SHAPES.iter().enumerate().flat_map(|(n, shape)| {
        let addresses: Vec<&str> = match shape.contains('@') {
            true if shape.starts_with("<a") || shape.starts_with("<img") => ADDRESSES.to_vec(),
            true => (0..3).map(|by| ADDRESSES[(n * 3 + by) % ADDRESSES.len()]).collect(),
            false => vec![""],
        };
        let script = SCRIPTS[n % SCRIPTS.len()];
        addresses.into_iter().map(move |address| shape.replace('@', address).replace('#', script))
    });
    filled.collect()
}

const ELEMENTS: &str =
    "html body head a b blockquote br code del em h2 h3 h4 hr i img ins li ol p pre s strong sub sup u ul";

/// The elements, attributes and URLs in `html` that are not allowed.
fn dangers(html: &str) -> Vec<String> {
    let document = Html::parse_fragment(html);
    let mut found = Vec::new();
    for node in document.tree.values() {
        let element = match node {
            Node::Element(element) => element,
            Node::Document | Node::Fragment | Node::Text(_) => continue,
            other => {
                found.push(format!("{other:?}"));
                continue;
            }
        };
        if !ELEMENTS.split(' ').any(|allowed| allowed == element.name()) {
            found.push(format!("<{}>", element.name()));
        }
        for (name, value) in element.attrs() {
            let allowed_here = match (element.name(), name) {
                ("a", "href") | ("img", "src") => {
                    let scheme = Url::parse(value).map(|url| url.scheme().to_owned());
                    scheme.is_ok_and(|scheme| ["http", "https", "mailto"].contains(&scheme.as_str()))
                }
                ("a", "rel") => value == "noopener noreferrer nofollow",
                ("img", "alt" | "width" | "height") => true,
                _ => false,
            };
            if !allowed_here {
                found.push(format!("{name}={value:?} of <{}>", element.name()));
            }
        }
    }
    found
}

#[test]
fn dangers_finds_what_is_not_allowed() {
    for bad in [
        "<script>x</script>",
        "<p onclick=x>",
        "<a href='javascript:x'>",
        "<a href='/x'>",
        "<img src=x>",
        "<svg></svg>",
        "<!-- x -->",
        "<p style=x>",
    ] {
        assert!(!dangers(bad).is_empty(), "{bad}");
    }
    assert!(dangers("<p>a <b>b</b> <a href=\"https://example.org/\">c</a></p>").is_empty());
}

#[tokio::test]
async fn removes_everything_executable() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let payloads = payloads();
    assert!(payloads.len() >= 200, "{}", payloads.len());
    let mut left = Vec::new();
    for payload in &payloads {
        // The payload within a text, and at its end. A text with a control character is rejected.
        for text in [format!("before {payload} after"), format!("<p>before <i>{payload}")] {
            let answer = author.post("/api/v2/post/").json(&json!({"text": text})).await;
            if answer.status == 400 {
                assert!(text.contains('\u{1}'), "{text}: {answer:?}");
                continue;
            }
            let post = answer.expect(201).json();
            let html = post["html"].as_str().unwrap();
            assert!(html.contains("before"), "{text} became {html}");
            // Front ends put the summary into their pages as HTML too. It has no element at all.
            let summary = post["summary"].as_str().unwrap();
            assert!(!summary.contains(['<', '>', '"', '\'']), "{text} has the summary {summary}");
            left.extend(dangers(post["summary_html"].as_str().unwrap()));
            let slug = post["slug"].as_str().unwrap();
            assert!(slug.chars().all(|c| c.is_alphanumeric() || c == '-'), "{text} has the slug {slug}");
            left.extend(dangers(html).into_iter().map(|danger| format!("{text}\n  became {html}\n  with {danger}")));
            // Cleaning the result again does not make it dangerous.
            let id = post["id"].as_u64().unwrap();
            let edited = author.put(&format!("/api/v2/post/{id}/")).json(&json!({"text": format!("{html} ")}));
            left.extend(dangers(edited.await.expect(200).json()["html"].as_str().unwrap()));
        }
    }
    assert!(left.is_empty(), "\n{}", left.join("\n"));
}

#[tokio::test]
async fn keeps_harmless_html() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let rel = "rel=\"noopener noreferrer nofollow\"";
    for (text, html) in [
        ("a < b && c > d".to_owned(), "a &lt; b &amp;&amp; c &gt; d".to_owned()),
        ("<a href=\"mailto:a@example.org\">m</a>".to_owned(), format!("<a href=\"mailto:a@example.org\" {rel}>m</a>")),
        (
            "<img src=\"https://example.org/a.png\" alt=\"A\">x".to_owned(),
            "<img src=\"https://example.org/a.png\" alt=\"A\">x".to_owned(),
        ),
        ("<ul><li>one<li>two</ul>".to_owned(), "<ul><li>one</li><li>two</li></ul>".to_owned()),
        ("line\nline\ttab".to_owned(), "line<br>line\ttab".to_owned()),
    ] {
        let post = super::publish(&author, &json!({"text": text})).await;
        assert_eq!(post["html"], html);
    }
}
