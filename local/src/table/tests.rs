use super::*;
use crate::engine::{self, Engine, Location};
use aws_sdk_dynamodb::types::AttributeValue::S;
use aws_sdk_dynamodb::types::{
    AttributeDefinition as SdkAttribute, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType,
};

const TAGGED: &str = r#"
Transform: AWS::Serverless-2016-10-31
Conditions:
  Own: !Not [!Equals [!Ref Domain, ""]]
Resources:
  Function:
    Type: AWS::Serverless::Function
    Properties:
      Environment:
        Variables:
          URL: !If [Own, !Sub "https://${Domain}", !Join ["", [!GetAtt Api.Url, !Ref Stage]]]
      Policies:
        - DynamoDBCrudPolicy: { TableName: !Ref Table }
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: !Sub
        - "${Name}-table"
        - Name: !Ref AWS::StackName
      DeletionProtectionEnabled: !If [Own, true, !Ref AWS::NoValue]
      AttributeDefinitions: [{ AttributeName: K, AttributeType: N }]
      KeySchema: [{ AttributeName: K, KeyType: HASH }]
"#;

#[test]
fn the_template_defines_the_table() {
    let table = table_definition().unwrap();
    assert_eq!(table.keys(), [("PK", "HASH"), ("SK", "RANGE")]);
    assert_eq!(table.index_names(), BTreeSet::from(["GSI1", "GSI2"]));
    assert_eq!(table.expiry_attribute(), Some("expires"));
    assert_eq!(table.stream_specification.unwrap().stream_view_type, "NEW_AND_OLD_IMAGES");
}

#[test]
fn cloudformation_tags_around_the_table_are_ignored() {
    let table = TableDefinition::from_template(TAGGED).unwrap();
    assert_eq!(table.keys(), [("K", "HASH")]);
    assert!(table.global_secondary_indexes.is_empty());
    assert_eq!(table.expiry_attribute(), None);
}

#[rstest::rstest]
#[case("Resources: {}", "there is no AWS::DynamoDB::Table")]
#[case("", "there is no AWS::DynamoDB::Table")]
#[case("Resources: { A: { Type: AWS::DynamoDB::Table } }", "the table has no properties")]
#[case(
    "Resources: { A: { Type: AWS::DynamoDB::Table, Properties: { KeySchema: [] } } }",
    "the table's properties: missing field `AttributeDefinitions`"
)]
#[case(
    "Resources: { A: { Type: AWS::DynamoDB::Table }, B: { Type: AWS::DynamoDB::Table } }",
    "there is more than one AWS::DynamoDB::Table"
)]
fn a_template_without_exactly_one_complete_table_is_rejected(#[case] template: &str, #[case] error: &str) {
    assert_eq!(TableDefinition::from_template(template), Err(error.to_owned()));
}

#[tokio::test]
async fn a_new_table_stores_items_and_is_found_the_second_time() {
    let engine = Engine::open(Location::Memory).unwrap();
    let client = engine::client(engine.endpoint());
    assert_eq!(create_table(&client, "kith").await.unwrap(), Created::New);
    assert_eq!(create_table(&client, "kith").await.unwrap(), Created::Existing);

    let put = client.put_item().table_name("kith");
    put.item("PK", S("U#1".into())).item("SK", S("PROFILE".into())).item("name", S("ada".into())).send().await.unwrap();
    let get = client.get_item().table_name("kith");
    let found = get.key("PK", S("U#1".into())).key("SK", S("PROFILE".into())).send().await.unwrap();
    assert_eq!(found.item.unwrap()["name"], S("ada".into()));

    let described = client.describe_table().table_name("kith").send().await;
    let table = described.unwrap().table.unwrap();
    assert!(table.stream_specification.unwrap().stream_enabled);
    engine.stop().await;
}

#[tokio::test]
async fn concurrent_creators_create_one_table() {
    let engine = Engine::open(Location::Memory).unwrap();
    let client = engine::client(engine.endpoint());
    let made = futures::future::join_all((0..8).map(|_| create_table(&client, "kith"))).await;
    let new = made.into_iter().filter(|made| *made.as_ref().unwrap() == Created::New).count();
    assert_eq!(new, 1);
    engine.stop().await;
}

#[tokio::test]
async fn a_table_with_other_keys_is_rejected() {
    let engine = Engine::open(Location::Memory).unwrap();
    let client = engine::client(engine.endpoint());
    let attribute = SdkAttribute::builder().attribute_name("id").attribute_type(ScalarAttributeType::S);
    let key = KeySchemaElement::builder().attribute_name("id").key_type(KeyType::Hash);
    let create = client.create_table().table_name("kith");
    create
        .billing_mode(BillingMode::PayPerRequest)
        .attribute_definitions(attribute.build().unwrap())
        .key_schema(key.build().unwrap())
        .send()
        .await
        .unwrap();
    let refused = create_table(&client, "kith").await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        r#"the table kith exists with other keys ([("id", "HASH")]) than template.yaml defines"#
    );
    engine.stop().await;
}

#[tokio::test]
async fn an_error_of_the_database_is_reported_in_one_line() {
    let engine = Engine::open(Location::Memory).unwrap();
    let client = engine::client(engine.endpoint());
    let refused = create_table(&client, "t").await.unwrap_err().to_string();
    let why = "could not create the table t: ValidationException: ";
    assert!(refused.starts_with(why), "{refused}");
    engine.stop().await;

    let gone = create_table(&client, "kith").await.unwrap_err().to_string();
    assert!(gone.starts_with("could not create the table kith: "), "{gone}");
    assert!(gone.contains("the engine was stopped") && !gone.contains('\n'), "{gone}");
}
