//! `/api/v2/user/{id}/sessions/`, `/api/v2/user/{id}/sessions/{session}/`

use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

async fn sessions(caller: &TestUser, of: &TestUser) -> Vec<Value> {
    caller.get(&of.path("sessions/")).await.expect(200).json().as_array().expect("a list").clone()
}

async fn trail(staff: &TestUser, of: &TestUser) -> Vec<Value> {
    let entries = staff.get(&of.directory_path("audit/")).await.expect(200).json();
    let action = |entry: &Value| entry["attributes"]["action"].clone();
    entries["data"].as_array().expect("entries").iter().map(action).collect()
}

#[tokio::test]
async fn staff_list_the_sessions_of_a_user_and_end_one_or_all() {
    let app = App::new().await;
    let [ann, staff] = [app.register("ann").await, app.staff("staff").await];
    let phone = app.log_in("ann", TestUser::PASSWORD).await;
    let tablet = app.log_in("ann", TestUser::PASSWORD).await;
    let all = sessions(&staff, &ann).await;
    assert_eq!((all.len(), all.iter().any(|session| session["current"] == true)), (3, false), "{all:?}");
    let own = phone.get("/api/v2/user/me/sessions/").await.expect(200).json();
    let own = own.as_array().unwrap().iter().find(|session| session["current"] == true).unwrap();

    let one = format!("{}{}/", ann.path("sessions/"), own["id"]);
    staff.delete(&one).await.expect(204);
    phone.get("/api/v2/user/me/").await.expect(401);
    ann.get("/api/v2/user/me/").await.expect(200);
    assert_eq!(sessions(&staff, &ann).await.len(), 2);
    for unknown in [one, ann.path("sessions/1/"), ann.path("sessions/x/")] {
        staff.delete(&unknown).await.expect(404);
    }
    assert_eq!(trail(&staff, &ann).await, ["end_session"]);

    staff.delete(&ann.path("sessions/")).await.expect(204);
    ann.get("/api/v2/user/me/").await.expect(401);
    tablet.get("/api/v2/user/me/").await.expect(401);
    assert_eq!(sessions(&staff, &ann).await, [json!(null); 0]);
    let mut actions = trail(&staff, &ann).await;
    actions.sort_by_key(Value::to_string);
    assert_eq!(actions, ["end_session", "end_sessions"]);
    // The user can log in again.
    app.log_in("ann", TestUser::PASSWORD).await.get("/api/v2/user/me/").await.expect(200);
}

#[tokio::test]
async fn only_superusers_manage_the_sessions_of_staff_and_superusers() {
    let app = App::new().await;
    let [ann, staff, other] = [app.user("ann").await, app.staff("staff").await, app.staff("other").await];
    let [root, boss] = [app.superuser("root").await, app.superuser("boss").await];
    for (caller, of, status) in [
        (&ann, &other, 403),
        (&ann, &ann, 403),
        (&staff, &other, 403),
        (&staff, &root, 403),
        (&root, &boss, 204),
        (&root, &staff, 204),
    ] {
        let listed = caller.get(&of.path("sessions/")).await.status;
        assert_eq!(listed, if status == 403 { 403 } else { 200 }, "{} {}", caller.name, of.name);
        caller.delete(&of.path("sessions/1/")).await.expect(if status == 403 { 403 } else { 404 });
        caller.delete(&of.path("sessions/")).await.expect(status);
    }
    for ended in [&boss, &staff] {
        ended.get("/api/v2/user/me/").await.expect(401);
    }
    for kept in [&ann, &other, &root] {
        kept.get("/api/v2/user/me/").await.expect(200);
    }
    // One's own are ended as by a logout everywhere.
    root.delete(&root.path("sessions/")).await.expect(204);
    root.get("/api/v2/user/me/").await.expect(401);
}

#[tokio::test]
async fn an_unknown_user_has_no_sessions() {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    for path in ["/api/v2/user/7/sessions/", "/api/v2/user/7/sessions/8/"] {
        staff.delete(path).await.expect(404);
    }
    staff.get("/api/v2/user/7/sessions/").await.expect(404);
}
