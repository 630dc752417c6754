//! The conversation in the README, run against a server.

use std::fs;
use std::process::Command;

use crate::process::Kith;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md");
const ADDRESS: &str = "http://127.0.0.1:9000";

#[test]
fn the_conversation_runs_as_printed() {
    let readme = fs::read_to_string(README).unwrap();
    let conversation = readme.split("```console\n").nth(1).unwrap().split("```").next().unwrap();
    let server = Kith::new(&["--memory", "--listen", "127.0.0.1:0"]).listen();
    let base = format!("http://{}", server.address);
    // One shell runs all lines, because they set variables. Each line is printed before its output.
    let lines = conversation.lines().filter_map(|line| line.strip_prefix("$ "));
    let script: Vec<String> = lines.map(|line| format!("cat <<'LINE'\n$ {line}\nLINE\n{line}\necho")).collect();
    let script = script.join("\n").replace(ADDRESS, &base);
    let shell = Command::new("bash").args(["-c", &script]).output().unwrap();
    let output = String::from_utf8(shell.stdout).unwrap().replace(&base, ADDRESS);
    let actual: Vec<String> = output.lines().filter(|line| !line.is_empty()).map(normalise).collect();
    let printed: Vec<String> = conversation.lines().map(normalise).collect();
    assert_eq!(actual, printed);
    server.stop();
}

/// A line with the values that differ from run to run replaced: ids, tokens, times and Gravatar hashes.
fn normalise(line: &str) -> String {
    let in_word = |c: char| c.is_ascii_alphanumeric() || "-_.:".contains(c);
    let mut rest = line;
    let mut normalised = String::new();
    while !rest.is_empty() {
        let word = &rest[..rest.find(|c| !in_word(c)).unwrap_or(rest.len())];
        normalised += if varies(word.trim_start_matches(':')) { "..." } else { word };
        rest = &rest[word.len()..];
        let between = rest.find(in_word).unwrap_or(rest.len());
        normalised += &rest[..between];
        rest = &rest[between..];
    }
    normalised
}

fn varies(word: &str) -> bool {
    match word.len() {
        15 => word.bytes().all(|b| b.is_ascii_digit()),
        32 => word.bytes().all(|b| b.is_ascii_hexdigit()),
        24 => word.starts_with("20") && word.ends_with('Z'),
        _ => word.starts_with("eyJ"),
    }
}
