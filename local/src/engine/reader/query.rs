//! Queries of a table or an index whose keys are texts.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;

use dynoxide::types::{consumed_capacity, consumed_capacity_with_indexes, read_capacity_units_with_consistency};
use rusqlite::{Connection, params_from_iter};
use shared::dynamo::{GSI1, GSI2, PK, SK};

use super::request::{Query, Text};
use super::response::{Decline, Outcome, capacity, member, mode, quoted, separate};

/// The largest page, in bytes of its items.
const PAGE_BYTES_MAX: usize = 1024 * 1024;
/// Above every text with the same beginning.
const LAST: char = char::MAX;

/// The columns with the keys, and the attributes with these, in the order of the rows.
struct Columns {
    table: String,
    names: Vec<(&'static str, &'static str)>,
    size: &'static str,
}

impl Columns {
    fn of(query: &Query<'_>) -> Result<Self, Decline> {
        match query.index_name {
            None => {
                Ok(Self { table: quoted(&query.table_name)?, names: vec![("pk", PK), ("sk", SK)], size: "item_size" })
            }
            Some(name) => {
                let index = [GSI1, GSI2].into_iter().find(|index| index.name == name).ok_or(Decline::Form)?;
                let names = vec![("gsi_pk", index.pk), ("gsi_sk", index.sk), ("table_pk", PK), ("table_sk", SK)];
                // The size of an entry of an index is not stored.
                Ok(Self { table: quoted(&format!("{}::gsi::{name}", query.table_name))?, names, size: "0" })
            }
        }
    }
}

pub(super) fn query(connection: &Connection, body: &[u8]) -> Outcome {
    let query: Query<'_> = serde_json::from_slice(body)?;
    let is_count = match query.select {
        None => false,
        Some("COUNT") => true,
        Some(_) => return Err(Decline::Form),
    };
    // What the engine refuses: no rows, and consistent reads of an index.
    if query.limit == Some(0) || query.index_name.is_some() && query.consistent_read {
        return Err(Decline::Form);
    }
    let columns = Columns::of(&query)?;
    let (sql, values) = statement(&query, &columns)?;
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    let (mut items, mut count, mut bytes, mut last, mut is_cut) = (String::from("["), 0, 0, None, false);
    while let Some(row) = rows.next()? {
        let json = row.get_ref(0)?.as_str().map_err(|_| Decline::Form)?;
        let size = match query.index_name {
            None => row.get(1)?,
            Some(_) => size_of_keys(json)?,
        };
        if bytes + size > PAGE_BYTES_MAX && count > 0 {
            is_cut = true;
            break;
        }
        (bytes, count) = (bytes + size, count + 1);
        if !is_count {
            separate(&mut items);
            items.push_str(json);
        }
        if query.limit == Some(count) || bytes > PAGE_BYTES_MAX / 2 {
            last = Some(key_of(row, &columns)?);
        }
        if query.limit == Some(count) {
            is_cut = true;
            break;
        }
    }
    let mut response = String::with_capacity(items.len() + 400);
    response.push('{');
    if !is_count {
        items.push(']');
        member(&mut response, "Items", &items);
    }
    member(&mut response, "Count", &count.to_string());
    member(&mut response, "ScannedCount", &count.to_string());
    if is_cut {
        member(&mut response, "LastEvaluatedKey", &last.ok_or(Decline::Form)?);
    }
    let units = read_capacity_units_with_consistency(bytes, query.consistent_read);
    let mode = mode(query.return_consumed_capacity);
    let consumed = match query.index_name {
        None => consumed_capacity(&query.table_name, units, &mode),
        Some(index) => {
            consumed_capacity_with_indexes(&query.table_name, 0.0, &[(index.to_owned(), units)].into(), &mode)
        }
    };
    capacity(&mut response, consumed)?;
    response.push('}');
    Ok(response)
}

/// The SQL of a query, and the values of its parameters.
fn statement(query: &Query<'_>, columns: &Columns) -> Result<(String, Vec<String>), Decline> {
    let [(pk, pk_name), (sk, sk_name), base @ ..] = &columns.names[..] else { return Err(Decline::Form) };
    let value = |name: &str| query.expression_attribute_values.get(name).map(Text::stored).ok_or(Decline::Form);
    let (range, mut values) = match query.key_condition_expression {
        "#pk = :pk" => (String::new(), vec![value(":pk")?]),
        "#pk = :pk AND begins_with(#sk, :sk)" => {
            let first = value(":sk")?;
            let end = format!("{first}{LAST}");
            (format!("AND {sk} >= ?2 AND {sk} < ?3"), vec![value(":pk")?, first, end])
        }
        "#pk = :pk AND #sk > :sk" => (format!("AND {sk} > ?2"), vec![value(":pk")?, value(":sk")?]),
        "#pk = :pk AND #sk < :sk" => (format!("AND {sk} < ?2"), vec![value(":pk")?, value(":sk")?]),
        "#pk = :pk AND #sk BETWEEN :sk AND :last" => {
            let (first, last) = (value(":sk")?, value(":last")?);
            if first > last {
                return Err(Decline::Form);
            }
            (format!("AND {sk} BETWEEN ?2 AND ?3"), vec![value(":pk")?, first, last])
        }
        _ => return Err(Decline::Form),
    };
    // Names and values that do not belong to the condition, or are empty, are errors.
    let used = [("#pk", pk_name), ("#sk", sk_name)];
    let used = &used[..if range.is_empty() { 1 } else { 2 }];
    let names_match = query.expression_attribute_names.len() == used.len()
        && used.iter().all(|(name, attribute)| query.expression_attribute_names.get(name) == Some(attribute));
    let count = query.expression_attribute_values.len();
    let expected = if query.key_condition_expression.ends_with(":last") { 3 } else { used.len() };
    if !names_match || count != expected || query.expression_attribute_values.values().any(|value| value.s.is_empty()) {
        return Err(Decline::Form);
    }

    let mut sql = format!("SELECT item_json, {}", columns.size);
    for (column, _) in &columns.names {
        let _ = write!(sql, ", {column}");
    }
    let _ = write!(sql, " FROM {} WHERE {pk} = ?1 {range}", columns.table);
    if let Some(start) = &query.exclusive_start_key {
        let position = |name: &str| start.get(name).map(Text::stored).ok_or(Decline::Form);
        if start.len() != columns.names.len() || Some(&position(pk_name)?) != values.first() {
            return Err(Decline::Form);
        }
        let next = values.len() + 1;
        let after = if query.scan_index_forward { '>' } else { '<' };
        let _ = match base {
            [] => write!(sql, " AND {sk} {after} ?{next}"),
            _ => write!(sql, " AND ({sk}, table_pk, table_sk) {after} (?{next}, ?{}, ?{})", next + 1, next + 2),
        };
        for (_, name) in &columns.names[1..] {
            values.push(position(name)?);
        }
    }
    let order = if query.scan_index_forward { "ASC" } else { "DESC" };
    let _ = write!(sql, " ORDER BY {sk} {order}");
    for (column, _) in base {
        let _ = write!(sql, ", {column} {order}");
    }
    Ok((sql, values))
}

/// The key of a row, as JSON.
fn key_of(row: &rusqlite::Row<'_>, columns: &Columns) -> Result<String, Decline> {
    let mut key = String::from("{");
    for (n, (_, name)) in columns.names.iter().enumerate() {
        let stored = row.get_ref(n + 2)?.as_str().map_err(|_| Decline::Form)?;
        let text = stored.strip_prefix("S:").ok_or(Decline::Form)?;
        member(&mut key, name, &format!("{{\"S\":{}}}", serde_json::to_string(text)?));
    }
    key.push('}');
    Ok(key)
}

/// The size in bytes of an entry of an index that has only keys.
fn size_of_keys(json: &str) -> Result<usize, Decline> {
    let keys: HashMap<Cow<'_, str>, Text<'_>> = serde_json::from_str(json)?;
    Ok(keys.iter().map(|(name, value)| name.len() + value.s.len()).sum())
}
