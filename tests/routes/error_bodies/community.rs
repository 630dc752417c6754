//! The error bodies of the community API.

use insta::assert_json_snapshot;
use serde_json::json;
use shared::domain::Mode;
use shared::runtime::config::Config;
use tests::{App, Routes as _, config};

#[tokio::test]
async fn community_field_errors() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let body = json!({"username": "a b", "description": "a".repeat(51), "gender": 1});
    let answer = alice.put(&alice.path("")).json(&body).await.expect(400);
    assert_json_snapshot!(answer.json(), @r#"
    {
      "errors": [
        {
          "field": "username",
          "messages": [
            {
              "code": "invalid",
              "message": "Enter a valid username. It may contain only letters, numbers, and -/_ characters."
            }
          ]
        },
        {
          "field": "description",
          "messages": [
            {
              "code": "max_length",
              "message": "Ensure this field has no more than 50 characters."
            }
          ]
        },
        {
          "field": "gender",
          "messages": [
            {
              "code": "invalid",
              "message": "Not a valid string."
            }
          ]
        }
      ]
    }
    "#);
}

#[tokio::test]
async fn community_not_authenticated() {
    let app = App::new().await;
    assert_json_snapshot!(app.get("/api/v2/user/").await.expect(401).json(), @r#"
    {
      "errors": [
        {
          "code": "not_authenticated",
          "message": "Authentication credentials were not provided."
        }
      ]
    }
    "#);
}

#[tokio::test]
async fn community_forbidden() {
    let app = App::new().await;
    let [alice, bob] = [app.user("alice").await, app.user("bob").await];
    assert_json_snapshot!(alice.delete(&bob.path("")).await.expect(403).json(), @r#"
    {
      "errors": [
        {
          "code": "permission_denied",
          "message": "You do not have permission to perform this action."
        }
      ]
    }
    "#);
}

#[tokio::test]
async fn community_conflict() {
    let app = App::new().await;
    let root = app.superuser("root").await;
    assert_json_snapshot!(root.delete(&root.path("?hard=1")).await.expect(409).json(), @r#"
    {
      "errors": [
        {
          "code": "last_superuser",
          "message": "The last active superuser cannot be deleted, demoted or deactivated."
        }
      ]
    }
    "#);
}

#[tokio::test]
async fn community_invalid_connection_state() {
    let app = App::new().await;
    let [alice, bob] = [app.user("alice").await, app.user("bob").await];
    assert_json_snapshot!(alice.post(&bob.path("connection/accept/")).await.expect(400).json(), @r#"
    {
      "errors": [
        {
          "code": "invalid_connection_state",
          "message": "This action is not possible in the current state of the connection."
        }
      ]
    }
    "#);
    assert_json_snapshot!(alice.post(&bob.path("connection_requests/mark_seen/")).await.expect(400).json(), @r#"
    {
      "errors": [
        {
          "code": "invalid_connection_state",
          "message": "This user has not sent you a connection request."
        }
      ]
    }
    "#);
}

#[tokio::test]
async fn community_request_to_the_caller_or_an_unknown_user() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    assert_json_snapshot!(alice.post(&alice.path("connection/request/")).await.expect(400).json(), @r#"
    {
      "errors": [
        {
          "code": "self",
          "message": "You cannot do this to yourself."
        }
      ]
    }
    "#);
    let unknown = alice.post("/api/v2/user/me/connection/request/").json(&json!({"username": "nobody"}));
    assert_json_snapshot!(unknown.await.expect(400).json(), @r#"
    {
      "errors": [
        {
          "field": "username",
          "messages": [
            {
              "code": "does_not_exist",
              "message": "There is no user with this name."
            }
          ]
        }
      ]
    }
    "#);
}

#[tokio::test]
async fn community_wrong_community_mode() {
    let app = App::with(Config { mode: Mode::Follow, ..config() }).await;
    let [alice, bob] = [app.user("alice").await, app.user("bob").await];
    assert_json_snapshot!(alice.post(&bob.path("connection/request/")).await.expect(403).json(), @r#"
    {
      "errors": [
        {
          "code": "wrong_community_mode",
          "message": "This community does not support this operation."
        }
      ]
    }
    "#);
}

#[tokio::test]
async fn community_bad_lists_of_ids() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let statuses = async |users: serde_json::Value| {
        let call = alice.post("/api/v2/user/connection/statuses/").json(&json!({"users": users}));
        call.await.expect(400).json()
    };
    assert_json_snapshot!(statuses(json!(vec![7; 101])).await, @r#"
    {
      "errors": [
        {
          "field": "users",
          "messages": [
            {
              "code": "max_length",
              "message": "Ensure this field has no more than 100 elements."
            }
          ]
        }
      ]
    }
    "#);
    assert_json_snapshot!(statuses(json!(["x"])).await, @r#"
    {
      "errors": [
        {
          "field": "users",
          "messages": [
            {
              "code": "invalid",
              "message": "A list of valid ids is required."
            }
          ]
        }
      ]
    }
    "#);
    assert_json_snapshot!(statuses(json!("x")).await, @r#"
    {
      "errors": [
        {
          "field": "users",
          "messages": [
            {
              "code": "not_a_list",
              "message": "Expected a list of ids."
            }
          ]
        }
      ]
    }
    "#);
}
