//! DynamoDB's limit on the length of an expression, which the embedded engine does not have.

use serde_json::Value;

/// The most bytes of an expression.
pub const EXPRESSION_MAX: usize = 4_096;

/// The length of the longest expression of a call, or of a part of its transaction.
pub(crate) fn longest(body: &Value) -> usize {
    let parts = body["TransactItems"].as_array().into_iter().flatten();
    let parts = parts.filter_map(|part| part.as_object()?.values().next());
    let fields = [body].into_iter().chain(parts).filter_map(Value::as_object).flatten();
    let expressions = fields.filter(|(name, _)| name.ends_with("Expression"));
    expressions.filter_map(|(_, expression)| expression.as_str()).map(str::len).max().unwrap_or(0)
}
