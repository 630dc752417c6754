//! Query parameters: sparse fieldsets, and parameters that JSON:API requires to be rejected.

use insta::assert_json_snapshot;
use rstest::rstest;
use serde_json::json;
use tests::{App, Routes as _};

#[tokio::test]
async fn sparse_fieldsets_leave_out_other_fields() {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    let only = |query: &str| staff.get(&format!("/users/me/?{query}"));
    let shown = only("fields[users]=username,home_folder").await.expect(200).json();
    assert_eq!(shown["data"]["attributes"], json!({"username": "staff"}));
    assert_eq!(shown["data"]["relationships"].as_object().unwrap().keys().collect::<Vec<_>>(), ["home_folder"]);
    let shown = only("fields%5Busers%5D=").await.expect(200).json();
    assert_eq!(shown, json!({"data": {"type": "users", "id": staff.uuid()}}));
    // The fields of another type do not affect this one.
    let whole = staff.get("/users/me/").await.expect(200).json();
    assert_eq!(only("fields[folders]=title").await.expect(200).json(), whole);
    let listed = staff.get("/users/?fields[users]=is_staff").await.expect(200).json();
    assert_eq!(listed["data"][0]["attributes"], json!({"is_staff": true}));
    let patch = staff.patch_of(json!({"first_name": "Ada"}));
    let path = staff.directory_path("?fields[users]=first_name");
    let changed = staff.patch(&path).json_api(&patch).await.expect(200).json();
    assert_eq!(changed["data"]["attributes"], json!({"first_name": "Ada"}));
    let folder = staff.get(&format!("/folders/{}/?fields[folders]=parent", staff.home().to_uuid())).await.expect(200);
    assert!(folder.json()["data"].get("attributes").is_none());
}

#[rstest]
#[case::include("include=home_folder", "include")]
#[case::empty_include("include=", "include")]
#[case::unknown_sort("sort=email", "sort")]
#[case::empty_sort("sort=", "sort")]
#[case::one_unknown_sort("sort=username,email", "sort")]
#[case::unknown_filter("filter[email]=x", "filter[email]")]
#[case::bare_filter("filter=x", "filter")]
#[case::wrong_status("filter[is_active]=yes", "filter[is_active]")]
#[case::empty_role("filter[is_staff]=", "filter[is_staff]")]
#[case::numeric_role("filter[is_superuser]=1", "filter[is_superuser]")]
#[case::staff_by_username("filter[is_staff]=true&sort=username", "sort")]
#[case::deactivated_by_username("filter[is_active]=false&sort=-username", "sort")]
#[case::number_of_a_filtered_page("filter[is_active]=true&page[number]=2", "page[number]")]
#[case::unknown_page("page[limit]=5", "page[limit]")]
#[case::reserved("limit=5", "limit")]
#[case::illegal("_x=5", "_x")]
#[case::illegal_family("%2B=5", "+")]
#[case::extension("version:id=5", "version:id")]
#[case::zero("page[number]=0", "page[number]")]
#[case::negative("page[size]=-1", "page[size]")]
#[case::fraction("page[number]=1.5", "page[number]")]
#[case::empty_number("page[number]=", "page[number]")]
#[case::beyond("page[number]=502", "page[number]")]
#[case::far_beyond("page[number]=99999999999999999999999999", "page[number]")]
#[case::cursor("page[after]=x", "page[after]")]
#[case::cursor_of_the_other_way("page[before]=ZjEyMw", "page[before]")]
#[case::long_search(
    "filter[search]=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "filter[search]"
)]
#[case::control_character("filter[search]=%00", "filter[search]")]
#[tokio::test]
async fn rejects_unknown_and_bad_parameters(#[case] query: &str, #[case] parameter: &str) {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    let answer = staff.get(&format!("/users/?{query}")).await.expect(400).json();
    assert_eq!(answer["errors"][0]["source"], json!({"parameter": parameter}));
}

#[tokio::test]
async fn ignores_parameters_of_other_families() {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    for query in ["camelCase=1", "my-own=1", "my_own[x]=1", "x2=1"] {
        staff.get(&format!("/users/?{query}")).await.expect(200);
        staff.get(&format!("/users/me/?{query}")).await.expect(200);
    }
}

#[tokio::test]
async fn rejects_parameters_of_other_calls() {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    let home = staff.home().to_uuid();
    let member = staff.directory_path("");
    for path in [
        "/users/me/".to_owned(),
        member.clone(),
        staff.directory_path("audit/"),
        format!("/nodes/{home}/"),
        format!("/folders/{home}/"),
    ] {
        for query in ["include=x", "sort=username", "filter[search]=x", "lowercase=1"] {
            let answer = staff.get(&format!("{path}?{query}")).await.expect(400).json();
            assert!(answer["errors"][0]["source"]["parameter"].is_string(), "{path}?{query}: {answer}");
        }
    }
    let patch = staff.patch_of(json!({"first_name": "Ada"}));
    staff.patch(&format!("{member}?include=x")).json_api(&patch).await.expect(400);
    app.create_directory_user(&staff, &json!({"username": "made"})).await.expect(200);
    staff.delete(&format!("{member}?include=x")).await.expect(400);
    let shown = staff.get(&member).await.expect(200).json();
    assert_eq!(shown["data"]["attributes"]["first_name"], "");
}

#[tokio::test]
async fn errors_name_the_parameter() {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    let answer = staff.get("/users/?include=home_folder").await.expect(400);
    assert_json_snapshot!(answer.json(), @r#"
    {
      "errors": [
        {
          "code": "unknown_parameter",
          "detail": "This endpoint does not know the query parameter.",
          "source": {
            "parameter": "include"
          },
          "status": "400",
          "title": "Bad Request"
        }
      ]
    }
    "#);
}
