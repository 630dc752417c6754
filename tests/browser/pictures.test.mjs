// The pictures of the documentation: each exists, says what it shows, and is made by a test.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { test } from "node:test";

const root = join(process.env.IMAGES, "../..");

/** The files below a folder with this extension, as paths from the root. */
async function files(folder, extension) {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const found = entries.filter((entry) => entry.isFile() && entry.name.endsWith(extension));
  return found.map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)));
}

/** What a pattern finds in files, as the path of each and its groups. */
async function search(paths, pattern) {
  const texts = await Promise.all(paths.map(async (path) => [path, await readFile(join(root, path), "utf8")]));
  return texts.flatMap(([path, text]) => [...text.matchAll(pattern)].map(([, ...groups]) => [path, ...groups]));
}

test("each picture of a document is made by one test, and each that is made is in a document", async () => {
  const documents = ["README.md", "clients/typescript/README.md", ...(await files("docs", ".md"))];
  const shown = await search(documents, /!\[([^\]]*)\]\(([^)\s]+)\)/g);
  for (const [document, alt, target] of shown) {
    assert.ok(alt.trim().split(/\s+/).length >= 3, `${document}: say what ${target} shows`);
    assert.equal(relative(root, join(root, document, "..", target, "..")), "docs/images", `${document}: ${target}`);
  }
  const names = [...new Set(shown.map(([, , target]) => target.match(/([^/]+)\.png$/)?.[1]))].sort();
  const tests = [...(await files("tests/browser", ".test.mjs")), ...(await files("tests/examples", ".test.mjs"))];
  const made = (await search(tests, /\bscreenshot\(\w+, "([^"]+)"/g)).map(([, name]) => name).sort();
  const stored = (await files("docs/images", ".png")).map((path) => path.match(/([^/]+)\.png$/)[1]).sort();
  assert.ok(names.length >= 8, `${names}`);
  assert.deepEqual(made, names);
  assert.deepEqual(stored, names);
});
