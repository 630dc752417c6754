//! Permissions that depend on the roles of both users, or on the body, and so are not in the table.

use rstest::rstest;
use serde_json::json;
use tests::{App, Routes as _};

use crate::authorisation::fixtures::Fixtures;

#[derive(Clone, Copy, Debug)]
enum Role {
    Plain,
    Staff,
    Superuser,
}

use Role::{Plain, Staff, Superuser};

impl Role {
    async fn join(self, app: &App, name: &str) -> tests::TestUser {
        match self {
            Plain => app.register(name).await,
            Staff => app.staff(name).await,
            Superuser => app.superuser(name).await,
        }
    }
}

#[rstest]
#[case::plain_on_plain(Plain, Plain, 403)]
#[case::plain_on_staff(Plain, Staff, 403)]
#[case::plain_on_superuser(Plain, Superuser, 403)]
#[case::staff_on_plain(Staff, Plain, 204)]
#[case::staff_on_staff(Staff, Staff, 403)]
#[case::staff_on_superuser(Staff, Superuser, 403)]
#[case::superuser_on_plain(Superuser, Plain, 204)]
#[case::superuser_on_staff(Superuser, Staff, 204)]
#[case::superuser_on_superuser(Superuser, Superuser, 204)]
#[tokio::test]
async fn deletion_depends_on_the_roles_of_both_users(
    #[case] caller: Role,
    #[case] target: Role,
    #[case] status: u16,
    #[values("", "?hard=0", "?hard=1")] query: &str,
) {
    let app = App::new().await;
    app.superuser("root").await;
    let caller = caller.join(&app, "caller").await;
    let target = target.join(&app, "target").await;
    let before = app.get(&target.path("")).await.expect(200).body;
    caller.delete(&target.path(query)).await.expect(status);
    if status == 204 {
        app.get(&target.path("")).await.expect(404);
        target.get("/api/v2/user/me/").await.expect(401);
    } else {
        assert_eq!(app.get(&target.path("")).await.expect(200).body, before);
        target.get("/api/v2/user/me/").await.expect(200);
    }
}

#[tokio::test]
async fn only_staff_learn_that_a_user_to_delete_does_not_exist() {
    let fixtures = Fixtures::new().await;
    fixtures.other.delete("/api/v2/user/1/").await.expect(403);
    fixtures.staff.delete("/api/v2/user/1/").await.expect(404);
    fixtures.superuser.delete("/api/v2/user/1/").await.expect(404);
}

#[tokio::test]
async fn a_rename_in_the_body_does_not_open_another_users_profile() {
    let fixtures = Fixtures::new().await;
    let before = fixtures.snapshot().await;
    // The route accepts a path with the new name of the body, which is taken here.
    let body = json!({"username": fixtures.owner.name, "bio": "Changed."});
    let path = format!("/api/users/profile/{}", fixtures.owner.name);
    let answer = fixtures.other.post(&path).json(&body).await.expect(400);
    assert!(answer.json()["username"].is_array(), "{answer:?}");
    assert_eq!(fixtures.snapshot().await, before);
}

#[tokio::test]
async fn roles_and_ids_in_a_body_are_ignored() {
    let fixtures = Fixtures::new().await;
    let stolen = json!({
        "id": fixtures.other.id, "is_staff": true, "is_superuser": true, "staff": true, "status": "b", "reputation": 99,
        "email": "stolen@example.org", "email_isvalid": true, "followers_counter": 99, "date_joined": "2000-01-01",
    });
    let before = fixtures.snapshot().await;
    fixtures.owner.patch(&fixtures.owner.path("")).json(&stolen).await.expect(200);
    assert_eq!(fixtures.snapshot().await, before);
    fixtures.owner.delete(&fixtures.other.path("")).await.expect(403);
}

#[tokio::test]
async fn a_wrong_code_confirms_nothing() {
    let fixtures = Fixtures::new().await;
    let before = fixtures.snapshot().await;
    let path = fixtures.owner.path("confirm_email/");
    for body in [
        json!({"new_email": Fixtures::NEW_EMAIL, "validation_code": "wrong"}),
        json!({"new_email": "another@example.org", "validation_code": fixtures.code}),
    ] {
        fixtures.app.post(&path).json(&body).await.expect(400);
    }
    // The code is valid for the owner only.
    let body = json!({"new_email": Fixtures::NEW_EMAIL, "validation_code": fixtures.code});
    fixtures.app.post(&fixtures.other.path("confirm_email/")).json(&body).await.expect(400);
    assert_eq!(fixtures.snapshot().await, before);
    fixtures.app.post(&path).json(&body).await.expect(204);
}
