//! Names that contain the name of the stack, which may have 128 characters.

use serde_yaml_ng::Value;
use tests::sources::read;

/// The most characters that a stack's name may have.
const STACK_NAME_MAX: usize = 128;
/// The most characters of a region's name, with room for new ones.
const REGION_MAX: usize = 20;
/// Properties that take the name of the stack, and the most characters that the service allows.
const LIMITS: [(&str, &str, usize); 8] = [
    ("AWS::ApiGatewayV2::Api", "Name", 128),
    ("AWS::CloudFront::Distribution", "Comment", 128),
    ("AWS::CloudWatch::Dashboard", "DashboardName", 255),
    ("AWS::Events::EventBus", "Name", 256),
    ("AWS::Logs::LogGroup", "LogGroupName", 512),
    ("AWS::Logs::QueryDefinition", "Name", 255),
    ("AWS::WAFv2::WebACL", "MetricName", 255),
    // A reference to the API, whose name is that of the stack.
    ("AWS::CloudWatch::Alarm", "Value", 255),
];

/// Visits each scalar that names the stack, with the property that it is the value of.
fn visit(value: &Value, property: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Tagged(tagged) if tagged.tag == "!Ref" && tagged.value == "AWS::StackName" => {
            found.push((property.to_owned(), "${AWS::StackName}".to_owned()));
        }
        Value::Tagged(tagged) => visit(&tagged.value, property, found),
        Value::String(text) if text.contains("${AWS::StackName}") => found.push((property.to_owned(), text.clone())),
        Value::Sequence(values) => values.iter().for_each(|value| visit(value, property, found)),
        Value::Mapping(values) => {
            for (name, value) in values {
                visit(value, name.as_str().unwrap_or(property), found);
            }
        }
        _ => {}
    }
}

#[test]
fn a_name_fits_however_long_the_name_of_the_stack_is() {
    let template: Value = serde_yaml_ng::from_str(&read("template.yaml")).expect("YAML");
    let mut named = 0;
    for (id, resource) in template["Resources"].as_mapping().expect("resources") {
        let kind = resource["Type"].as_str().expect("a type");
        let mut found = Vec::new();
        visit(&resource["Properties"], "", &mut found);
        // The body of the dashboard searches by the name.
        for (property, text) in found.into_iter().filter(|(property, _)| property != "DashboardBody") {
            let limit = LIMITS.iter().find(|(of, name, _)| *of == kind && *name == property);
            let (.., limit) = limit.unwrap_or_else(|| panic!("{id:?}: how long may {property} be? {text}"));
            let longest = text
                .replace("${AWS::StackName}", &"s".repeat(STACK_NAME_MAX))
                .replace("${AWS::Region}", &"r".repeat(REGION_MAX));
            assert!(longest.len() <= *limit, "{id:?}: {property} may have {limit} characters, not {}", longest.len());
            named += 1;
        }
    }
    assert!(named > 20, "{named}");
}
