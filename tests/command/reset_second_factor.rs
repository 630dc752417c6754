//! `kith reset-second-factor`

use serde_json::json;
use shared::domain::account::second_factor::Secret;
use shared::domain::time::Clock;
use tempfile::tempdir;

use crate::process::Kith;

const ADMIN: &str = "farewell-summit";

#[test]
fn the_only_superuser_who_has_lost_the_app_logs_in_again() {
    let data = tempdir().unwrap();
    let server = Kith::serve(data.path()).args(&["--admin-password", ADMIN, "--second-factor", "staff"]).listen();
    let admin = server.logged_in("admin", ADMIN);
    admin.get("/api/v2/user/me/").expect(403);
    let set_up = admin.post("/api/v2/user/me/totp/", &json!({})).expect(200).body;
    let secret = set_up["secret"].as_str().and_then(Secret::parse).expect("a secret");
    let code = secret.code_at(Clock::default().now());
    admin.post("/api/v2/user/me/totp/confirm/", &json!({"code": code})).expect(200);
    admin.get("/api/v2/user/me/").expect(200);
    server.log_in("admin", ADMIN).expect(400);

    let reset = || Kith::new(&["reset-second-factor", "--username", "admin"]).data(data.path()).run();
    assert_eq!(reset().done().stderr, ["admin logs in without a code"]);
    admin.get("/api/v2/user/me/").expect(401);
    server.log_in("admin", ADMIN).expect(200);
    assert!(reset().refused().contains("there is no user admin with a second factor"));
    server.stop();
}
