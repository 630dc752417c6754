//! `POST /api/v2/notification/notify/`: validation and permission.

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use super::{NOTIFY, entries, notifications, unseen};

async fn setup() -> (App, TestUser, TestUser) {
    let app = App::new().await;
    let (staff, star) = (app.staff("staff").await, app.user("star").await);
    (app, staff, star)
}

#[rstest]
#[case::no_user("user", None)]
#[case::null_user("user", Some(json!(null)))]
#[case::word_for_a_user("user", Some(json!("star")))]
#[case::empty_user("user", Some(json!("")))]
#[case::no_such_user("user", Some(json!(7)))]
#[case::user_zero("user", Some(json!(0)))]
#[case::negative_user("user", Some(json!(-1)))]
#[case::fraction_for_a_user("user", Some(json!(7.5)))]
#[case::user_too_large("user", Some(json!(9_007_199_254_740_992_u64)))]
#[case::list_of_users("user", Some(json!([7])))]
#[case::user_object("user", Some(json!({"id": 7})))]
#[case::flag_for_a_user("user", Some(json!(true)))]
#[case::no_title("title", None)]
#[case::null_title("title", Some(json!(null)))]
#[case::empty_title("title", Some(json!("")))]
#[case::blank_title("title", Some(json!(" \t ")))]
#[case::number_for_a_title("title", Some(json!(7)))]
#[case::list_of_titles("title", Some(json!(["Welcome"])))]
#[case::long_title("title", Some(json!("é".repeat(201))))]
#[case::title_of_two_lines("title", Some(json!("Well\ncome")))]
#[case::title_with_nul("title", Some(json!("Well\0come")))]
#[case::title_with_an_escape("title", Some(json!("\u{1b}[31mWelcome")))]
#[case::number_for_a_description("description", Some(json!(7)))]
#[case::long_description("description", Some(json!("é".repeat(1_001))))]
#[case::description_with_nul("description", Some(json!("a\0b")))]
#[case::object_for_a_description("description", Some(json!({})))]
#[case::number_for_a_type("type", Some(json!(7)))]
#[case::long_type("type", Some(json!("é".repeat(51))))]
#[case::type_of_two_lines("type", Some(json!("a\nb")))]
#[case::unknown_recipients("recipients_type", Some(json!("everybody")))]
#[case::recipients_in_capitals("recipients_type", Some(json!("User")))]
#[case::number_for_recipients("recipients_type", Some(json!(1)))]
#[case::list_of_recipients("recipients_type", Some(json!(["user"])))]
#[tokio::test]
async fn rejects_a_bad_field_and_notifies_no_one(#[case] field: &str, #[case] value: Option<Value>) {
    let (app, staff, star) = setup().await;
    let mut body = json!({
        "user": star.id, "title": "Welcome", "description": "", "type": "", "recipients_type": "user",
    });
    match value {
        Some(value) => body[field] = value,
        None => drop(body.as_object_mut().unwrap().remove(field)),
    }
    assert_eq!(staff.post(NOTIFY).json(&body).await.expect(400).invalid_fields(), [field]);
    app.settle().await;
    assert_eq!(unseen(&star).await, [""; 0]);
}

#[tokio::test]
async fn reports_every_wrong_field_at_once() {
    let (_, staff, _) = setup().await;
    let body = json!({"user": "x", "title": "", "description": 1, "type": "\0", "recipients_type": "all"});
    let mut wrong = staff.post(NOTIFY).json(&body).await.expect(400).invalid_fields();
    wrong.sort();
    assert_eq!(wrong, ["description", "recipients_type", "title", "type", "user"]);
    insta::assert_json_snapshot!(staff.post(NOTIFY).await.expect(400).json(), @r#"
    {
      "errors": [
        {
          "field": "user",
          "messages": [
            {
              "code": "required",
              "message": "This field is required."
            }
          ]
        },
        {
          "field": "title",
          "messages": [
            {
              "code": "required",
              "message": "This field is required."
            }
          ]
        }
      ]
    }
    "#);
}

#[tokio::test]
async fn accepts_texts_of_the_maximum_length() {
    let (app, staff, star) = setup().await;
    let [title, description, kind] = [("😀", 200), ("\n", 1_000), ("é", 50)].map(|(c, n)| c.repeat(n));
    let body = json!({
        "user": star.id.to_string(), "title": title, "description": description, "type": kind,
        "recipients_type": "user",
    });
    staff.post(NOTIFY).json(&body).await.expect(204);
    app.settle().await;
    let custom = entries(&notifications(&star).await)[0]["custom_notification"].clone();
    assert_eq!(custom, json!({"id": custom["id"], "title": title, "description": description, "type": kind}));
}

#[rstest]
#[tokio::test]
async fn a_deleted_user_does_not_exist(#[values("", "?hard=1")] deletion: &str) {
    let (app, staff, star) = setup().await;
    staff.delete(&star.path(deletion)).await.expect(204);
    let body = json!({"user": star.id, "title": "Farewell"});
    for _ in 0..2 {
        let answer = staff.post(NOTIFY).json(&body).await.expect(400);
        assert_eq!(answer.invalid_fields(), ["user"]);
        app.settle().await;
    }
}

#[tokio::test]
async fn only_staff_may_notify_with_any_body() {
    let (app, staff, star) = setup().await;
    let good = json!({"user": star.id, "title": "Welcome", "recipients_type": "user"});
    for body in [good, json!({}), json!(7)] {
        star.post(NOTIFY).json(&body).await.expect(403);
        app.post(NOTIFY).json(&body).await.expect(401);
    }
    star.post(NOTIFY).body("application/json", "{").await.expect(403);
    staff.post(NOTIFY).body("application/json", "{").await.expect(400);
    staff.post(NOTIFY).json(&json!([])).await.expect(400);
    staff.post(NOTIFY).body("text/plain", "x").await.expect(415);
    app.settle().await;
    assert_eq!(unseen(&star).await, [""; 0]);
}

#[tokio::test]
async fn accepts_an_empty_recipients_type() {
    let (_app, staff, star) = setup().await;
    for none in [Value::Null, json!("")] {
        let body = json!({"user": star.id, "title": "Welcome", "recipients_type": none});
        staff.post(NOTIFY).json(&body).await.expect(204);
    }
}
