//! What cleaning keeps, breaks and drops, and what summaries and slugs are made of.

use proptest::prelude::*;

use super::*;
use crate::domain::post::markup::{Piece, pieces};

#[test]
fn cleaning_keeps_only_what_is_harmless() {
    let text = "<p>Hi <b>you</b> <a href=\"https://example.org/\" onclick=\"x()\">there</a><script>x()</script></p>";
    assert_eq!(
        clean(text),
        Ok("<p>Hi <b>you</b> <a href=\"https://example.org/\" rel=\"noopener noreferrer nofollow\">there</a></p>"
            .to_owned())
    );
    assert_eq!(summary(&clean("<p>a &amp;lt; b</p><p>c&nbsp;&lt; d</p>").unwrap()).0, "a &lt; b c < d");
}

#[test]
fn blocks_that_are_not_kept_break_lines_and_words() {
    for (text, html, words) in [
        ("<div>one</div><div>two</div>", "one<br>two", "one two"),
        ("<h1>Title</h1>text<h6>end</h6>", "Title<br>text<br>end", "Title text end"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a<br>b<br>c", "a b c"),
        ("<td>a</td><td>b</td>", "a<br>b", "a b"),
        ("<dl><dt>x</dt><dd>y</dd></dl>z", "x<br>y<br>z", "x y z"),
        ("<section>a<p>b</p></section><ARTICLE class='x'>c</ARTICLE>", "a<p>b</p>c", "a b c"),
        (
            "<details><summary>s</summary>d</details><figure>f<figcaption>g</figcaption></figure>",
            "s<br>d<br>f<br>g",
            "s d f g",
        ),
        ("<div>\n  <div>a</div>\n  <div>b</div>\n</div>", "a<br>b", "a b"),
        ("<select><option>a<option>b</select>", "a<br>b", "a b"),
        ("text<p>next</p>", "text<p>next</p>", "text next"),
        ("<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>", "a b"),
        ("a<div>b</div>", "a<br>b", "a b"),
        ("<div><b>a</b></div><div><i>b</i></div>", "<b>a</b><br><i>b</i>", "a b"),
        ("<div><ul><li>a</li></ul></div>b", "<ul><li>a</li></ul>b", "a b"),
        ("one\ntwo\r\nthree", "one<br>two<br>three", "one two three"),
        ("one\n\n<b>two</b>", "one<br><br><b>two</b>", "one two"),
        ("<p>one\ntwo</p>", "<p>one\ntwo</p>", "one two"),
        ("one\u{2028}two\u{2029}three", "one<br>two<br>three", "one two three"),
        ("one<div><br></div><div>two</div>", "one<br><br>two", "one two"),
        ("<div>one<br></div><div>two</div>", "one<br>two", "one two"),
        ("<b><div>one</div><div>two</div></b>", "<b>one<br>two</b>", "one two"),
        ("<i>one<div>two</div></i>three", "<i>one<br>two</i><br>three", "one two three"),
        ("<p>a</p>\n<div>b</div>", "<p>a</p>\nb", "a b"),
        ("<pre>  <b>x</b></pre>", "<pre>  <b>x</b></pre>", "x"),
        ("<div>a</div><div>&nbsp;</div><div>b</div>", "a<br>&nbsp;<br>b", "a b"),
        ("<SPAN>a</SPAN><span>b</span>", "ab", "ab"),
    ] {
        let clean = clean(text).unwrap();
        assert_eq!(clean, html, "{text}");
        assert_eq!(summary(&clean).0, words, "{text}");
    }
}

#[test]
fn a_less_than_sign_that_begins_no_element_is_text() {
    for (text, html) in [
        ("a<b", "a&lt;b"),
        ("C++ vector<int> v", "C++ vector&lt;int&gt; v"),
        ("mail me <bob@example.org>", "mail me &lt;bob@example.org&gt;"),
        ("x<y and y>z", "x&lt;y and y&gt;z"),
        ("1 < 2 <= 3 <3 <- <", "1 &lt; 2 &lt;= 3 &lt;3 &lt;- &lt;"),
        ("</nothing> <a.b> <?php x", "&lt;/nothing&gt; &lt;a.b&gt; &lt;?php x"),
        ("Map<String, List<i32>> is <b>bold</b>", "Map&lt;String, List&lt;i32&gt;&gt; is <b>bold</b>"),
        ("<!-- a comment -->b<!doctype html>", "b"),
        ("<!-- no comment", "&lt;!-- no comment"),
        ("<script>if (a<b) x()</script>c<STYLE>p{}</STYLE >", "c"),
        ("&lt;b&gt; &amp; &copy;", "&lt;b&gt; &amp; \u{a9}"),
        ("<svg onload=x()><path d='M0'/><text>t</text></svg>u", "u"),
        ("<xmp><img src=x onerror=alert(1)></xmp>", "&lt;img src=x onerror=alert(1)&gt;"),
        ("<xmp>&lt;</xmp><b>x</b>", "&amp;lt;<br><b>x</b>"),
        ("a<PLAINTEXT><b>b</xmp>", "a<br>&lt;b&gt;b&lt;/xmp&gt;"),
        ("</xmp>a", "a"),
        ("<b title='a>b'>c</b>", "<b>c</b>"),
        ("a<b and c>d, but <b>e</b>", "a&lt;b and c&gt;d, but <b>e</b>"),
        ("if (i <s && q> r)", "if (i &lt;s &amp;&amp; q&gt; r)"),
        ("I like <svg> icons, <math> and a<x", "I like  icons,  and a&lt;x"),
        ("<math><mi>x</mi></math>y", "y"),
        ("<T extends U<V>> <p>z", "&lt;T extends U&lt;V&gt;&gt; <p>z</p>"),
        ("a <b", "a &lt;b"),
        ("</b>x</unknown >", "x&lt;/unknown &gt;"),
        ("<html><body>x", "x"),
    ] {
        assert_eq!(clean(text).unwrap(), html, "{text}");
    }
    // Not one of these is a tag.
    assert!(clean(&"a < b ".repeat(600)).is_ok());
}

#[test]
fn a_picture_without_an_address_is_left_out() {
    for text in [
        "<img src=\"data:image/png;base64,AAAA\">",
        "<img>",
        "<img alt='x' src='/relative'>",
        "<p><img src=\"javascript:x\"></p>",
        "<img src=\"\">",
        "<img src='mailto:a@example.org'>",
        "<image src='//example.org/a.png'>",
        "<img srcset='https://example.org/a.png 1x' alt=' src=&quot;https://example.org/a.png&quot;'>",
    ] {
        assert!(!clean(text).unwrap().contains("<img"), "{text}");
    }
    for kept in ["<img src=\"https://example.org/a.png\" alt=\"a > b\">", "<IMG alt=x SRC=HTTP://example.org/a.png>"] {
        assert!(clean(kept).unwrap().contains("<img"), "{kept}");
    }
}

/// Every block that is not kept, as authors nest them.
#[test]
fn every_block_breaks() {
    let blocks = "address article aside caption center dd details dialog dir div dl dt fieldset figcaption figure footer form \
                  h1 h5 h6 header hgroup legend main menu nav option search section summary table tbody td tfoot th thead \
                  tr";
    for block in blocks.split(' ') {
        let clean = clean(&format!("one<{block}>two</{block}><{block} class=x>three</{block}>four")).unwrap();
        assert_eq!(clean, "one<br>two<br>three<br>four", "{block}");
        assert_eq!(summary(&clean).0, "one two three four");
        assert_eq!(slug(&summary(&clean).0), "one-two-three-four");
    }
}

#[test]
fn escaped_text_is_the_same_text_in_html() {
    assert_eq!(escape("<b> & \"x\" 'y'"), "&lt;b&gt; &amp; &quot;x&quot; &#39;y&#39;");
}

#[test]
fn texts_with_too_many_or_multiplying_tags_are_refused() {
    let many = format!("{}{}", "<b>".repeat(250), "<p>".repeat(251));
    assert_eq!(clean(&many).map_err(|p| p.code), Err("max_tags"));
    let growing: String = (0..200).map(|_| "<i><b><u><s>x<p>").collect();
    assert!(clean(&growing).is_err());
}

proptest! {
    /// Whatever markup a text has, the result and its summary have no other element, and cleaning it again changes nothing
    /// that is shown.
    #[test]
    fn a_cleaned_text_is_harmless_and_stays_so(parts in proptest::collection::vec(part(), 0..12)) {
        let clean = clean(&parts.concat()).unwrap();
        for piece in pieces(&clean) {
            match piece {
                Piece::Text(text) => prop_assert!(!text.contains('<'), "{}", clean),
                Piece::Tag { name, source } => {
                    prop_assert!(ELEMENTS.contains(&&*name), "{}", clean);
                    prop_assert!(name != "img" || source.contains("src=\"https://example.org"), "{}", clean);
                    prop_assert!(!source.contains("onerror=") || source.contains("alt="), "{}", clean);
                }
            }
        }
        let again = super::clean(&clean).unwrap();
        prop_assert_eq!(summary(&again), summary(&clean));
        prop_assert!(!escape(&summary(&clean).0).contains(['<', '>', '"', '\'']));
    }
}

/// A piece of a text: markup, broken markup, or words.
fn part() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "one",
        " two ",
        "\n",
        "<",
        ">",
        "\"",
        "'",
        "=",
        "&",
        "&lt;",
        "&amp;lt;",
        "a<b",
        "<b>",
        "</b>",
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<br>",
        "<td>",
        "<li>",
        "<pre>",
        "<svg>",
        "</svg>",
        "<math>",
        "<script>",
        "</script>",
        "<style>",
        "<!--",
        "-->",
        "<xmp>",
        "</xmp>",
        "<textarea>",
        "<title>",
        "<noscript>",
        "<template>",
        "<plaintext>",
        "<select>",
        "<option>",
        "<img src=x onerror=alert(1)>",
        "<img src='https://example.org/a'>",
        "<img alt='",
        "<a href='https://example.org/'>",
        "</a>",
        "<a href='javascript:x' title=\"",
        "<table>",
        "<tr>",
        "</table>",
        "<iframe>",
        "<form>",
        "<mglyph>",
    ])
}

#[test]
fn slugs_are_lower_case_words_without_accents() {
    assert_eq!(slug("  Crème brûlée, again!  "), "creme-brulee-again");
    assert_eq!(slug("Tiếng Việt, Łódź"), "tieng-viet-łodz");
    assert_eq!(slug("Привет, Андрей"), "привет-андрей");
    assert_eq!(slug("हिन्दी / こんにちは"), "हिन्दी-こんにちは");
    assert_eq!(slug("x\u{30c}\u{301}y"), "xy");
    assert_eq!(slug("!!!"), "");
    assert_eq!(slug(&"long".repeat(50)).len(), SLUG_MAX);
    assert_eq!(slug(&"й".repeat(99)).chars().count(), SLUG_MAX);
    assert!(slug(&"word ".repeat(50)).len() <= SLUG_MAX);
}
