//! `docs/costs.md` and `docs/prices.md`: the measured figures, in the text of the templates beside this file.
//!
//! `just costs` writes both pages.

mod prices;

use std::fmt::Write as _;
use std::fs;

use tests::sources::{read, root};

use crate::budgets::{Measured, measured};

/// Stands for the table in a template.
const TABLE: &str = "{{ table }}\n";

/// A page with these rows, each of which is a text with a cell for each column.
fn page(template: &str, columns: &[&str], rows: impl Iterator<Item = String>) -> String {
    let mut table = format!("| {} |\n|{}\n", columns.join(" | "), "---|".repeat(columns.len()));
    for row in rows {
        writeln!(table, "| {row} |").expect("text");
    }
    assert_eq!(template.matches(TABLE).count(), 1, "the template has one table");
    template.replace(TABLE, &table)
}

fn costs(measured: &[Measured]) -> String {
    let rows = measured.iter().map(|Measured { budget, cost, .. }| {
        format!("`{}` | {} | {} | {} | {}", budget.route, budget.case, cost.trips, cost.rcu, cost.wcu)
    });
    page(include_str!("costs.template.md"), &["route", "case", "trips", "RCU", "WCU"], rows)
}

#[tokio::test]
async fn the_pages_have_the_measured_figures() {
    let measured = measured().await;
    for (name, page) in [("docs/costs.md", costs(measured)), ("docs/prices.md", prices::page_of(measured))] {
        if std::env::var_os("KITH_UPDATE").is_some() {
            fs::write(root().join(name), &page).expect("a file");
        }
        assert!(read(name) == page, "{name} is stale: `just costs` writes it");
    }
}
