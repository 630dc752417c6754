//! Names of files, and boundaries, in every form that clients send.

use rstest::rstest;
use tests::{App, Request, Routes as _, pictures};

use super::PATH;

/// A multipart body with one picture, which has this `Content-Disposition`.
fn body(boundary: &str, disposition: &[u8]) -> Vec<u8> {
    let open = format!("--{boundary}\r\nContent-Type: image/png\r\nContent-Disposition: ");
    let close = format!("\r\n--{boundary}--\r\n");
    [open.as_bytes(), disposition, b"\r\n\r\n", &pictures::png(9, 9), close.as_bytes()].concat()
}

fn with(request: Request, disposition: &[u8]) -> Request {
    request.body("multipart/form-data; boundary=part", body("part", disposition))
}

#[rstest]
#[case::quoted(b"form-data; name=\"FIELD\"; filename=\"a.png\"")]
#[case::unquoted(b"form-data; name=FIELD; filename=a.png")]
#[case::unquoted_with_spaces(b"form-data; name=FIELD; filename=my photo (1).png")]
#[case::extended_alone(b"form-data; name=\"FIELD\"; filename*=UTF-8''%e2%82%ac.png")]
#[case::extended_in_latin1(b"form-data; name=\"FIELD\"; filename*=iso-8859-1'en'%A3.png")]
#[case::extended_beside(b"form-data; name=\"FIELD\"; filename=\"a.png\"; filename*=UTF-8''%e2%82%ac.png")]
#[case::extended_before(b"form-data; filename*=UTF-8''a.png; name=\"FIELD\"")]
#[case::utf8(b"form-data; name=\"FIELD\"; filename=\"\xe3\x81\x82.png\"")]
#[case::latin1(b"form-data; name=\"FIELD\"; filename=\"\xe9t\xe9.png\"")]
#[case::latin1_unquoted(b"form-data; name=FIELD; filename=\xe9t\xe9.png")]
#[case::shift_jis(b"form-data; name=\"FIELD\"; filename=\"\x8e\xca\x90^.png\"")]
#[case::shift_jis_with_a_backslash(b"form-data; name=\"FIELD\"; filename=\"\x95\x5c\"")]
#[case::shift_jis_first(b"form-data; filename=\"\x95\x5c\"; name=\"FIELD\"")]
#[case::escaped_quotes(b"form-data; filename=\"a\\\"; name=\\\"x.png\"; name=\"FIELD\"")]
#[case::another_name_within(b"form-data; filename=\"my name=x.png\"; name=\"FIELD\"")]
#[case::a_path(b"form-data; name=\"FIELD\"; filename=\"C:\\photos\\a.png\"")]
#[case::empty(b"form-data; name=\"FIELD\"; filename=\"\"")]
#[case::upper_case(b"Form-Data; NAME=\"FIELD\"; FileName=\"a.png\"")]
#[case::without_spaces(b"form-data;name=\"FIELD\";filename=\"a.png\"")]
#[tokio::test]
async fn a_name_in_any_form_makes_a_part_a_file(#[case] disposition: &[u8]) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let of = |field: &str| {
        let at = disposition.windows(5).position(|found| found == b"FIELD").unwrap();
        [&disposition[..at], field.as_bytes(), &disposition[at + 5..]].concat()
    };
    with(alice.post(PATH), &of("avatar")).await.expect(201);
    let user = with(alice.put(&alice.path("")), &of("cover")).await.expect(200).json();
    assert!(user["cover"].as_str().unwrap().ends_with(".jpg"), "{user}");
}

#[rstest]
#[case::plain("part", "part")]
#[case::of_a_browser("----WebKitFormBoundary7MA4YWxkTrZu0gW", "----WebKitFormBoundary7MA4YWxkTrZu0gW")]
#[case::equals("==_part=", "==_part=")]
#[case::slash("a/b", "a/b")]
#[case::colon("a:b", "a:b")]
#[case::parentheses("(a)", "(a)")]
#[case::all_of_them("=/:()?,'+_.-x", "=/:()?,'+_.-x")]
#[case::quoted("\"a:b=c\"", "a:b=c")]
#[case::quoted_with_a_space("\"a b\"", "a b")]
#[case::with_another_parameter("a=b; charset=utf-8", "a=b")]
#[tokio::test]
async fn a_boundary_may_have_any_character(#[case] parameter: &str, #[case] boundary: &str) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let body = body(boundary, b"form-data; name=\"avatar\"; filename=\"a.png\"");
    for head in ["multipart/form-data; boundary=", "Multipart/Form-Data;charset=utf-8;Boundary="] {
        alice.post(PATH).body(&format!("{head}{parameter}"), body.clone()).await.expect(201);
    }
}
