//! The table's definition in the CloudFormation template.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::create_table::builders::CreateTableFluentBuilder;
use aws_sdk_dynamodb::types as sdk;
use serde::Deserialize;
use serde_yaml_ng::Value;
use std::collections::BTreeSet;

/// The properties of the table that determine how it behaves. The others (backups, encryption, protection) have no local
/// equivalent.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct TableDefinition {
    /// The attributes of all keys.
    pub attribute_definitions: Vec<AttributeDefinition>,
    /// The primary key.
    pub key_schema: Vec<KeyElement>,
    /// The indexes.
    #[serde(default)]
    pub global_secondary_indexes: Vec<GlobalSecondaryIndex>,
    /// The stream, if there is one.
    pub stream_specification: Option<StreamSpecification>,
    /// The time to live, if there is one.
    pub time_to_live_specification: Option<TimeToLiveSpecification>,
}

/// An attribute of a key.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AttributeDefinition {
    /// Its name.
    pub attribute_name: String,
    /// `S`, `N` or `B`.
    pub attribute_type: String,
}

/// A part of a key.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct KeyElement {
    /// Its name.
    pub attribute_name: String,
    /// `HASH` or `RANGE`.
    pub key_type: String,
}

/// An index.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GlobalSecondaryIndex {
    /// Its name.
    pub index_name: String,
    /// The index's key.
    pub key_schema: Vec<KeyElement>,
    /// Which attributes it copies.
    pub projection: Projection,
}

/// Which attributes an index copies.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Projection {
    /// `KEYS_ONLY`, `INCLUDE` or `ALL`.
    pub projection_type: String,
    /// The attributes, for `INCLUDE`.
    pub non_key_attributes: Option<Vec<String>>,
}

/// The stream.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct StreamSpecification {
    /// Which images of the item a record contains.
    pub stream_view_type: String,
}

/// The time to live of items.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct TimeToLiveSpecification {
    /// The attribute with the expiry time, in seconds since the Unix epoch.
    pub attribute_name: String,
    /// Whether items expire.
    pub enabled: bool,
}

impl TableDefinition {
    /// Parses the only table of a template. Tags such as `!Ref` are allowed everywhere except in the properties above.
    pub(super) fn from_template(template: &str) -> Result<Self, String> {
        let template: Value = serde_yaml_ng::from_str(template).map_err(|e| e.to_string())?;
        let resources = template.get("Resources").and_then(Value::as_mapping);
        let mut tables = resources
            .into_iter()
            .flatten()
            .filter(|(_, resource)| resource.get("Type").and_then(Value::as_str) == Some("AWS::DynamoDB::Table"))
            .map(|(_, resource)| resource.get("Properties"));
        match (tables.next(), tables.next()) {
            (Some(Some(properties)), None) => {
                Self::deserialize(properties).map_err(|e| format!("the table's properties: {e}"))
            }
            (Some(None), None) => Err("the table has no properties".to_owned()),
            (None, _) => Err("there is no AWS::DynamoDB::Table".to_owned()),
            (Some(_), Some(_)) => Err("there is more than one AWS::DynamoDB::Table".to_owned()),
        }
    }

    pub(super) fn keys(&self) -> Vec<(&str, &str)> {
        self.key_schema.iter().map(|key| (key.attribute_name.as_str(), key.key_type.as_str())).collect()
    }

    pub(super) fn index_names(&self) -> BTreeSet<&str> {
        self.global_secondary_indexes.iter().map(|index| index.index_name.as_str()).collect()
    }

    pub(super) fn expiry_attribute(&self) -> Option<&str> {
        self.time_to_live_specification.as_ref().filter(|ttl| ttl.enabled).map(|ttl| ttl.attribute_name.as_str())
    }

    /// The request that creates this table, billed per request like the deployed one.
    pub(super) fn create_request(&self, client: &Client, name: &str) -> Result<CreateTableFluentBuilder, BuildError> {
        let mut request = client
            .create_table()
            .table_name(name)
            .billing_mode(sdk::BillingMode::PayPerRequest)
            .set_key_schema(Some(sdk_keys(&self.key_schema)?));
        for attribute in &self.attribute_definitions {
            let definition = sdk::AttributeDefinition::builder()
                .attribute_name(&attribute.attribute_name)
                .attribute_type(attribute.attribute_type.as_str().into());
            request = request.attribute_definitions(definition.build()?);
        }
        for index in &self.global_secondary_indexes {
            let projection = sdk::Projection::builder()
                .projection_type(index.projection.projection_type.as_str().into())
                .set_non_key_attributes(index.projection.non_key_attributes.clone());
            let definition = sdk::GlobalSecondaryIndex::builder()
                .index_name(&index.index_name)
                .set_key_schema(Some(sdk_keys(&index.key_schema)?))
                .projection(projection.build());
            request = request.global_secondary_indexes(definition.build()?);
        }
        if let Some(stream) = &self.stream_specification {
            let specification = sdk::StreamSpecification::builder()
                .stream_enabled(true)
                .stream_view_type(stream.stream_view_type.as_str().into());
            request = request.stream_specification(specification.build()?);
        }
        Ok(request)
    }
}

fn sdk_keys(keys: &[KeyElement]) -> Result<Vec<sdk::KeySchemaElement>, BuildError> {
    keys.iter()
        .map(|key| {
            sdk::KeySchemaElement::builder()
                .attribute_name(&key.attribute_name)
                .key_type(key.key_type.as_str().into())
                .build()
        })
        .collect()
}
