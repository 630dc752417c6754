//! A request costs the same with any number of users, and on every page of a list.

use rstest::rstest;
use shared::domain::EdgeKind;
use shared::dynamo::capacity::Cost;
use tests::{App, Routes as _};

use crate::budgets::fixtures::{Fixtures, link};

#[rstest]
#[case::of_users(|_: &Fixtures| "/api/v2/user/?limit=5".to_owned(), 4)]
#[case::of_users_by_name(|_: &Fixtures| "/api/v2/user/?limit=5&ordering=username".to_owned(), 4)]
#[case::of_followers(|fixtures: &Fixtures| fixtures.owner.path("followers/?limit=5"), 4)]
#[case::of_followings(|fixtures: &Fixtures| fixtures.owner.path("followings/?limit=5"), 4)]
#[tokio::test]
async fn every_page_of_a_list_costs_the_same(#[case] list: fn(&Fixtures) -> String, #[case] pages: usize) {
    let fixtures = Fixtures::new().await;
    let mut costs: Vec<Cost> = Vec::new();
    let mut path = list(&fixtures);
    loop {
        let answer = fixtures.staff.get(&path).await.expect(200);
        let body = answer.json();
        if body["results"].as_array().expect("rows").len() < 5 {
            break;
        }
        // A page that includes the caller reads one item less: a user has no relation to themself.
        if !answer.body.contains(&format!("\"id\":{},", fixtures.staff.id)) {
            costs.push(answer.cost);
        }
        let Some(next) = body["next"].as_str() else { break };
        path = next.strip_prefix("http://kith.test").expect("a link to here").to_owned();
    }
    assert!(costs.len() >= pages, "{costs:?}");
    assert!(costs.iter().all(|cost| *cost == costs[0]), "{costs:?}");
}

#[tokio::test]
async fn the_cost_of_a_request_does_not_depend_on_the_number_of_users_and_edges() {
    let mut costs = Vec::new();
    for followers in [10, 100] {
        let app = App::new().await;
        let owner = app.register("owner").await;
        for n in 0..followers {
            let follower = app.with_roles(&format!("member-{n}"), false, false).await;
            link(&app, EdgeKind::Follow, &follower, &owner).await;
        }
        app.settle().await;
        let list = owner.get("/api/v2/user/?limit=5").await.expect(200).cost;
        let newcomer = app.post("/api/users/register/").json(&serde_json::json!({
            "username": "newcomer", "email": "newcomer@example.org", "password": tests::TestUser::PASSWORD,
        }));
        let registration = newcomer.await.expect(200).cost;
        let user = app.get(&owner.path("")).await.expect(200).cost;
        let followers = app.get(&owner.path("followers/?limit=5")).await.expect(200).cost;
        let fan = app.user("fan").await;
        let follow = fan.post(&owner.path("follow/")).await.expect(201).cost;
        costs.push((list, registration, user, followers, follow));
    }
    assert_eq!(costs[0], costs[1]);
}
