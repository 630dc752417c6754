//! `GET /api/users/{username}`

use std::collections::BTreeSet;

use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::account::token::fingerprint;
use shared::domain::{AuthState, EmailVisibility, Profile, UserId, Username};
use shared::runtime::config::Config;
use shared::store::NewAccount;
use tests::{App, Routes as _, config};

const KEYS: &str = "id username email bio location twitter gravatar played liked backlog wishlist favorites following followers \
    following_count followers_count";
/// The SHA-256 of `madeline@example.org`.
const HASH: &str = "65e711e2a6867828f4816af045d7431a4b71f57b06cc81ebe4017800ac68d1ea";

fn keys(profile: &Value) -> BTreeSet<&str> {
    profile.as_object().unwrap().keys().map(String::as_str).collect()
}

#[rstest]
#[tokio::test]
async fn finds_a_profile_by_any_case_of_the_username_with_and_without_the_slash(
    #[values("/api/users/", "/api/users/profile/")] path: &str,
    #[values("Madeline", "madeline", "MADELINE")] name: &str,
    #[values("", "/")] slash: &str,
) {
    let app = App::new().await;
    let madeline = app.register("Madeline").await;
    let profile = app.get(&format!("{path}{name}{slash}")).await.expect(200).json();
    assert_eq!((&profile["id"], &profile["username"]), (&json!(madeline.id.get()), &json!("Madeline")));
}

#[tokio::test]
async fn a_new_profile_has_null_for_unset_text_and_empty_lists() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let profile = app.get("/api/users/madeline").await.expect(200).json();
    assert_eq!(keys(&profile), KEYS.split_whitespace().collect());
    let id = fingerprint(&madeline.id.to_string());
    let expected = json!({
        "id": madeline.id.get(), "username": "madeline", "email": null, "bio": null, "location": null, "twitter": null,
        "gravatar": format!("https://www.gravatar.com/avatar/{id}?s=120&d=retro"),
        "played": [], "liked": [], "backlog": [], "wishlist": [], "favorites": [], "following": [], "followers": [],
        "following_count": 0, "followers_count": 0,
    });
    assert_eq!(profile, expected);
}

#[tokio::test]
async fn includes_the_caller_as_me() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    let me = json!({"id": alice.id.get(), "username": "alice", "email": "alice@example.org"});
    for path in ["/api/users/alice", "/api/users/bob", "/api/users/profile/bob"] {
        assert_eq!(alice.get(path).await.expect(200).json()["me"], me, "{path}");
        assert!(!keys(&app.get(path).await.expect(200).json()).contains("me"), "{path}");
    }
    assert!(!keys(&bob.get("/api/users/alice").await.expect(200).json()).contains("followingUser"));
}

#[rstest]
#[case::members(EmailVisibility::Members, [false, true, true, true])]
#[case::own(EmailVisibility::Own, [false, false, true, true])]
#[case::everyone(EmailVisibility::Everyone, [true, true, true, true])]
#[tokio::test]
async fn the_gravatar_uses_the_email_only_where_the_email_is_visible(
    #[case] email_visibility: EmailVisibility,
    #[case] shown_to: [bool; 4],
) {
    let app = App::with(Config { email_visibility, ..config() }).await;
    let [madeline, bob, eve] = [app.register("Madeline").await, app.register("bob").await, app.staff("eve").await];
    let path = "/api/users/madeline";
    let answers = [app.get(path).await, bob.get(path).await, madeline.get(path).await, eve.get(path).await];
    for (answer, shown) in answers.into_iter().zip(shown_to) {
        let profile = answer.expect(200).json();
        let email = if shown { json!("Madeline@example.org") } else { Value::Null };
        assert_eq!(profile["email"], email);
        assert_eq!(profile["gravatar"].as_str().unwrap().contains(HASH), shown);
    }
}

#[rstest]
#[case::an_unknown_name("nobody")]
#[case::a_prefix("ali")]
#[case::an_email("alice@example.org")]
#[case::a_reserved_word("profile")]
#[case::another_reserved_word("me")]
#[case::an_id("123")]
#[case::nul("%00")]
#[case::not_utf8("%FF")]
#[case::a_space("%20")]
#[case::a_slash("alice%2F")]
#[case::unicode("%F0%9F%8F%94")]
#[case::wildcards("%25*")]
#[case::a_very_long_name(&"a".repeat(8_000))]
#[tokio::test]
async fn other_names_are_not_found(#[case] name: &str) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    for path in [format!("/api/users/{name}"), format!("/api/users/profile/{name}/")] {
        let answer = app.get(&path).await.expect(404);
        assert_eq!(answer.body, r#"{"detail":"Not found."}"#);
        alice.get(&path).await.expect(404);
    }
}

#[rstest]
#[tokio::test]
async fn a_deleted_user_has_no_profile(#[values("?hard=0", "?hard=1")] deletion: &str) {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    alice.delete(&alice.path(deletion)).await.expect(204);
    bob.get("/api/users/alice").await.expect(404);
    let answer = alice.get("/api/users/bob").await.expect(401);
    assert_eq!(answer.body, r#"{"detail":"Invalid token."}"#);
}

#[tokio::test]
async fn finds_a_username_of_the_directory_api() {
    let app = App::new().await;
    let username = Username::parse_directory("First.Last+1@work").unwrap_or_else(|p| panic!("{p:?}"));
    let profile = Profile::new(UserId::generate(app.state.clock.now()), username, None);
    let account = NewAccount { profile, auth: AuthState::new(false, false), password: None, session: None };
    assert!(app.state.store.accounts().try_create(&account).await.unwrap());
    for name in ["First.Last+1@work", "first.last%2B1%40work"] {
        let profile = app.get(&format!("/api/users/{name}")).await.expect(200).json();
        assert_eq!((&profile["username"], &profile["email"]), (&json!("First.Last+1@work"), &Value::Null));
    }
}

/// A user's lists with as many games as they may have, whose names are as long as they may be.
#[tokio::test]
async fn the_game_lists_of_a_profile_fit_a_response() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let rows = app.rows();
    for n in 0..1_000_u64 {
        let igdb = format!("{n:050}");
        let game = json!({
            "id": n + 1, "igdb": igdb, "name": "\u{1f3d4}".repeat(200), "slug": "s".repeat(255), "cover_id": "c".repeat(50),
            "backdrop_id": "b".repeat(50), "played": true, "liked": true, "backlog": true, "wishlist": n >= 10,
        });
        rows.put(&format!("U#{}", alice.id), &format!("GAME#{igdb}"), game).await;
    }
    for path in ["/api/users/alice", "/api/users/profile/alice"] {
        let answer = alice.get(path).await.expect(200);
        let payload = Value::from(answer.body.as_str()).to_string();
        assert!(answer.body.len() > 4_500_000 && payload.len() < 6 * 1024 * 1024, "{} bytes", payload.len());
        let profile = answer.json();
        let lists = ["played", "liked", "backlog", "wishlist"].map(|list| profile[list].as_array().unwrap());
        // The first games, in each of their lists.
        assert_eq!(lists.map(Vec::len), [lists[0].len(), lists[0].len(), lists[0].len(), lists[0].len() - 10]);
        assert_eq!(lists[0].last(), lists[3].last());
        assert_eq!(lists[0].last().unwrap()["igdb"], format!("{:050}", lists[0].len() - 1));
    }
}
