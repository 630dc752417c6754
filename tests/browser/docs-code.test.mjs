// The API reference: requests as curl, JavaScript and Python. The code is run as it is copied.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DESK, PHONE, accessible, fits, launch, open, testBoth } from "./browser.mjs";
import { expand, goto, logIn } from "./docs.mjs";
import { callApi, register, serve } from "./kith.mjs";

// The package `requests`, or else the copy that pip has of it.
const PYTHON = `
import sys
try:
    import requests
except ImportError:
    import pip._vendor.requests as requests
    sys.modules["requests"] = requests
exec(compile(open(sys.argv[1]).read(), sys.argv[1], "exec"))
`;
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

let browser;
let kith;
let user;
let folder;
let canRunPython = true;
before(async () => {
  [browser, kith] = await Promise.all([launch(), serve()]);
  user = await register(kith.url, "madeline");
  folder = mkdtempSync(join(tmpdir(), "kith-code-"));
  writeFileSync(join(folder, "picture.png"), Buffer.from(PIXEL, "base64"));
  writeFileSync(join(folder, "nothing.py"), "");
  try {
    execFileSync("python3", ["-c", PYTHON, "nothing.py"], { cwd: folder, stdio: "ignore" });
  } catch {
    canRunPython = false;
  }
});
after(async () => {
  if (folder) rmSync(folder, { recursive: true });
  await Promise.all([browser?.close(), kith?.stop()]);
});

/** Copies the code of a request and runs it. Returns the status and the body of the response, which it prints. */
async function run(page, operation, language) {
  await operation.getByRole("tab", { name: language }).click();
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await operation.getByRole("button", { name: `Copy as ${language}` }).click();
  await page.waitForFunction(() => navigator.clipboard.readText());
  const code = await page.evaluate(() => navigator.clipboard.readText());
  const output = OUTPUTS[language](code);
  if (output === null) return null;
  const [, status, body] = output.match(/^(\d+) ([^]*)$/);
  return { status: Number(status), body: body.trim() && JSON.parse(body) };
}

const OUTPUTS = {
  curl(command) {
    const output = execFileSync("bash", ["-c", `${command} --silent --write-out '\\n%{http_code}'`], { cwd: folder, encoding: "utf8" });
    const end = output.lastIndexOf("\n");
    return `${output.slice(end + 1)} ${output.slice(0, end)}`;
  },
  JavaScript(code) {
    writeFileSync(join(folder, "call.mjs"), code);
    return execFileSync(process.execPath, ["--no-warnings", "call.mjs"], { cwd: folder, encoding: "utf8" });
  },
  Python(code) {
    writeFileSync(join(folder, "call.py"), code);
    if (canRunPython) return execFileSync("python3", ["-c", PYTHON, "call.py"], { cwd: folder, encoding: "utf8" });
    execFileSync("python3", ["-m", "py_compile", "call.py"], { cwd: folder });
    return null;
  },
};
const LANGUAGES = Object.keys(OUTPUTS);
const TEXT = "It's <b>\"fine\"</b> & $HOME `id` \\n ünï 🎉\ttab";

/** The operation, ready to fill in, on a page where the user is logged in. */
async function prepare(method, path) {
  const { page, close } = await open(browser, kith.url);
  await goto(page, kith.url);
  await logIn(page, "madeline");
  await page.getByText("Logged in", { exact: true }).waitFor();
  return { page, close, operation: await expand(page, method, path) };
}

test("a request with a query and a token", async (t) => {
  if (!canRunPython) t.diagnostic("without the package requests, Python is only compiled");
  const { page, close, operation } = await prepare("GET", "/api/v2/user/search/");
  await operation.getByLabel("limit").fill("1");
  await operation.getByLabel(/^(user|search|q|username)/).first().fill("a&b=c +%20 ü");
  for (const language of LANGUAGES) {
    const result = await run(page, operation, language);
    if (result) assert.deepEqual([result.status, result.body.results], [200, []], language);
  }
  await close();
});

test("a request with a JSON body and a header", async () => {
  const { page, close, operation } = await prepare("POST", "/api/v2/post/");
  await operation.getByLabel("Content type").selectOption("application/json");
  await operation.getByLabel("Request body").fill(JSON.stringify({ text: TEXT, location: null, medias: [], poll: { title: "Tea?", choices: [{ choice: "yes" }, { choice: "no" }], multiple_choices: false } }));
  for (const language of LANGUAGES) {
    await operation.getByLabel("Idempotency-Key").fill(`it's "one" key: ${language}`);
    const result = await run(page, operation, language);
    if (!result) continue;
    assert.equal(result.status, 201, JSON.stringify(result.body));
    assert.ok(result.body.html.includes("$HOME `id` \\n ünï 🎉"), result.body.html);
    // The same key again: the header was sent.
    assert.equal((await run(page, operation, language)).body.id, result.body.id, language);
  }
  await close();
});

test("a request with a form", async () => {
  const { page, close, operation } = await prepare("PATCH", "/api/v2/user/{id}/");
  await operation.getByLabel("id (required)").fill(String(user.id));
  await operation.getByLabel("Content type").selectOption("application/x-www-form-urlencoded");
  for (const language of LANGUAGES) {
    const bio = `By ${language}: a=b&c ${TEXT}`.replace("\t", " ");
    await operation.getByLabel("Request body").fill(new URLSearchParams({ bio, location: "A Mountain" }).toString());
    const result = await run(page, operation, language);
    if (result) assert.deepEqual([result.status, result.body.bio, result.body.location], [200, bio, "A Mountain"], language);
  }
  await close();
});

test("a request with a file", async () => {
  const { page, close, operation } = await prepare("POST", "/api/v2/user/avatar/");
  await operation.getByLabel("Content type").selectOption("multipart/form-data");
  const ids = new Set();
  for (const language of LANGUAGES) {
    // Before a file is chosen, the code names one.
    const result = await run(page, operation, language);
    assert.match(await operation.getByRole("tabpanel").textContent(), /picture\.png/);
    if (!result) continue;
    assert.equal(result.status, 201, JSON.stringify(result.body));
    ids.add(result.body.id ?? result.body.avatar_id);
  }
  assert.ok(ids.size >= 2 && !ids.has(undefined), [...ids].join());
  await close();
});

test("a request with text in a multipart body, and one with a file and text", async () => {
  const { page, close, operation } = await prepare("PUT", "/api/v2/user/{id}/");
  await operation.getByLabel("id (required)").fill(String(user.id));
  await operation.getByLabel("Content type").selectOption("multipart/form-data");
  for (const withFile of [false, true]) {
    if (withFile) await operation.getByLabel("cover", { exact: true }).setInputFiles(join(folder, "picture.png"));
    for (const language of LANGUAGES) {
      const bio = `${language} @file ;type=x ünï "q" ${withFile}`;
      await operation.getByLabel("bio", { exact: true }).fill(bio);
      const result = await run(page, operation, language);
      if (!result) continue;
      assert.equal(result.status, 200, JSON.stringify(result.body));
      assert.equal(result.body.bio, bio);
    }
  }
  await close();
});

test("a request with a JSON:API body", async () => {
  const { page, close, operation } = await prepare("POST", "/folders/");
  const me = await callApi(kith.url, user, "GET", "users/me/");
  const parent = me.data.relationships.home_folder.data.id;
  for (const language of LANGUAGES) {
    const body = { data: { type: "folders", attributes: { title: `By ${language}` }, relationships: { parent: { data: { type: "folders", id: parent } } } } };
    await operation.getByLabel("Request body").fill(JSON.stringify(body));
    const result = await run(page, operation, language);
    if (result) assert.deepEqual([result.status, result.body.data?.attributes.title], [201, `By ${language}`], JSON.stringify(result.body));
  }
  await close();
});

test("a body that is not JSON, or has large numbers, is sent as it is", async () => {
  const { page, close, operation } = await prepare("POST", "/api/v2/post/");
  await operation.getByLabel("Content type").selectOption("application/json");
  for (const body of ["{\"text\": ünï", "{\"text\": \"x\", \"medias\": [9007199254740993]}"]) {
    await operation.getByLabel("Request body").fill(body);
    for (const language of LANGUAGES) {
      const result = await run(page, operation, language);
      if (result) assert.equal(result.status, 400, `${language}: ${body}`);
      if (body.includes("9007")) assert.match(await operation.getByRole("tabpanel").textContent(), /9007199254740993/);
    }
  }
  await close();
});

test("the code of every operation compiles", async () => {
  const { page, close } = await open(browser, kith.url);
  await goto(page, kith.url);
  const all = page.locator("details.operation");
  await all.evaluateAll((sections) => sections.forEach((section) => { section.open = true; }));
  await page.locator("section.try").nth((await all.count()) - 1).waitFor({ state: "attached" });
  const codes = () => page.locator("details.operation").evaluateAll((sections) => sections.map((section) => [section.id, section.querySelector("[role=tabpanel]").textContent]));
  await page.locator("details.operation").first().getByRole("tab", { name: "Python" }).click();
  // One choice changes the code of all operations.
  const python = await codes();
  assert.ok(python.every(([, code]) => code.startsWith("import requests\n")));
  writeFileSync(join(folder, "all.json"), JSON.stringify(python));
  execFileSync("python3", ["-c", "import json\nfor name, code in json.load(open('all.json')): compile(code, name, 'exec')"], { cwd: folder });
  await page.locator("details.operation").first().getByRole("tab", { name: "JavaScript" }).click();
  for (const [id, code] of await codes()) {
    writeFileSync(join(folder, "all.mjs"), code);
    const lines = code.replace(/^import .*$/m, "");
    assert.doesNotThrow(() => new (Object.getPrototypeOf(async () => {}).constructor)(lines), id);
  }
  await close();
});

testBoth("the chosen language is remembered, and the token is not shown", async () => {
  const { page, close, operation } = await prepare("GET", "/api/v2/user/me/");
  const token = await page.evaluate(() => JSON.parse(localStorage.getItem("kith.login")).access);
  await operation.getByRole("tab", { name: "curl" }).focus();
  await page.keyboard.press("ArrowLeft");
  await operation.getByRole("tab", { name: "Python", selected: true }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Python");
  const shown = await operation.getByRole("tabpanel").textContent();
  assert.ok(shown.includes("Bearer YOUR_TOKEN") && !shown.includes(token));
  await operation.getByRole("button", { name: "Copy as Python" }).click();
  await operation.getByRole("button", { name: "Copied" }).waitFor();
  assert.ok((await page.evaluate(() => navigator.clipboard.readText())).includes(`Bearer ${token}`));
  await page.reload();
  await page.locator("details.operation").first().waitFor();
  const other = await expand(page, "GET", "/api/v2/feed/");
  assert.match(await other.getByRole("tabpanel").textContent(), /^import requests/);
  await close();
});

test("code fits the page and is accessible", async () => {
  for (const [viewport, dark] of [[DESK, false], [DESK, true], [PHONE, false], [PHONE, true]]) {
    const { page, close } = await open(browser, kith.url, { viewport, dark });
    await goto(page, kith.url, "/docs/#create_avatar");
    const operation = page.locator("#create_avatar");
    for (const language of LANGUAGES) {
      await operation.getByRole("tab", { name: language }).click();
      await fits(page, language);
      await accessible(page, `${language}, dark: ${dark}`, "#create_avatar");
    }
    await close();
  }
});
