//! A user who is created through one API is the same user in all three.

use serde_json::json;
use tests::{App, Routes as _, TestUser, folder_id};

#[tokio::test]
async fn a_user_created_by_staff_is_the_same_user_in_every_api() {
    let app = App::new().await;
    let [root, badeline] = [app.superuser("root").await, app.register("badeline").await];
    let attributes = json!({"username": "Madeline", "first_name": "Madeline", "email": "m@example.org"});
    let made = app.create_directory_user(&root, &attributes).await.expect(200).json();
    let uuid = made["data"]["id"].as_str().unwrap();

    // Her username and her e-mail address are taken in every API.
    for (username, email) in [("madeline", "new@example.org"), ("new", "M@example.org")] {
        let body = json!({"username": username, "email": email, "password": TestUser::PASSWORD});
        app.post("/api/users/register/").json(&body).await.expect(400);
        let body = json!({"username": username, "email": email});
        app.create_directory_user(&root, &body).await.expect(400);
    }
    badeline.patch(&badeline.path("")).json(&json!({"username": "madeline"})).await.expect(400);

    app.login("madeline", "celeste-summit").await.expect(400);
    let path = format!("/users/{uuid}/change-password/");
    root.post(&path).json(&json!({"password": "celeste-summit"})).await.expect(200);
    let madeline = app.log_in("m@example.org", "celeste-summit").await;

    let site = madeline.get("/api/users/user/").await.expect(200).json();
    let community = madeline.get("/api/v2/user/me/").await.expect(200).json();
    let directory = madeline.get("/users/me/").await.expect(200).json();
    assert_eq!(directory, made);
    assert_eq!(site["id"], community["id"]);
    for seen in [&site, &community, &directory["data"]["attributes"]] {
        assert_eq!((&seen["username"], &seen["email"]), (&json!("Madeline"), &json!("m@example.org")));
    }
    assert_eq!(community["date_joined"], directory["data"]["attributes"]["date_joined"]);
    let home = folder_id(&directory["data"]["relationships"]["home_folder"]["data"]["id"]);
    assert_eq!(json!(home.owner), site["id"]);

    madeline.post(&badeline.path("follow/")).await.expect(201);
    app.settle().await;
    let followers = app.get(&badeline.path("followers/")).await.expect(200).json();
    assert_eq!(followers["results"][0]["id"], site["id"]);
    let profile = app.get("/api/users/badeline").await.expect(200).json();
    assert_eq!(profile["followers"], json!([site["id"]]));
    let found = badeline.get("/api/v2/user/?search=made").await.expect(200).json();
    assert_eq!(found["results"][0]["id"], site["id"]);
}
