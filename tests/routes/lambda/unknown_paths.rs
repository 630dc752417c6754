//! Paths that no function serves: the gateway sends them to `docs`.

use serde_json::json;

use crate::lambda::gateway::{Event, Gateway};

/// As `kith serve` answers it, with any method and any token, and below a base path too.
#[tokio::test]
async fn an_unknown_path_gets_a_404_in_the_shape_of_its_api() {
    let gateway = Gateway::new().await;
    let of = |path: &str, base: &str| {
        let seen = format!("{base}{path}");
        Event::of("docs-unknown-path")
            .with("/path", if base == "/prod" { path } else { seen.as_str() })
            .with("/requestContext/path", seen.clone())
            .with("/pathParameters/proxy", path.trim_matches('/'))
    };
    let shapes = [
        ("/api/v2/nothing/", "/errors/0/code", "not_found"),
        ("/api/v2/user/1/follow/nothing/at/all", "/errors/0/code", "not_found"),
        ("/api/users/a/b/c/", "/detail", "Not found."),
        ("/oauth/nothing/", "/error", "invalid_request"),
        ("/nothing", "/errors/0/status", "404"),
    ];
    for base in ["/prod", "/community", "/api/v2"] {
        for (path, pointer, text) in shapes {
            for method in ["GET", "DELETE"] {
                let event = of(path, base).with("/httpMethod", method).with("/requestContext/httpMethod", method);
                let answer = gateway.send(event).await.expect(404);
                assert_eq!(answer.json().pointer(pointer), Some(&json!(text)), "{base}{path}: {answer:?}");
            }
        }
    }
    let preflight = of("/api/v2/nothing/", "/prod").with("/httpMethod", "OPTIONS");
    gateway.send(preflight.with("/requestContext/httpMethod", "OPTIONS")).await.expect(200);
}
