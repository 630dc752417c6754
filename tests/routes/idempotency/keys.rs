//! Which keys are valid.

use tests::Routes as _;

use super::{Fixtures, one_of_each_dialect};

#[tokio::test]
async fn a_key_that_is_none_is_a_400_that_names_the_header() {
    let f = Fixtures::new().await;
    let objects = f.objects().await;
    for creation in one_of_each_dialect() {
        for key in ["", "\u{fc}", &"a".repeat(256), "a\tb"] {
            let body = creation.keyed(&f, key, 1).await.expect(400).json();
            assert!(names_the_header(&body), "{} {key:?}: {body}", creation.route);
        }
        let body = creation.keyed(&f, "one", 1).append_header("idempotency-key", "another").await.expect(400).json();
        assert!(names_the_header(&body), "{}: {body}", creation.route);
    }
    assert_eq!(f.objects().await, objects);
    for creation in one_of_each_dialect() {
        creation.keyed(&f, &"~".repeat(255), 1).await.expect(creation.status);
    }
}

fn names_the_header(body: &serde_json::Value) -> bool {
    let error = &body["errors"][0];
    error["field"] == "Idempotency-Key"
        || error["source"]["header"] == "idempotency-key"
        || body["Idempotency-Key"].is_array()
}

/// Credentials are checked before the key, and other requests ignore it.
#[tokio::test]
async fn a_key_is_no_reason_to_refuse_anything_else() {
    let f = Fixtures::new().await;
    f.app.post("/api/v2/post/").header("idempotency-key", "").await.expect(401);
    f.app.post("/folders/").header("idempotency-key", "").await.expect(401);
    f.root.get("/api/users/user/").header("idempotency-key", "").await.expect(200);
    let keyed = f.app.bearer("garbage").post("/api/users/register/").header("idempotency-key", "a key");
    keyed.await.expect(401);
}
