//! A request costs the same however many users there are, and on whichever page of a list.

use shared::store::meter::Cost;
use tests::{App, Routes as _};

use crate::stage::Stage;

#[tokio::test]
async fn every_page_of_a_list_costs_the_same() {
    let stage = Stage::new().await;
    let mut costs: Vec<Cost> = Vec::new();
    let mut path = "/api/v2/user/?limit=5".to_owned();
    loop {
        let answer = stage.owner.get(&path).await.expect(200);
        let body = answer.json();
        if body["results"].as_array().expect("rows").len() < 5 {
            break;
        }
        costs.push(answer.cost);
        let Some(next) = body["next"].as_str() else { break };
        path = next.strip_prefix("http://kith.test").expect("a link to here").to_owned();
    }
    assert!(costs.len() >= 5, "{costs:?}");
    assert!(costs.iter().all(|cost| *cost == costs[0]), "{costs:?}");
}

#[tokio::test]
async fn what_a_request_costs_does_not_depend_on_how_many_users_there_are() {
    let mut costs = Vec::new();
    for members in [10, 100] {
        let app = App::new().await;
        let owner = app.register("owner").await;
        for n in 0..members {
            app.with_roles(&format!("member-{n}"), false, false).await;
        }
        let list = owner.get("/api/v2/user/?limit=5").await.expect(200).cost;
        let newcomer = app.post("/api/users/register/").json(&serde_json::json!({
            "username": "newcomer", "email": "newcomer@example.org", "password": tests::Person::PASSWORD,
        }));
        let registration = newcomer.await.expect(200).cost;
        let user = app.get(&owner.path("")).await.expect(200).cost;
        costs.push((list, registration, user));
    }
    assert_eq!(costs[0], costs[1]);
}
