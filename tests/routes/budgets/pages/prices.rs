//! The price of a million requests of each route: that of its measured units, and of the time of its function.

use serde_yaml_ng::Value;
use tests::sources::{deployed_function, read, routes};

use super::page;
use crate::budgets::Measured;
use crate::budgets::table::Work;

/// USD for a million requests.
const GATEWAY: f64 = 3.5;
const INVOCATIONS: f64 = 0.2;
/// USD for a million units.
const READ: f64 = 0.125;
const WRITE: f64 = 0.625;
/// USD for a million GB-seconds on arm64.
const GB_SECOND: f64 = 13.3334;
/// USD for a million requests, each of which logs 1.5 KB.
const LOGS: f64 = 0.75;

/// Assumed milliseconds: of every request, of a trip to the table, of hashing a password, of resizing a picture.
const BASE: f64 = 2.0;
const TRIP: f64 = 5.0;
const HASH: f64 = 80.0;
const PICTURE: f64 = 200.0;

fn milliseconds(trips: u32, work: Work) -> f64 {
    let work = match work {
        Work::Nothing => 0.0,
        Work::Hash => HASH,
        Work::Picture => PICTURE,
    };
    BASE + TRIP * f64::from(trips) + work
}

/// The memory of a function in MB, or the default of the parameter that sets it.
fn memory(template: &Value, function: &str) -> f64 {
    let resources = template["Resources"].as_mapping().expect("resources").values();
    let mut functions =
        resources.filter(|r| r["Type"] == "AWS::Serverless::Function").filter(|r| deployed_function(r) == function);
    let memory = &functions.next().expect("a function")["Properties"]["MemorySize"];
    let default = || template["Parameters"][memory.as_str().expect("a parameter")]["Default"].as_f64();
    memory.as_f64().or_else(default).expect("a number")
}

fn row(Measured { budget, cost, .. }: &Measured, memory_mb: f64) -> String {
    let ms = milliseconds(cost.trips, budget.work);
    let table = cost.rcu * READ + cost.wcu * WRITE;
    let time = ms / 1e3 * memory_mb / 1024.0 * GB_SECOND;
    let all = GATEWAY + INVOCATIONS + LOGS + table + time;
    format!("`{}` | {} | {ms} | {table:.2} | {time:.2} | {all:.2}", budget.route, budget.case)
}

pub fn page_of(measured: &[Measured]) -> String {
    let template = serde_yaml_ng::from_str(&read("template.yaml")).expect("YAML");
    let routes = routes();
    let function = |route: &str| {
        let found = routes.iter().find(|known| format!("{} {}", known.method, known.path) == route);
        found.unwrap_or_else(|| panic!("no route {route}")).function.as_str()
    };
    let rows = measured.iter().map(|measured| row(measured, memory(&template, function(measured.budget.route))));
    page(include_str!("prices.template.md"), &["route", "case", "ms", "table", "time", "all"], rows)
}
