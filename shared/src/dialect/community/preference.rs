//! Preferences and features of the community.

use serde::{Serialize, Serializer};
use utoipa::ToSchema;

use crate::domain::preference::{Kind, Preference, Value};

/// A preference of the community.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreferenceView {
    /// The preference's id.
    id: u64,
    /// The section that the preference belongs to, such as `configurations`.
    section: &'static str,
    /// The name, unique in all sections.
    name: &'static str,
    /// The value: a boolean, an integer or a text, as `type` says.
    #[schema(value_type = serde_json::Value)]
    value: ValueView,
    /// The type of the value: `boolean`, `integer`, `string`, `color`, `url` or `url_template`.
    #[serde(rename = "type")]
    kind: &'static str,
    /// What the preference is for.
    help: &'static str,
}

#[derive(Debug)]
struct ValueView(Value);

impl Serialize for ValueView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Value::Flag(flag) => serializer.serialize_bool(*flag),
            Value::Number(number) => serializer.serialize_u64(*number),
            Value::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl From<Preference> for PreferenceView {
    fn from(preference: Preference) -> Self {
        let Preference { id, section, name, value, kind, help } = preference;
        let kind = match kind {
            Kind::Flag => "boolean",
            Kind::Number => "integer",
            Kind::Text => "string",
            Kind::Color => "color",
            Kind::Url => "url",
            Kind::UrlTemplate => "url_template",
        };
        Self { id, section, name, value: ValueView(value), kind, help }
    }
}

/// A feature of the original product, which kith has or lacks.
#[derive(Debug, Serialize, ToSchema)]
pub struct FeatureView {
    /// The feature's id.
    pub id: u64,
    /// The name.
    pub name: &'static str,
    /// Whether kith has the feature.
    pub enabled: bool,
}
