//! Writes the OpenAPI document without the white space between its parts, which is nearly half of it: the binary and the
//! responses are smaller.

use std::path::PathBuf;
use std::{env, fs, io};

const DOCUMENT: &str = "../../openapi/kith.json";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={DOCUMENT}");
    let target = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("kith.json");
    fs::write(target, compact(&fs::read_to_string(DOCUMENT)?))
}

/// JSON without the white space outside its strings.
fn compact(json: &str) -> String {
    let (mut in_string, mut escaped) = (false, false);
    let keep = |c: &char| {
        let kept = in_string || !c.is_ascii_whitespace();
        in_string ^= *c == '"' && !escaped;
        escaped = *c == '\\' && !escaped;
        kept
    };
    json.chars().filter(keep).collect()
}
