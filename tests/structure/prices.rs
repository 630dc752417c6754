//! What requests cost in money: `docs/prices.md` follows from the measured units in `docs/costs.md`, the template's memory
//! and the prices and times that the page states.

use std::fmt::Write as _;
use std::fs;

use serde_yaml_ng::Value;
use tests::sources::{read, root, routes};

/// USD for a million requests.
const GATEWAY: f64 = 3.5;
const INVOCATIONS: f64 = 0.2;
/// USD for a million units.
const READ: f64 = 0.125;
const WRITE: f64 = 0.625;
/// USD for a million GB-seconds, arm64.
const GB_SECOND: f64 = 13.3334;
/// USD for a million lines of the length that the page states: 1.5 GB.
const LOGS: f64 = 0.75;
/// Milliseconds that the page assumes: of every request, of a trip to the table, of a hash, of a picture.
const BASE: f64 = 2.0;
const TRIP: f64 = 5.0;
const HASH: f64 = 80.0;
const PICTURE: f64 = 200.0;

struct Row<'a> {
    route: &'a str,
    case: &'a str,
    trips: f64,
    rcu: f64,
    wcu: f64,
}

impl<'a> Row<'a> {
    /// A line of the table of costs.
    fn parse(line: &'a str) -> Option<Self> {
        let [route, case, trips, rcu, wcu] = line.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>()[..]
        else {
            return None;
        };
        let route = route.strip_prefix('`')?.strip_suffix('`')?;
        Some(Self { route, case, trips: trips.parse().ok()?, rcu: rcu.parse().ok()?, wcu: wcu.parse().ok()? })
    }

    fn ms(&self) -> f64 {
        let hashes = ["register/", "login/", "change_password/", "change-password/", "POST /users/"];
        let hashes = self.trips > 1.0 && hashes.iter().any(|end| self.route.ends_with(end));
        let uploads = self.route == "POST /api/v2/user/avatar/" && self.case != "no picture";
        let draws = uploads || self.case.starts_with("avatar");
        let extra = if hashes { HASH } else { 0.0 } + if draws { PICTURE } else { 0.0 };
        BASE + TRIP * self.trips + extra
    }

    /// The line of the table of prices.
    fn priced(&self, memory_mb: f64) -> String {
        let table = self.rcu * READ + self.wcu * WRITE;
        let time = self.ms() / 1e3 * memory_mb / 1024.0 * GB_SECOND;
        let all = GATEWAY + INVOCATIONS + LOGS + table + time;
        format!("| `{}` | {} | {} | {table:.2} | {time:.2} | {all:.2} |", self.route, self.case, self.ms())
    }
}

/// The memory of a function in MB, or the default of the parameter that sets it.
fn memory(template: &Value, function: &str) -> f64 {
    let resources = template["Resources"].as_mapping().expect("resources").values();
    let mut functions = resources.filter(|r| r["Metadata"]["BuildProperties"]["Binary"] == *function);
    let memory = &functions.next().expect("a function")["Properties"]["MemorySize"];
    let default = || template["Parameters"][memory.as_str().expect("a parameter")]["Default"].as_f64();
    memory.as_f64().or_else(default).expect("a number")
}

#[test]
fn the_prices_follow_from_the_costs() {
    let (costs, prices) = (read("docs/costs.md"), read("docs/prices.md"));
    let template = serde_yaml_ng::from_str(&read("template.yaml")).expect("YAML");
    let routes = routes();
    let function = |route: &str| {
        let of_route = routes.iter().find(|r| format!("{} {}", r.method, r.path) == route);
        of_route.unwrap_or_else(|| panic!("{route} is no route")).function.clone()
    };
    let mut page = String::new();
    let mut table = costs.lines().filter_map(Row::parse).map(|row| row.priced(memory(&template, &function(row.route))));
    for line in prices.lines().filter(|line| !line.starts_with("| `")) {
        writeln!(page, "{line}").expect("text");
        if line.starts_with("|---") && line.matches('|').count() == 7 {
            table.by_ref().for_each(|row| writeln!(page, "{row}").expect("text"));
        }
    }
    if page != prices {
        let new = root().join("target/prices.md");
        fs::write(&new, page).expect("a file");
        panic!("costs or memory have changed: copy {} to docs/", new.display());
    }
}
