//! What the CloudFormation template says about the table.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::create_table::builders::CreateTableFluentBuilder;
use aws_sdk_dynamodb::types as sdk;
use serde::Deserialize;
use serde_yaml_ng::Value;
use std::collections::BTreeSet;

/// The properties of the template's table that decide how it behaves; its other properties (backups,
/// encryption, protection) only mean something in the cloud.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct TableDefinition {
    /// The attributes that keys are made of.
    pub attribute_definitions: Vec<AttributeDefinition>,
    /// The table's own key.
    pub key_schema: Vec<KeyElement>,
    /// Its indexes.
    #[serde(default)]
    pub global_secondary_indexes: Vec<GlobalSecondaryIndex>,
    /// Its stream, if it has one.
    pub stream_specification: Option<StreamSpecification>,
    /// Its expiry, if it has one.
    pub time_to_live_specification: Option<TimeToLiveSpecification>,
}

/// An attribute that is part of a key.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AttributeDefinition {
    /// Its name.
    pub attribute_name: String,
    /// `S`, `N` or `B`.
    pub attribute_type: String,
}

/// One part of a key.
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
    /// Its key.
    pub key_schema: Vec<KeyElement>,
    /// What it copies.
    pub projection: Projection,
}

/// What an index copies of an item.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Projection {
    /// `KEYS_ONLY`, `INCLUDE` or `ALL`.
    pub projection_type: String,
    /// The attributes of `INCLUDE`.
    pub non_key_attributes: Option<Vec<String>>,
}

/// The stream.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct StreamSpecification {
    /// Which images a record carries.
    pub stream_view_type: String,
}

/// The expiry of items.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct TimeToLiveSpecification {
    /// The attribute with the time, in seconds since 1970.
    pub attribute_name: String,
    /// Whether anything expires.
    pub enabled: bool,
}

impl TableDefinition {
    /// The one table of a template. Short tags such as `!Ref` may be anywhere but in the values above.
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

    /// The request that creates this table. A table of the cloud is billed by request too, so there is
    /// no throughput to copy.
    pub(super) fn creation(&self, client: &Client, name: &str) -> Result<CreateTableFluentBuilder, BuildError> {
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
