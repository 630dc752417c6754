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
        let set: BTreeSet<_> = places.into_iter().flat_map(|place| template.parameters_of(place)).collect();
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
            _ if parameter["AllowedPattern"].as_str().is_some_and(|pattern| pattern.ends_with("{1,20}")) => 20,
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

#[test]
fn each_function_has_an_alarm_that_rolls_its_deployment_back() {
    let template = Template::read();
    let alarms = template.resources("AWS::CloudWatch::Alarm");
    let common = references(&template.0["Globals"]["Function"]["DeploymentPreference"]["Alarms"]);
    assert_eq!(common, ["ServerErrorsAlarm".to_owned()].into());
    for (name, function) in template.resources("AWS::Serverless::Function") {
        let own = references(&function["Properties"]["DeploymentPreference"]["Alarms"]);
        let watches = |alarm: &String| {
            let alarm = &alarms.get(alarm).unwrap_or_else(|| panic!("{name}: no {alarm}"))["Properties"];
            alarm["MetricName"] == "Errors" && references(&alarm["Dimensions"]).contains(&name)
        };
        assert!(own.len() == 1 && own.iter().all(watches), "{name}: {own:?}");
    }
}

/// Only the janitor's regular run must not stop.
#[test]
fn alarms_notify_the_topic_are_documented_and_stay_quiet_without_data() {
    let page = read("docs/operations.md");
    for (name, alarm) in Template::read().resources("AWS::CloudWatch::Alarm") {
        let properties = &alarm["Properties"];
        for actions in ["AlarmActions", "OKActions"] {
            assert!(references(&properties[actions]).contains("AlarmTopic"), "{name}: {actions}");
        }
        let without_data = if name == "StreamStoppedAlarm" { "breaching" } else { "notBreaching" };
        assert_eq!(properties["TreatMissingData"], without_data, "{name}");
        assert!(page.contains(&format!("`{name}`")), "docs/operations.md does not explain {name}");
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
    assert_eq!(shown, alarms.keys().map(|name| format!("${{{name}.Arn}}")).collect());
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
        let serves = !["FanoutFunction", "MediaFunction", "JanitorFunction"].contains(&function.as_str());
        assert_eq!(text.contains(&group), serves, "{group}");
    }
}
