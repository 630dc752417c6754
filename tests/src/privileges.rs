//! What the template allows each function, enforced: whoever acts as a function is refused what its role does not allow,
//! and it is remembered what it did.
//!
//! So every test of a route, of `fanout`, of the janitor and of originals fails where a right is missing; and a test of each
//! (`tests/budgets` for routes) where one is never used. What a call of DynamoDB asks for is read off the very request on
//! the wire, by the documented rules: a transaction needs the rights of its parts, a query of an index one on that index.

mod calls;
mod files;
mod hands;
mod routes;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, Mutex};

use serde_yaml_ng::Value;

pub use calls::Calls;
pub use files::Files;
pub(crate) use hands::Hands;
pub(crate) use routes::ByFunction;

/// An action and the resource that it is allowed on, as the template names it.
pub type Right = (String, String);

/// The one action that functions use before they serve, and not in a test.
const READ_SECRET: &str = "secretsmanager:GetSecretValue";
/// How the template writes the bucket.
const BUCKET: &str = "arn:${AWS::Partition}:s3:::kith-${Stack}";

/// What each function may do.
static GRANTED: LazyLock<BTreeMap<String, BTreeSet<Right>>> = LazyLock::new(|| {
    let template: Value = serde_yaml_ng::from_str(&crate::sources::read("template.yaml")).expect("YAML");
    let resources = template["Resources"].as_mapping().expect("resources").values();
    let functions = resources.filter(|resource| resource["Type"] == "AWS::Serverless::Function");
    functions
        .map(|function| {
            let name = function["Metadata"]["BuildProperties"]["Binary"].as_str().expect("a name");
            let policies = function["Properties"]["Policies"].as_sequence().expect("policies").iter();
            let statements = policies.flat_map(|policy| policy["Statement"].as_sequence().expect("statements"));
            (name.to_owned(), statements.flat_map(rights_of).collect())
        })
        .collect()
});

/// What a function may do, and what it did.
#[derive(Clone, Debug)]
pub struct Privileges {
    function: String,
    used: Arc<Mutex<BTreeSet<Right>>>,
}

impl Privileges {
    /// Those of a function.
    pub fn of(function: impl Into<String>) -> Self {
        Self { function: function.into(), used: Arc::default() }
    }

    /// What it did so far.
    pub fn used(&self) -> BTreeSet<Right> {
        self.used.lock().expect("no panic").clone()
    }

    /// It does this; any one of these rights is enough. Panics where it has none: AWS would refuse the call.
    pub(crate) fn exercise(&self, any: &[Right]) {
        let right = any.iter().find(|right| granted(&self.function).contains(right));
        let right = right.unwrap_or_else(|| panic!("template.yaml does not allow {} {any:?}", self.function));
        // A panic of another test's is none of ours.
        self.used.lock().expect("no panic").insert(right.clone());
    }
}

/// What the template allows a function.
pub fn granted(function: &str) -> &'static BTreeSet<Right> {
    GRANTED.get(function).unwrap_or_else(|| panic!("no function {function} in the template"))
}

/// Rights of a function that are not among those used, but for that to the secret, which is read before it serves.
pub fn unused(function: &str, used: &BTreeSet<Right>) -> Vec<Right> {
    granted(function).difference(used).filter(|right| right.0 != READ_SECRET).cloned().collect()
}

/// Whether a function may read the secret that signs tokens.
pub fn reads_secret(function: &str) -> bool {
    granted(function).contains(&(READ_SECRET.to_owned(), "JwtSecret".to_owned()))
}

fn rights_of(statement: &Value) -> BTreeSet<Right> {
    assert_eq!(statement["Effect"], "Allow");
    let condition = match &statement["Condition"] {
        Value::Null => String::new(),
        condition => only(condition),
    };
    let each = |value: &Value| match value {
        Value::Sequence(values) => values.clone(),
        // One; that of a function such as !Sub may hold a sequence, but is none.
        value => vec![value.clone()],
    };
    let (actions, resources) = (each(&statement["Action"]), each(&statement["Resource"]));
    let action = |action: &Value| action.as_str().expect("text").to_owned();
    let pairs = actions.iter().flat_map(|a| resources.iter().map(move |r| (action(a), resource_of(r))));
    pairs.map(|(action, resource)| (action, resource + &condition)).collect()
}

/// What a right with this condition is limited to.
fn only(condition: &Value) -> String {
    let operators = condition.as_mapping().expect("operators");
    let keys = operators
        .iter()
        .flat_map(|(operator, keys)| keys.as_mapping().expect("keys").iter().map(move |k| (operator, k)));
    match keys.map(|(operator, (key, value))| (operator.as_str(), key.as_str(), value)).collect::<Vec<_>>()[..] {
        [(Some("StringLike"), Some("s3:prefix"), Value::String(prefix))] => below(prefix),
        [(Some("ForAllValues:StringEquals"), Some("dynamodb:LeadingKeys"), Value::Sequence(keys))]
            if keys.len() == 1 =>
        {
            keyed(keys[0].as_str().expect("text"))
        }
        _ => panic!("{condition:?} is a condition that is not known here"),
    }
}

/// Of a listing: of what begins with this prefix.
fn below(prefix: &str) -> String {
    format!(" below {prefix}")
}

/// Of items: of those with this partition key.
fn keyed(key: &str) -> String {
    format!(" of {key}")
}

/// A resource as the template names it; the bucket is `bucket`.
fn resource_of(resource: &Value) -> String {
    match resource {
        Value::Tagged(tagged) => match &tagged.value {
            Value::Sequence(parts) => resource_of(&parts[0]),
            value => resource_of(value),
        },
        Value::String(text) => text.replace(BUCKET, "bucket").replace("${Table.Arn}", "Table.Arn"),
        other => panic!("{other:?} is no resource"),
    }
}
