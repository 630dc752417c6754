//! The examples of the OpenAPI document: in `openapi/examples/` a request and a response of each operation, and in
//! `openapi/refusals/` the errors of each dialect.
//!
//! Stand-ins replace the values that differ between runs. The tests of authorisation and of the document compare the files
//! with actual responses (`just openapi` writes them), and add them to the document.

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use serde_json::{Map, Value, json};
use shared::openapi::Document;

use crate::TestResponse;
use crate::sources::root;

/// The folder of the examples of operations.
const OPERATIONS: &str = "openapi/examples";
/// The folder of the examples of errors.
const REFUSALS: &str = "openapi/refusals";

/// Stands for all times.
const TIME: &str = "2026-01-31T12:00:00.000Z";

/// The start of the signature of an upload address.
const SIGNED: &str = "?expires=";

/// Precedes the hash of an avatar that is made from an address or an id.
const AVATAR: &str = "gravatar.com/avatar/";
/// Digits of such a hash that is made from an id.
const HASH_OF_ID: usize = 32;

/// Precedes the number of seconds that a throttled caller has to wait.
const WAIT: &str = "Expected available in ";

/// The examples of operations by their ids: `status`, and `body` and `answer` if there are any.
pub fn of_operations() -> BTreeMap<String, Value> {
    all(OPERATIONS)
}

/// The bodies of errors by dialect and status.
pub fn of_refusals() -> BTreeMap<String, Value> {
    all(REFUSALS)
}

fn all(folder: &str) -> BTreeMap<String, Value> {
    let files = fs::read_dir(root().join(folder)).expect("the examples");
    let read = files.map(|file| {
        let path = file.expect("a file").path();
        let name = path.file_stem().expect("a name").to_str().expect("text").to_owned();
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{name}: {e}"));
        let example = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        (name, example)
    });
    read.collect()
}

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| kith::api::routes(Document::default()).to_json());

/// Compares the example of an operation with a request and its response, and returns a message if it is stale. There are no
/// examples of responses that are not JSON, and of the document itself.
pub fn check(method: &str, path: &str, body: Option<&Value>, answer: &TestResponse) -> Option<String> {
    let operation = DOCUMENT["paths"][path][method.to_lowercase()]["operationId"].as_str().expect("an operation");
    let is_json = answer.body.is_empty() || answer.header("content-type").ends_with("json");
    if !is_json || path == "/openapi.json/" {
        return None;
    }
    compare_with_file(OPERATIONS, operation, &example(body, answer))
}

/// The same for the second response of an operation.
pub fn check_other(operation: &str, body: &Value, answer: &TestResponse) -> Option<String> {
    compare_with_file(OPERATIONS, &other(operation), &example(Some(body), answer))
}

/// The name of the example of the second response of an operation.
pub fn other(operation: &str) -> String {
    format!("{operation}.other")
}

fn example(body: Option<&Value>, answer: &TestResponse) -> Value {
    let answered = (!answer.body.is_empty()).then(|| answer.json());
    let mut example = Map::from_iter([("status".to_owned(), json!(answer.status))]);
    let mut stand_ins = StandIns::default();
    for (name, value) in [("body", body.cloned()), ("answer", answered)] {
        if let Some(value) = value {
            example.insert(name.to_owned(), stand_ins.value(name, value));
        }
    }
    Value::Object(example)
}

/// Compares the example of an error with a response, and returns a message if it is stale.
pub fn check_refusal(name: &str, answer: &TestResponse) -> Option<String> {
    compare_with_file(REFUSALS, name, &StandIns::default().value("answer", answer.json()))
}

fn compare_with_file(folder: &str, name: &str, example: &Value) -> Option<String> {
    let text = format!("{}\n", serde_json::to_string_pretty(example).expect("JSON"));
    let path = root().join(folder).join(format!("{name}.json"));
    if std::env::var_os("KITH_UPDATE").is_some() {
        fs::write(&path, &text).unwrap_or_else(|e| panic!("{name}: {e}"));
    }
    let stale = fs::read_to_string(&path).unwrap_or_default() != text;
    stale.then(|| format!("{folder}/{name}.json is stale (`just openapi` writes it): {text}"))
}

/// Replaces the values of a request and its response that differ between runs: equal ids by equal stand-ins.
#[derive(Default)]
struct StandIns {
    seen: BTreeMap<String, u64>,
}

impl StandIns {
    fn value(&mut self, name: &str, value: Value) -> Value {
        match value {
            Value::Array(values) => values.into_iter().map(|value| self.value(name, value)).collect(),
            Value::Object(fields) => {
                fields.into_iter().map(|(name, value)| (self.text("", &name), self.value(&name, value))).collect()
            }
            Value::Number(number) if is_id(&number.to_string()) => json!(self.id(&number.to_string())),
            Value::String(text) => Value::String(self.text(name, &text)),
            other => other,
        }
    }

    fn text(&mut self, name: &str, text: &str) -> String {
        match name {
            // Secrets of users, and new in every run.
            "token" | "access_token" => "header.claims.signature".to_owned(),
            "refresh_token" => "user.session.rotation.mac".to_owned(),
            "secret" => "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".to_owned(),
            "otpauth_url" => "otpauth://totp/kith:owner?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=kith&algorithm=SHA1&digits=6&period=30".to_owned(),
            "qr" => "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 53 53\">...</svg>".to_owned(),
            "recovery_codes" => "ABCD-EFGH-IJKL-MNOP".to_owned(),
            // Codes of errors are words.
            "code" if text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()) => "123456".to_owned(),
            "validation_code" => "the-code-from-the-email".to_owned(),
            _ if is_time(text) => TIME.to_owned(),
            _ if let Some((address, _)) = text.split_once(SIGNED) => {
                format!("{}{SIGNED}1769860800&signature=of-the-address-until-then", self.text(name, address))
            }
            // Of users whose address is not shown.
            _ if let Some((before, after)) = text.split_once(AVATAR)
                && let Some((hash, query)) = after.split_once('?')
                && hash.len() == HASH_OF_ID =>
            {
                format!("{before}{AVATAR}{:032x}?{query}", self.number(hash))
            }
            _ if let Some((before, _)) = text.split_once(WAIT) => format!("{before}{WAIT}60 seconds."),
            // Addresses contain ids between other parts.
            _ => text.split_inclusive(|c: char| !c.is_ascii_alphanumeric() && c != '-').map(|p| self.part(p)).collect(),
        }
    }

    fn part(&mut self, part: &str) -> String {
        let word = part.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        let rest = &part[word.len()..];
        match word.split_once('-') {
            _ if is_id(word) => format!("{}{rest}", self.id(word)),
            _ if is_uuid(word) => format!("{}{rest}", self.uuid(word)),
            // The name of a file: the picture's id and a hash.
            Some((id, hash)) if is_id(id) => format!("{}-{hash}{rest}", self.id(id)),
            _ => part.to_owned(),
        }
    }

    fn number(&mut self, text: &str) -> u64 {
        let next = self.seen.len() as u64;
        *self.seen.entry(text.to_owned()).or_insert(next)
    }

    fn id(&mut self, text: &str) -> u64 {
        373_728_235_948_422 + 4_096 * self.number(text)
    }

    fn uuid(&mut self, text: &str) -> String {
        format!("01932f5c-{:04x}-8abc-9a5a-dd1a00000001", self.number(text))
    }
}

/// Whether it looks like a generated id.
fn is_id(text: &str) -> bool {
    text.len() >= 12 && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36 && uuid::Uuid::parse_str(text).is_ok()
}

fn is_time(text: &str) -> bool {
    let shape = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "0");
    shape(text) == shape(TIME)
}
