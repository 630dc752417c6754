//! How the template runs the functions: versions, alarms and the dashboard, and the page that documents them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use serde_yaml_ng::Value;
use tests::sources::read;

use crate::assert_none;

struct Template(Value);

impl Template {
    fn read() -> Self {
        Self(serde_yaml_ng::from_str(&read("template.yaml")).expect("YAML"))
    }

    fn named(&self, section: &str) -> BTreeMap<String, &Value> {
        let section = self.0[section].as_mapping().expect("a section");
        section.iter().map(|(name, value)| (name.as_str().expect("a name").to_owned(), value)).collect()
    }

    /// The resources of a type.
    fn resources(&self, kind: &str) -> BTreeMap<String, &Value> {
        self.named("Resources").into_iter().filter(|(_, resource)| resource["Type"] == kind).collect()
    }

    /// The parameters that a value refers to.
    fn parameters_of(&self, value: &Value) -> BTreeSet<String> {
        let parameters = self.named("Parameters");
        references(value).into_iter().filter(|name| parameters.contains_key(name)).collect()
    }
}

/// The text of a value, whatever its tag.
fn untagged(value: &Value) -> &str {
    match value {
        Value::Tagged(tagged) => tagged.value.as_str(),
        other => other.as_str(),
    }
    .unwrap_or_default()
}

fn requests_are_served_by(function: &str) -> bool {
    !["FanoutFunction", "MailerFunction", "MediaFunction", "RealtimeFunction", "JanitorFunction"].contains(&function)
}

/// Alarms that exist only while deployments are gradual, and do nothing but roll them back.
fn only_rolls_back(alarm: &Value) -> bool {
    alarm["Condition"] == "HasGradualDeployment"
}

/// The names in `!Ref name` and in `${name}` of a `!Sub`.
fn references(value: &Value) -> BTreeSet<String> {
    match value {
        Value::Tagged(tagged) if tagged.tag == "!Ref" => tagged.value.as_str().map(str::to_owned).into_iter().collect(),
        Value::Tagged(tagged) => references(&tagged.value),
        Value::String(text) => {
            text.split("${").skip(1).filter_map(|rest| rest.split('}').next()).map(str::to_owned).collect()
        }
        Value::Sequence(values) => values.iter().flat_map(references).collect(),
        Value::Mapping(values) => values.values().flat_map(references).collect(),
        _ => BTreeSet::new(),
    }
}

/// Callers see a changed parameter only in a new version, and only a new description publishes one.
#[test]
fn the_description_of_a_version_contains_every_parameter_of_its_environment() {
    let template = Template::read();
    let globals = &template.0["Globals"]["Function"];
    assert_eq!(globals["AutoPublishAlias"], "live");
    for (name, function) in template.resources("AWS::Serverless::Function") {
        let properties = &function["Properties"];
        assert_eq!(properties["AutoPublishAliasAllProperties"], true, "{name}");
        let places =
            [&globals["Environment"], &globals["Architectures"], &properties["Environment"], &properties["MemorySize"]];
        let mut set: BTreeSet<_> = places.into_iter().flat_map(|place| template.parameters_of(place)).collect();
        // There is no room for them: the documentation says to change `Generation` with them.
        for parameter in ["CommunityName", "WebPushPublicKey", "ForeignMedia"] {
            set.remove(parameter);
        }
        assert!(set.contains("Mode"), "{set:?}");
        assert_eq!(template.parameters_of(&properties["VersionDescription"]), set, "{name}");
    }
}

/// Lambda allows 256 characters.
#[test]
fn the_description_of_a_version_is_never_too_long() {
    let template = Template::read();
    let parameters = template.named("Parameters");
    let longest = |name: &String| -> usize {
        let parameter = parameters[name];
        let allowed = parameter["AllowedValues"].as_sequence();
        match (allowed, parameter["Type"].as_str(), parameter["MaxLength"].as_u64()) {
            (Some(values), ..) => values.iter().map(|value| value.as_str().expect("text").len()).max().unwrap_or(0),
            (_, _, Some(max)) => usize::try_from(max).expect("a length"),
            (_, Some("Number"), _) => parameter["MaxValue"].as_u64().expect("a maximum").to_string().len(),
            _ if parameter["AllowedPattern"].as_str().is_some_and(|pattern| pattern.ends_with("{1,10}")) => 10,
            _ => panic!("{name} has no maximum length"),
        }
    };
    for (name, function) in template.resources("AWS::Serverless::Function") {
        let description = &function["Properties"]["VersionDescription"];
        let named = template.parameters_of(description);
        let length: usize = named.iter().map(longest).sum::<usize>() + named.len() - 1;
        assert!(length <= 256, "{name}: {length}");
    }
}

/// An alarm of all versions would roll a new version back for the failures of the old one. With a tenth of the requests, a
/// version that fails all of them hardly changes the error rate of the API or of its function.
#[test]
fn alarms_of_the_new_version_of_each_function_roll_its_deployment_back() {
    let template = Template::read();
    let alarms = template.resources("AWS::CloudWatch::Alarm");
    let filters = template.resources("AWS::Logs::MetricFilter");
    assert!(template.0["Globals"]["Function"]["DeploymentPreference"]["Alarms"].is_null());
    for (name, function) in template.resources("AWS::Serverless::Function") {
        let own = references(&function["Properties"]["DeploymentPreference"]["Alarms"]);
        let watched: BTreeSet<_> = own
            .iter()
            .filter(|name| !name.starts_with("AWS::"))
            .map(|alarm| {
                let alarm = &alarms.get(alarm).unwrap_or_else(|| panic!("{name}: no {alarm}"))["Properties"];
                let version = format!("{name}.Version.Version");
                let watches = |dimension: &str, value: &str| {
                    let dimensions = alarm["Dimensions"].as_sequence().expect("dimensions").iter();
                    dimensions.filter(|d| d["Name"] == dimension).any(|d| untagged(&d["Value"]) == value)
                };
                let kith = alarm["Namespace"] == "kith";
                let [of_function, of_version] =
                    if kith { ["function", "version"] } else { ["FunctionName", "ExecutedVersion"] };
                assert!(watches(of_function, &name) && watches(of_version, &version), "{name}: {alarm:?}");
                alarm["MetricName"].as_str().expect("a metric")
            })
            .collect();
        let serves = requests_are_served_by(&name);
        let expected: &[&str] = if serves { &["Errors", "server_errors"] } else { &["Errors"] };
        assert_eq!(watched, expected.iter().copied().collect(), "{name}");
        // The second metric comes from the log of the function.
        let group = format!("{}LogGroup", name.trim_end_matches("Function"));
        let of_log = |filter: &&&Value| references(&filter["Properties"]["LogGroupName"]).contains(&group);
        let of_log: Vec<_> = filters.values().filter(of_log).collect();
        assert_eq!(of_log.len(), usize::from(serves), "{name}");
        for filter in of_log {
            let made = &filter["Properties"]["MetricTransformations"][0];
            assert_eq!(
                (made["MetricName"].as_str(), made["MetricNamespace"].as_str()),
                (Some("server_errors"), Some("kith"))
            );
            let dimensions = made["Dimensions"].as_sequence().expect("dimensions").iter();
            let pairs: Vec<_> = dimensions.map(|d| (untagged(&d["Key"]), untagged(&d["Value"]))).collect();
            assert_eq!(pairs, [("function", "$.function"), ("version", "$.version")], "{name}");
        }
    }
}

/// Only the janitor's regular run must not stop.
#[test]
fn alarms_notify_the_topic_are_documented_and_stay_quiet_without_data() {
    let page = read("docs/operations.md");
    for (name, alarm) in Template::read().resources("AWS::CloudWatch::Alarm") {
        let properties = &alarm["Properties"];
        let silent = only_rolls_back(alarm);
        for actions in ["AlarmActions", "OKActions"] {
            assert_ne!(references(&properties[actions]).contains("AlarmTopic"), silent, "{name}: {actions}");
        }
        let without_data = if name == "StreamStoppedAlarm" { "breaching" } else { "notBreaching" };
        assert_eq!(properties["TreatMissingData"], without_data, "{name}");
        assert!(page.contains(&format!("`{name}`")), "docs/operations.md does not explain {name}");
    }
}

/// A metric of the table alone leaves its indexes out, and a hot partition is most likely in one of these.
#[test]
fn alarms_watch_the_throttling_of_the_table_and_of_each_index() {
    let template = Template::read();
    let table = &template.0["Resources"]["Table"]["Properties"];
    let indexes = table["GlobalSecondaryIndexes"].as_sequence().expect("indexes").iter();
    let indexes: Vec<_> = indexes.map(|index| index["IndexName"].as_str().expect("a name")).collect();
    assert_eq!(indexes.len(), 2);
    let alarms = template.resources("AWS::CloudWatch::Alarm").into_values();
    let watched: BTreeSet<(String, Vec<String>)> = alarms
        .map(|alarm| &alarm["Properties"])
        .filter(|alarm| alarm["Namespace"] == "AWS/DynamoDB")
        .map(|alarm| {
            let dimensions = alarm["Dimensions"].as_sequence().expect("dimensions").iter();
            let metric = alarm["MetricName"].as_str().expect("a metric").to_owned();
            (metric, dimensions.map(|dimension| untagged(&dimension["Value"]).to_owned()).collect())
        })
        .collect();
    let sources = [vec!["Table"]].into_iter().chain(indexes.iter().map(|index| vec!["Table", index]));
    let expected = sources.flat_map(|source| {
        let source: Vec<String> = source.into_iter().map(str::to_owned).collect();
        ["ReadThrottleEvents", "WriteThrottleEvents"].map(|metric| (metric.to_owned(), source.clone()))
    });
    assert_eq!(watched, expected.collect());
}

/// CloudWatch charges for each alarm.
#[test]
fn the_prices_name_the_number_of_alarms() {
    let template = Template::read();
    let (rollback, notifying): (Vec<_>, Vec<_>) =
        template.resources("AWS::CloudWatch::Alarm").into_values().partition(|alarm| only_rolls_back(alarm));
    let page = read("docs/prices.md");
    for counted in [format!("| {} alarms, of which", notifying.len()), format!("| {} alarms that roll", rollback.len())]
    {
        assert!(page.contains(&counted), "docs/prices.md does not say: {counted}");
    }
}

#[test]
fn the_dashboard_is_json_and_shows_every_alarm_and_only_metrics_that_exist() {
    let template = Template::read();
    let body = &template.0["Resources"]["Dashboard"]["Properties"]["DashboardBody"];
    let Value::Tagged(body) = body else { panic!("{body:?}") };
    let dashboard: Json = serde_json::from_str(body.value.as_str().expect("text")).expect("JSON");
    let widgets = dashboard["widgets"].as_array().expect("widgets");
    let shown = widgets[0]["properties"]["alarms"].as_array().expect("alarms").iter();
    let shown: BTreeSet<_> = shown.map(|arn| arn.as_str().expect("text").to_owned()).collect();
    let alarms = template.resources("AWS::CloudWatch::Alarm");
    let notifying = alarms.iter().filter(|(_, alarm)| !only_rolls_back(alarm));
    assert_eq!(shown, notifying.map(|(name, _)| format!("${{{name}.Arn}}")).collect());
    // Metrics of kith, in contrast to those of AWS, begin with a lower-case letter.
    let declared = read("shared/src/runtime/telemetry/metrics.rs");
    let text = dashboard.to_string();
    let names = text.split(r#"MetricName=\""#).skip(1).filter_map(|rest| rest.split('\\').next());
    let own: BTreeSet<_> = names.filter(|name| name.starts_with(char::is_lowercase)).collect();
    assert!(own.len() >= 5, "{own:?}");
    let unknown = own.iter().filter(|name| !declared.contains(&format!("\"{name}\"")));
    assert_none(
        "metrics that are shown but never written",
        &unknown.map(|name| (*name).to_owned()).collect::<Vec<_>>(),
    );
    // It shows the logs of the functions that serve requests.
    for (function, _) in template.resources("AWS::Serverless::Function") {
        let group = format!("${{{}LogGroup}}", function.trim_end_matches("Function"));
        assert_eq!(text.contains(&group), requests_are_served_by(&function), "{group}");
    }
}
