//! A request costs the same however many users there are, and on whichever page of a list.

use rstest::rstest;
use shared::domain::EdgeKind;
use shared::dynamo::capacity::Cost;
use tests::{App, Routes as _};

use crate::budgets::stage::{Stage, link};

#[rstest]
#[case::of_users(|_: &Stage| "/api/v2/user/?limit=5".to_owned(), 4)]
#[case::of_followers(|stage: &Stage| stage.owner.path("followers/?limit=5"), 4)]
#[case::of_followings(|stage: &Stage| stage.owner.path("followings/?limit=5"), 4)]
#[tokio::test]
async fn every_page_of_a_list_costs_the_same(#[case] list: fn(&Stage) -> String, #[case] pages: usize) {
    let stage = Stage::new().await;
    let mut costs: Vec<Cost> = Vec::new();
    let mut path = list(&stage);
    loop {
        let answer = stage.staff.get(&path).await.expect(200);
        let body = answer.json();
        if body["results"].as_array().expect("rows").len() < 5 {
            break;
        }
        // Nobody has a relation to themself: one item less is read for the caller.
        if !answer.body.contains(&format!("\"id\":{},", stage.staff.id)) {
            costs.push(answer.cost);
        }
        let Some(next) = body["next"].as_str() else { break };
        path = next.strip_prefix("http://kith.test").expect("a link to here").to_owned();
    }
    assert!(costs.len() >= pages, "{costs:?}");
    assert!(costs.iter().all(|cost| *cost == costs[0]), "{costs:?}");
}

#[tokio::test]
async fn what_a_request_costs_does_not_depend_on_how_many_users_and_edges_there_are() {
    let mut costs = Vec::new();
    for members in [10, 100] {
        let app = App::new().await;
        let owner = app.register("owner").await;
        for n in 0..members {
            let member = app.with_roles(&format!("member-{n}"), false, false).await;
            link(&app, EdgeKind::Follow, &member, &owner).await;
        }
        app.settle().await;
        let list = owner.get("/api/v2/user/?limit=5").await.expect(200).cost;
        let newcomer = app.post("/api/users/register/").json(&serde_json::json!({
            "username": "newcomer", "email": "newcomer@example.org", "password": tests::Person::PASSWORD,
        }));
        let registration = newcomer.await.expect(200).cost;
        let user = app.get(&owner.path("")).await.expect(200).cost;
        let followers = app.get(&owner.path("followers/?limit=5")).await.expect(200).cost;
        let fan = app.member("fan").await;
        let follow = fan.post(&owner.path("follow/")).await.expect(201).cost;
        costs.push((list, registration, user, followers, follow));
    }
    assert_eq!(costs[0], costs[1]);
}
