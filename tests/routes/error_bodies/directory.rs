//! The error bodies of the directory API.

use insta::assert_json_snapshot;
use tests::{App, Routes as _};

#[tokio::test]
async fn directory_not_found() {
    let app = App::new().await;
    assert_json_snapshot!(app.get("/users/nobody/at/all/").await.expect(404).json(), @r#"
    {
      "errors": [
        {
          "code": "not_found",
          "detail": "Not found.",
          "status": "404",
          "title": "Not Found"
        }
      ]
    }
    "#);
}
