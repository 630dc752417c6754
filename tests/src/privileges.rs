//! The rights that the template grants to each function, enforced and recorded.
//!
//! A test of a route, of `fanout`, of the janitor or of originals fails if a function lacks a right, and one test for each
//! (`tests/routes/budgets` for routes) fails if a function never uses a right. The rights that a call of DynamoDB needs are
//! derived from its request by the documented rules: a transaction needs the rights of its parts, and a query of an index
//! needs a right on that index.

mod calls;
mod files;
mod function_states;
mod routes;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, Mutex};

use serde_yaml_ng::Value;

pub use calls::Calls;
pub use files::Files;
pub(crate) use function_states::FunctionStates;
pub(crate) use routes::ByFunction;

use crate::sources::{deployed_function, read};

/// An action and its resource, as the template names it.
pub type Right = (String, String);

/// Functions read the secret before they serve requests, so that tests do not see it.
const READ_SECRET: &str = "secretsmanager:GetSecretValue";
/// The bucket in the template.
const BUCKET: &str = "arn:${AWS::Partition}:s3:::kith-${Stack}";

/// The rights of each function.
static GRANTED: LazyLock<BTreeMap<String, BTreeSet<Right>>> = LazyLock::new(|| {
    let template: Value = serde_yaml_ng::from_str(&read("template.yaml")).expect("YAML");
    let resources = template["Resources"].as_mapping().expect("resources").values();
    let functions = resources.filter(|resource| resource["Type"] == "AWS::Serverless::Function");
    functions
        .map(|function| {
            let policies = function["Properties"]["Policies"].as_sequence().expect("policies").iter();
            let statements = policies.flat_map(|policy| policy["Statement"].as_sequence().expect("statements"));
            (deployed_function(function).to_owned(), statements.flat_map(rights_of).collect())
        })
        .collect()
});

/// The rights that a function has used.
#[derive(Clone, Debug)]
pub struct Privileges {
    function: String,
    used: Arc<Mutex<BTreeSet<Right>>>,
}

impl Privileges {
    /// None so far.
    pub fn of(function: impl Into<String>) -> Self {
        Self { function: function.into(), used: Arc::default() }
    }

    /// The rights that were used so far.
    pub fn used(&self) -> BTreeSet<Right> {
        self.used.lock().expect("no panic").clone()
    }

    /// Uses one of these rights. Panics if the function has none of them, because AWS would refuse the call.
    pub(crate) fn exercise(&self, any: &[Right]) {
        let right = any.iter().find(|right| granted(&self.function).contains(right));
        let right = right.unwrap_or_else(|| panic!("template.yaml does not allow {} {any:?}", self.function));
        self.used.lock().expect("no panic").insert(right.clone());
    }
}

/// The rights that the template grants to a function.
pub fn granted(function: &str) -> &'static BTreeSet<Right> {
    GRANTED.get(function).unwrap_or_else(|| panic!("no function {function} in the template"))
}

/// The rights of a function that are not among those used, except the one that reads the secret.
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
        // A tagged value, such as !Sub, may contain a sequence but is a single resource.
        value => vec![value.clone()],
    };
    let (actions, resources) = (each(&statement["Action"]), each(&statement["Resource"]));
    let action = |action: &Value| action.as_str().expect("text").to_owned();
    let pairs = actions.iter().flat_map(|a| resources.iter().map(move |r| (action(a), resource_of(r))));
    pairs.map(|(action, resource)| (action, resource + &condition)).collect()
}

/// The limit that a condition sets.
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
        _ => panic!("{condition:?} is an unknown condition"),
    }
}

/// Limits a listing to a prefix.
fn below(prefix: &str) -> String {
    format!(" below {prefix}")
}

/// Limits a right to the items with this partition key.
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
        other => panic!("{other:?} is not a resource"),
    }
}
