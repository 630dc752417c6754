//! What the template says of running the functions: versions, alarms, the dashboard, and the page that explains them.

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

    /// The parameters that something refers to.
    fn parameters_of(&self, value: &Value) -> BTreeSet<String> {
        let parameters = self.named("Parameters");
        references(value).into_iter().filter(|name| parameters.contains_key(name)).collect()
    }
}

/// The names in all of `!Ref name` and in the text of `!Sub`.
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

/// A change of a parameter reaches callers only with a new version, and a new version comes of a new description.
#[test]
fn the_description_of_a_version_names_every_parameter_that_makes_its_environment() {
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

/// It has 256 characters.
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
            (_, Some("Number"), _) => 12,
            _ if parameter["AllowedPattern"].as_str().is_some_and(|pattern| pattern.ends_with("{1,20}")) => 20,
            _ => panic!("{name} may have any length"),
        }
    };
    for (name, function) in template.resources("AWS::Serverless::Function") {
        let description = &function["Properties"]["VersionDescription"];
        let named = template.parameters_of(description);
        let length: usize = named.iter().map(longest).sum::<usize>() + 2 * (named.len() - 1);
        assert!(length <= 256, "{name}: {length}");
    }
}

#[test]
fn each_function_has_an_alarm_that_takes_its_deployment_back() {
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

#[test]
fn alarms_tell_somebody_and_are_explained_and_are_quiet_while_nothing_happens() {
    let page = read("docs/operations.md");
    for (name, alarm) in Template::read().resources("AWS::CloudWatch::Alarm") {
        let properties = &alarm["Properties"];
        assert!(references(&properties["AlarmActions"]).contains("AlarmTopic"), "{name}");
        assert_eq!(properties["TreatMissingData"], "notBreaching", "{name}");
        assert!(page.contains(&format!("`{name}`")), "{name} is not explained in docs/operations.md");
    }
}

#[test]
fn the_dashboard_is_json_and_shows_every_alarm_and_metrics_that_there_are() {
    let template = Template::read();
    let body = &template.0["Resources"]["Dashboard"]["Properties"]["DashboardBody"];
    let Value::Tagged(body) = body else { panic!("{body:?}") };
    let dashboard: Json = serde_json::from_str(body.value.as_str().expect("text")).expect("JSON");
    let widgets = dashboard["widgets"].as_array().expect("widgets");
    let shown = widgets[0]["properties"]["alarms"].as_array().expect("alarms").iter();
    let shown: BTreeSet<_> = shown.map(|arn| arn.as_str().expect("text").to_owned()).collect();
    let alarms = template.resources("AWS::CloudWatch::Alarm");
    assert_eq!(shown, alarms.keys().map(|name| format!("${{{name}.Arn}}")).collect());
    // Those of our own, as shared/src/runtime/telemetry/metrics.rs names them.
    let declared = read("shared/src/runtime/telemetry/metrics.rs");
    let text = dashboard.to_string();
    let names = text.split(r#"MetricName=\""#).skip(1).filter_map(|rest| rest.split('\\').next());
    let own: BTreeSet<_> = names.filter(|name| name.starts_with(char::is_lowercase)).collect();
    assert!(own.len() >= 5, "{own:?}");
    let unknown = own.iter().filter(|name| !declared.contains(&format!("\"{name}\"")));
    assert_none("shown but never written", &unknown.map(|name| (*name).to_owned()).collect::<Vec<_>>());
    // The log of each function that serves requests.
    for (function, _) in template.resources("AWS::Serverless::Function") {
        let group = format!("${{{}LogGroup}}", function.trim_end_matches("Function"));
        let serves = !["FanoutFunction", "MediaFunction", "JanitorFunction"].contains(&function.as_str());
        assert_eq!(text.contains(&group), serves, "{group}");
    }
}
