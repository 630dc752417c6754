//! Percentiles, and tables in Markdown.

use std::time::Duration;

/// The value that `percent` percent of these do not exceed.
pub fn percentile(values: &[Duration], percent: usize) -> Duration {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let last = sorted.len().checked_sub(1).expect("a value");
    sorted[(sorted.len() * percent / 100).min(last)]
}

/// A duration in milliseconds.
pub fn milliseconds(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1e3)
}

/// Prints rows as a Markdown table. The first row is the header; all columns but the first are right-aligned.
pub fn print_table(rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|text| text.chars().count()).max().unwrap_or(0)
    };
    for (number, row) in rows.iter().enumerate() {
        let cell = |(column, text): (usize, &String)| match column {
            0 => format!("| {text:<width$} ", width = width(column)),
            _ => format!("| {text:>width$} ", width = width(column)),
        };
        println!("{}|", row.iter().enumerate().map(cell).collect::<String>());
        if number == 0 {
            let rule = |column: usize| match column {
                0 => format!("|{}", "-".repeat(width(column) + 2)),
                _ => format!("|{}:", "-".repeat(width(column) + 1)),
            };
            println!("{}|", (0..columns).map(rule).collect::<String>());
        }
    }
}
