// Full-text search over operations and chapters. Creates no elements.

import { properties, resolve } from "./openapi.js";

/** How much a match counts, by where it is found. A field of a request tells more about an operation than one of its response. */
const WEIGHTS = { summary: 10, path: 9, id: 7, field: 5, method: 4, responseField: 3, description: 2 };
/** The share of the weight that a match of the start of a word, or of any other part of a text, counts. */
const [WORD, START, PART] = [1, 0.7, 0.3];
/** The repetitions of a word that count. */
const REPEATS_MAX = 5;
/** The levels of nested properties whose names are found. */
const DEPTH_MAX = 4;

/** The entries to search in. */
export function searchIndex(api, tags, chapters) {
  const operations = tags.flatMap((tag) => tag.operations).map((operation) => {
    const { id, method, path, summary, description = "" } = operation;
    const sent = [...operation.parameters.map(({ name }) => name), ...fieldNames(api, [operation.body])];
    const received = fieldNames(api, operation.responses.filter(([status]) => status.startsWith("2")).map(([, response]) => response));
    return entry({ id, method, path, title: summary, fields: [...sent, ...received] },
      { method, path, summary, id, description, field: sent.join(" "), responseField: received.join(" ") });
  });
  const sections = chapters.flatMap((chapter) => chapter.sections.map(({ id, title, text }) =>
    entry({ id, title, chapter: chapter.title, fields: [] }, { summary: title, description: text })));
  return [...operations, ...sections];
}

function entry(shown, texts) {
  const places = Object.entries(texts).map(([place, text]) => {
    const lower = text.toLowerCase();
    const words = lower.split(/[^\p{L}\p{N}_]+/u);
    return { weight: WEIGHTS[place], text: lower, words: new Set([...words, ...words.flatMap((word) => word.split("_"))]) };
  });
  return { ...shown, places, whole: `${texts.summary}\n${texts.path}`.toLowerCase() };
}

/** The entries that contain all words of a query, best first. */
export function search(index, query) {
  const text = query.trim().toLowerCase();
  const words = text.split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  return index.map((found) => ({ found, score: score(found, words, text) })).filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score).map(({ found }) => ({ ...found, field: matchedField(found, words) }));
}

function score(entry, words, text) {
  let total = entry.whole.includes(text) ? WEIGHTS.summary : 0;
  for (const word of words) {
    const best = Math.max(...entry.places.map((place) => place.weight * match(place, word)));
    if (!best) return 0;
    total += best;
  }
  // Of equal matches, the one in a shorter title or path is nearer.
  return total - entry.whole.length / 1_000;
}

function match({ words, text }, word) {
  // A text that has the word more often is more about it.
  if (words.has(word)) return WORD + Math.min(text.split(word).length - 2, REPEATS_MAX) / 10;
  if (!text.includes(word)) return 0;
  return [...words].some((other) => other.startsWith(word)) ? START : PART;
}

/** The field that a query means, if the title and the path do not contain what it asks for. */
function matchedField({ fields, whole }, words) {
  const missing = words.find((word) => !whole.includes(word));
  return missing && (fields.find((name) => name.toLowerCase() === missing) ?? fields.find((name) => name.toLowerCase().includes(missing)));
}

/** The names of all fields of some bodies. */
function fieldNames(api, contents) {
  const schemas = contents.flatMap((content) => Object.values(content?.content ?? {})).map(({ schema }) => schema).filter(Boolean);
  return [...new Set(schemas.flatMap((schema) => nestedNames(api, schema, new Set(), 0)))];
}

function nestedNames(api, schema, seen, depth) {
  const resolved = resolve(api, schema);
  if (depth > DEPTH_MAX || seen.has(resolved)) return [];
  seen.add(resolved);
  return properties(api, resolved).flatMap(({ name, schema }) => [name, ...nestedNames(api, schema, seen, depth + 1)]);
}
