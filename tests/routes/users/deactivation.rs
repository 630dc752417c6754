//! `PATCH /users/{id}/` with `is_active: false`, which takes effect at once in all three APIs.

use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

async fn set_active(by: &TestUser, of: &TestUser, active: bool) {
    let body = of.patch_of(json!({"is_active": active}));
    let shown = by.patch(&of.directory_path("")).json_api(&body).await.expect(200).json();
    assert_eq!(shown["data"]["attributes"]["is_active"], active);
}

fn names(body: &Value) -> Vec<&str> {
    body["results"].as_array().unwrap().iter().map(|row| row["username"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn blocks_tokens_and_logins_until_reactivation() {
    let app = App::new().await;
    let [alice, staff] = [app.register("alice").await, app.staff("staff").await];
    set_active(&staff, &alice, false).await;
    for path in ["/users/me/", "/api/users/user/", "/api/v2/user/me/", "/api/users/staff"] {
        alice.get(path).await.expect(401);
    }
    app.login("alice", TestUser::PASSWORD).await.expect(400);
    set_active(&staff, &alice, true).await;
    // Old tokens stay dead.
    alice.get("/users/me/").await.expect(401);
    app.log_in("alice", TestUser::PASSWORD).await.get("/users/me/").await.expect(200);
}

#[tokio::test]
async fn inactive_users_leave_the_community_lists_but_not_those_of_staff() {
    let app = App::new().await;
    let [alice, bob, staff] = [app.user("alice").await, app.user("bob").await, app.staff("staff").await];
    bob.post(&alice.path("follow/")).await.expect(201);
    app.settle().await;
    for (active, present) in [(false, false), (true, true)] {
        set_active(&staff, &alice, active).await;
        app.settle().await;
        let listed = bob.get("/api/v2/user/").await.expect(200).json();
        assert_eq!(names(&listed).contains(&"alice"), present);
        assert_eq!(listed["count"], names(&listed).len());
        for path in ["search/?search=ali", "search/?search=a", "search/", "autocomplete/?user=alice", "?username=alice"]
        {
            let found = bob.get(&format!("/api/v2/user/{path}")).await.expect(200).json();
            assert_eq!(names(&found).contains(&"alice"), present, "{path}");
            assert_eq!(found["count"], names(&found).len(), "{path}");
        }
        let matched = bob.post("/api/v2/user/match/").json(&json!(["alice"])).await.expect(200).json();
        assert_eq!(matched.as_array().unwrap().len(), usize::from(present));
        for path in ["/users/", "/users/?filter[search]=ali", "/users/?filter[search]=alice+alice"] {
            let found = staff.get(path).await.expect(200).json();
            let row = found["data"].as_array().unwrap().iter().find(|row| row["attributes"]["username"] == "alice");
            assert_eq!(row.expect("alice")["attributes"]["is_active"], active);
        }
        // By id the user is still shown, with the status; edges stay too.
        let shown = bob.get(&alice.path("")).await.expect(200).json();
        assert_eq!(
            (&shown["status"], &shown["followers_counter"]),
            (&json!(if active { "a" } else { "b" }), &json!(1))
        );
    }
}

/// Staff find an inactive user by a changed name, and no one finds the old name.
#[tokio::test]
async fn the_name_index_follows_names_and_status_together() {
    let app = App::new().await;
    let [alice, root] = [app.user("alice").await, app.superuser("root").await];
    let body = alice.patch_of(json!({"is_active": false, "username": "alicia", "first_name": "Zoe"}));
    root.patch(&alice.directory_path("")).json_api(&body).await.expect(200);
    app.settle().await;
    let found = async |path: &str| root.get(path).await.expect(200).json();
    for (word, count) in [("alicia", 1), ("zoe", 1), ("alice", 0)] {
        let page = found(&format!("/users/?filter[search]={word}")).await;
        assert_eq!(page["meta"]["pagination"]["count"], count, "{word}");
        assert_eq!(found(&format!("/api/v2/user/search/?search={word}")).await["count"], 0, "{word}");
    }
    set_active(&root, &alice, true).await;
    app.settle().await;
    assert_eq!(found("/api/v2/user/search/?search=alicia").await["count"], 1);
    assert_eq!(found("/api/v2/user/search/?search=zoe").await["count"], 0);
    root.delete(&alice.directory_path("")).await.expect(204);
    app.settle().await;
    for word in ["alicia", "zoe"] {
        assert!(app.state.store.name_index().find_for_staff(word, 10).await.unwrap().is_empty(), "{word}");
    }
}

#[tokio::test]
async fn deactivation_and_reactivation_notify_the_user() {
    let app = App::new().await;
    let [alice, staff] = [app.user("alice").await, app.staff("staff").await];
    for active in [false, true] {
        set_active(&staff, &alice, active).await;
        // Stream records have the time in seconds, so both changes may have the same one.
        app.settle().await;
    }
    let alice = app.log_in("alice", TestUser::PASSWORD).await;
    let shown = alice.get("/api/v2/user/me/notifications/").await.expect(200).json();
    let aggregated = shown["results"].as_array().unwrap().iter().flat_map(|r| r["aggregated"].as_array().unwrap());
    let mut kinds: Vec<_> = aggregated.map(|note| note["type"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["blocked_user", "unblocked_user"]);
    assert_eq!(alice.get("/api/v2/notification/unseen/count/").await.expect(200).json(), json!({"count": 2}));
}
