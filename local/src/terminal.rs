//! Messages for the terminal.

use std::fmt;
use std::io::Write as _;
use std::sync::OnceLock;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;
use shared::domain::time::{Clock, rfc3339};

/// How messages are printed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// As JSON objects.
    pub json: bool,
    /// Only those that must not be lost.
    pub quiet: bool,
}

static STYLE: OnceLock<Style> = OnceLock::new();

/// Sets how messages are printed, for the lifetime of the process.
pub fn set_style(style: Style) {
    let _ = STYLE.set(style);
}

fn style() -> Style {
    STYLE.get().copied().unwrap_or_default()
}

/// Prints a message, unless the terminal is to be quiet.
pub fn print(message: impl fmt::Display) {
    if !style().quiet {
        print_always("INFO", message);
    }
}

/// Prints a message that must not be lost.
pub fn print_always(level: &str, message: impl fmt::Display) {
    if style().json {
        let (time, message) = (rfc3339(Clock::default().now()), message.to_string());
        write(&json!({"timestamp": time, "level": level, "message": message.trim_start()}).to_string());
    } else {
        write(&message.to_string());
    }
}

/// Writes a line to stderr in one call. Unlike `eprintln!`, it does not panic if the terminal has been closed.
pub fn write(line: &str) {
    let _ = std::io::stderr().write_all(format!("{line}\n").as_bytes());
}

/// A progress bar on stderr that ends at `length`, in a template of `indicatif`. Where stderr is no terminal, it shows
/// nothing.
pub fn progress_bar(length: u64, template: &str) -> ProgressBar {
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(length).with_style(style)
}
