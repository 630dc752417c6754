//! Schemas of domain types, and of lists.

use std::borrow::Cow;

use serde_json::{Value, json};
use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::dialect::community::ListView;
use crate::dialect::extract::truth;
use crate::domain::{ConnectionStatus, Email, Gender, Id, PostKind, Status};

/// Largest id: JavaScript reads integers below 2^53 exactly.
pub const ID_MAX: u64 = (1 << 53) - 1;

/// A boolean in a body, in any of the spellings that forms use.
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
    Id, "Id": integer().minimum(Some(1_u64)).maximum(Some(ID_MAX)).description(Some(
        "A positive integer below 2^53. Newer things have larger ids."
    ));
    Email, "Email": text().max_length(Some(254)).description(Some("An e-mail address."));
    Gender, "Gender": words(&["Male", "Female", "Unspecified"]).description(Some("A gender."));
    Status, "Status": words(&["a", "b", "d", "u"]).description(Some(
        "The status of an account: `a` approved, `b` deactivated by staff, `d` soft-deleted. `u` does not occur."
    ));
    ConnectionStatus, "ConnectionStatus": words(&[
        "connected",
        "sent_connection_request",
        "received_connection_request",
        "followed",
    ]).description(Some(
        "The caller's relation to a user: `connected`; `sent_connection_request`, the caller has requested a connection; \
        `received_connection_request`, the user has; `followed`, the caller follows the user."
    ));
    PostKind, "PostKind": words(&["discussion", "post"]).description(Some("A discussion has a title, a post has none."));
    Flag, "Flag": ObjectBuilder::new()
        .schema_type(SchemaType::AnyValue)
        .enum_values(Some(flags()))
        .description(Some("A boolean, in any of the spellings that forms use. The empty string is `false`."));
}

fn flags() -> Vec<Value> {
    let values = [json!(true), json!(false), json!(0), json!(1), json!("")];
    values.into_iter().chain(truth::TRUE.map(Value::from)).chain(truth::FALSE.map(Value::from)).collect()
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

/// A page of a list, whose name contains the name of its rows.
impl<T: ToSchema> PartialSchema for ListView<T> {
    fn schema() -> RefOr<Schema> {
        let link = || ObjectBuilder::new().schema_type(SchemaType::from_iter([Type::String, Type::Null]));
        let rows = ArrayBuilder::new().items(Ref::from_schema_name(T::name())).description(Some(
            "The rows of this page. Some lists leave out rows after a page is read, so a page can be shorter than `limit` \
            or empty while `next` still leads on.",
        ));
        let page = ObjectBuilder::new()
            .property("count", integer().minimum(Some(0)).description(Some("The number of rows in the whole list.")))
            .property("next", link().description(Some("URL of the next page; `null` on the last page.")))
            .property("previous", link().description(Some("URL of the previous page; `null` on the first page.")))
            .property("results", rows)
            .description(Some("A page of a list."));
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
