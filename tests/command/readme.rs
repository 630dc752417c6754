//! The conversation in the README, held again.

use std::fs;
use std::process::Command;

use crate::process::Kith;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md");
const ADDRESS: &str = "http://127.0.0.1:9000";

#[test]
fn the_conversation_goes_as_printed() {
    let readme = fs::read_to_string(README).unwrap();
    let conversation = readme.split("```console\n").nth(1).unwrap().split("```").next().unwrap();
    let server = Kith::new(&["--memory", "--listen", "127.0.0.1:0"]).listen();
    let base = format!("http://{}", server.address);
    // One shell for all lines, since they set variables; each line's output goes behind the line itself.
    let lines = conversation.lines().filter_map(|line| line.strip_prefix("$ "));
    let script: Vec<String> = lines.map(|line| format!("cat <<'LINE'\n$ {line}\nLINE\n{line}\necho")).collect();
    let script = script.join("\n").replace(ADDRESS, &base);
    let shell = Command::new("bash").args(["-c", &script]).output().unwrap();
    let held = String::from_utf8(shell.stdout).unwrap().replace(&base, ADDRESS);
    let held: Vec<String> = held.lines().filter(|line| !line.is_empty()).map(alike).collect();
    let printed: Vec<String> = conversation.lines().map(alike).collect();
    assert_eq!(held, printed);
    server.stop();
}

/// A line without what differs each time: ids, tokens, moments, pictures of ids.
fn alike(line: &str) -> String {
    let of_word = |c: char| c.is_ascii_alphanumeric() || "-_.:".contains(c);
    let mut rest = line;
    let mut alike = String::new();
    while !rest.is_empty() {
        let word = &rest[..rest.find(|c| !of_word(c)).unwrap_or(rest.len())];
        alike += if differs(word.trim_start_matches(':')) { "..." } else { word };
        rest = &rest[word.len()..];
        let between = rest.find(of_word).unwrap_or(rest.len());
        alike += &rest[..between];
        rest = &rest[between..];
    }
    alike
}

fn differs(word: &str) -> bool {
    match word.len() {
        15 => word.bytes().all(|b| b.is_ascii_digit()),
        32 => word.bytes().all(|b| b.is_ascii_hexdigit()),
        24 => word.starts_with("20") && word.ends_with('Z'),
        _ => word.starts_with("eyJ"),
    }
}
