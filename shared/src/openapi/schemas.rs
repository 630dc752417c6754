//! Schemas of what the domain's types are in JSON.

use std::borrow::Cow;

use serde_json::json;
use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::dialect::community::ListView;
use crate::domain::{ConnectionStatus, Email, Gender, Id, PostKind, Status};

/// Ids are exact in a JavaScript number.
pub(super) const ID_MAX: u64 = (1 << 53) - 1;

/// A truth value in a body, also in the ways in which forms write one.
pub struct Flag;

macro_rules! named {
    ($($scalar:ty, $name:literal: $schema:expr;)*) => {$(
        impl PartialSchema for $scalar {
            fn schema() -> RefOr<Schema> {
                Schema::Object($schema.build()).into()
            }
        }

        impl ToSchema for $scalar {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed($name)
            }
        }
    )*};
}

named! {
    Id, "Id": integer().minimum(Some(1_u64)).maximum(Some(ID_MAX));
    Email, "Email": text().max_length(Some(254));
    Gender, "Gender": words(&["Male", "Female", "Unspecified"]);
    Status, "Status": words(&["a", "b", "d", "u"]).description(Some("Approved, blocked, deleted or unregistered."));
    ConnectionStatus, "ConnectionStatus": words(&[
        "connected",
        "sent_connection_request",
        "received_connection_request",
        "followed",
    ]);
    PostKind, "PostKind": words(&["discussion", "post"]);
    Flag, "Flag": ObjectBuilder::new()
        .schema_type(SchemaType::AnyValue)
        .enum_values(Some(json!([
            true, false, 0, 1, "true", "false", "1", "0", "on", "off", "True", "False", ""
        ]).as_array().cloned().unwrap_or_default()))
        .description(Some("A truth value, also in the ways in which forms write one; the empty text is false."));
}

fn integer() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Integer).format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn words(words: &'static [&'static str]) -> ObjectBuilder {
    text().enum_values(Some(words.iter().copied()))
}

/// A page of a list, under a name of its own for what it lists.
impl<T: ToSchema> PartialSchema for ListView<T> {
    fn schema() -> RefOr<Schema> {
        let link = || ObjectBuilder::new().schema_type(SchemaType::from_iter([Type::String, Type::Null]));
        let page = ObjectBuilder::new()
            .property("count", integer().minimum(Some(0)).description(Some("Rows in the whole list.")))
            .property("next", link().description(Some("The address of the next page.")))
            .property("previous", link().description(Some("The address of the previous page.")))
            .property("results", ArrayBuilder::new().items(Ref::from_schema_name(T::name())));
        let page = ["count", "next", "previous", "results"].into_iter().fold(page, ObjectBuilder::required);
        Schema::Object(page.build()).into()
    }
}

impl<T: ToSchema> ToSchema for ListView<T> {
    fn name() -> Cow<'static, str> {
        format!("ListOf{}", T::name()).into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((T::name().into(), T::schema()));
        T::schemas(schemas);
    }
}
