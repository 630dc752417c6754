// What a schema allows, in words. Creates no elements.

import { resolve } from "./openapi.js";

/** Patterns that only exclude control characters, and would take lines to print. */
const CONTROL_CHARACTERS = "\\u0000-\\u0008\\u000B";
/** The most values that are listed: the spellings of a boolean are more than thirty. */
const VALUES_MAX = 12;

/** The limits, default and values of a schema, as short texts in Markdown. */
export function limits(api, schema) {
  const whole = flatten(api, schema);
  const { minLength, maxLength, minimum, maximum, exclusiveMinimum, exclusiveMaximum, minItems, maxItems } = whole;
  return [
    range(minLength, maxLength, "character"),
    range(minItems, maxItems, "item"),
    range(minimum, maximum),
    exclusiveMinimum !== undefined && `more than ${number(exclusiveMinimum)}`,
    exclusiveMaximum !== undefined && `less than ${number(exclusiveMaximum)}`,
    whole.multipleOf !== undefined && `a multiple of ${number(whole.multipleOf)}`,
    whole.uniqueItems && "no item twice",
    pattern(whole.pattern),
    whole.enum && `one of ${values(whole.enum)}`,
    whole.default !== undefined && `by default ${values([whole.default])}`,
    whole.readOnly && "read only",
    whole.writeOnly && "write only",
    whole.deprecated && "deprecated",
    ...each(api, whole),
  ].filter(Boolean);
}

/** A schema with what it refers to; of one that can be `null`, the other part. */
function flatten(api, schema) {
  const whole = { ...resolve(api, schema), ...schema };
  const parts = (whole.oneOf ?? whole.anyOf ?? []).filter((part) => resolve(api, part).type !== "null");
  return parts.length === 1 ? { ...flatten(api, parts[0]), ...whole } : whole;
}

/** The limits of the items of a list. Objects list theirs by property. */
function each(api, { items }) {
  if (!items || resolve(api, items).properties) return [];
  return limits(api, items).map((limit) => `each ${limit}`);
}

function range(least, most, unit) {
  const noun = (count) => (unit ? ` ${unit}${count === 1 ? "" : "s"}` : "");
  if (least === undefined && most === undefined) return null;
  if (least === most) return `exactly ${number(most)}${noun(most)}`;
  if (!least && unit) return `at most ${number(most)}${noun(most)}`;
  if (most === undefined) return `at least ${number(least)}${noun(least)}`;
  if (least === undefined) return `at most ${number(most)}${noun(most)}`;
  return `${number(least)} to ${number(most)}${noun(most)}`;
}

function number(value) {
  return value === Number.MAX_SAFE_INTEGER ? "2^53 − 1" : value.toLocaleString("en");
}

function pattern(text) {
  if (!text) return null;
  if (!text.includes("\\u0000")) return `matches \`${text}\``;
  return text.includes(CONTROL_CHARACTERS) ? "no control characters but tabs and line breaks" : "no control characters";
}

/** Texts are quoted only where they could be taken for other values. */
function values(all) {
  const plain = all.every((value) => typeof value === "string" && value);
  const shown = all.length > VALUES_MAX ? all.slice(0, VALUES_MAX - 1) : all;
  const texts = shown.map((value) => `\`${plain ? value : JSON.stringify(value)}\``).join(", ");
  return shown.length < all.length ? `${texts} and ${all.length - shown.length} others` : texts;
}
