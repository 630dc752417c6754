//! Messages for the terminal.

use std::fmt;
use std::io::Write as _;

/// Prints a line to stderr. Unlike `eprintln!`, it does not panic if the terminal has been closed.
pub fn print(line: impl fmt::Display) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
