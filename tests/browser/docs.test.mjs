// The API reference: logging in, trying operations, and what it shows of them.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { PHONE, accessible, fits, launch, open, screenshot, testBoth } from "./browser.mjs";
import { expand, goto, logIn } from "./docs.mjs";
import { register, serve } from "./kith.mjs";

let browser;
let kith;
before(async () => {
  [browser, kith] = await Promise.all([launch(), serve()]);
  await register(kith.url, "madeline");
});
after(() => Promise.all([browser?.close(), kith?.stop()]));

test("a user logs in, sends a request, and copies it as curl", async () => {
  const { page, close } = await open(browser, kith.url, { expected: [400, 401] });
  await goto(page, kith.url, "/docs");
  const me = await expand(page, "GET", "/api/v2/user/me/");
  await me.getByRole("button", { name: "Send request" }).click();
  await me.locator(".try .status", { hasText: "401" }).waitFor();
  await logIn(page, "madeline", "a wrong guess");
  await page.getByText("Incorrect username or password, or the account is not active.").waitFor();
  await page.keyboard.press("Escape");
  await logIn(page, "madeline");
  await page.getByText("Logged in", { exact: true }).waitFor();
  await me.getByRole("button", { name: "Send request" }).click();
  await me.locator(".try .status", { hasText: "200" }).waitFor();
  assert.equal(JSON.parse(await me.getByRole("region", { name: "Response" }).textContent()).username, "madeline");
  await screenshot(page, "docs");
  await me.getByRole("button", { name: "Copy as curl" }).click();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(command, /^curl http:\/\/\S+\/api\/v2\/user\/me\/ -H 'Authorization: Bearer /);
  const output = execFileSync("bash", ["-c", `${command} --silent`], { encoding: "utf8" });
  assert.equal(JSON.parse(output).username, "madeline");
  await page.getByRole("button", { name: "Log out" }).click();
  await page.getByRole("button", { name: "Log in" }).waitFor();
  await close();
});

test("a request body is sent unchanged and quoted for the shell", async () => {
  const { page, close } = await open(browser, kith.url);
  await goto(page, kith.url);
  await logIn(page, "madeline");
  await page.getByText("Logged in", { exact: true }).waitFor();
  const publish = await expand(page, "POST", "/api/v2/post/");
  await publish.getByLabel("Content type").selectOption("application/json");
  const text = "It's <b>fine</b> & \"quoted\" $HOME `id`";
  await publish.getByLabel("Request body").fill(JSON.stringify({ text }));
  await publish.getByRole("button", { name: "Send request" }).click();
  await publish.locator(".try .status", { hasText: "201" }).waitFor();
  await publish.getByRole("button", { name: "Copy as curl" }).click();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  const post = JSON.parse(execFileSync("bash", ["-c", `${command} --silent`], { encoding: "utf8" }));
  assert.equal(post.html, "It's <b>fine</b> &amp; \"quoted\" $HOME `id`");
  // The console shares the login.
  await page.goto(`${kith.url}/console/#/person/${post.author.id}`);
  await page.getByRole("article").first().getByText("$HOME `id`").waitFor();
  await close();
});

testBoth("every operation shows its parameters, body and responses", async () => {
  const { page, close } = await open(browser, kith.url);
  await goto(page, kith.url);
  const document = await (await fetch(`${kith.url}/openapi.json`)).json();
  const all = page.locator("details.operation");
  await all.evaluateAll((sections) => sections.forEach((section) => { section.open = true; }));
  await page.locator("section.try").nth((await all.count()) - 1).waitFor({ state: "attached" });
  await page.locator("details.media").evaluateAll((sections) => sections.forEach((section) => { section.open = true; }));
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item)).filter((operation) => operation.operationId);
  for (const { operationId, requestBody, responses } of operations) {
    const shown = await page.locator(`details.operation[id="${operationId}"]`).evaluate((section) => ({
      text: section.textContent,
      headings: [...section.querySelectorAll("h4")].map((heading) => heading.textContent),
      types: [...section.querySelectorAll("details.media > summary > code")].map((type) => type.textContent),
      statuses: [...section.querySelectorAll("details.media > summary > .status")].map((status) => status.textContent),
      empty: [...section.querySelectorAll("details, ul, pre, p")].filter((part) => !part.textContent.trim()).map((part) => part.outerHTML),
    }));
    assert.ok(!shown.text.includes("[object"), `${operationId}: ${shown.text.match(/.{40}\[object.{40}/)?.[0]}`);
    assert.deepEqual(shown.empty, [], operationId);
    assert.deepEqual(shown.statuses, Object.keys(responses), operationId);
    const body = requestBody?.$ref ? document.components.requestBodies[requestBody.$ref.split("/").pop()] : requestBody;
    assert.equal(shown.headings.includes("Request body"), Boolean(body), operationId);
    for (const type of Object.keys(body?.content ?? {})) assert.ok(shown.types.includes(type), `${operationId}: ${type}`);
  }
  await close();
});

testBoth("fields show their type, description, limits and values", async () => {
  const { page, close } = await open(browser, kith.url);
  await goto(page, kith.url, "/docs/#publish_post");
  const document = await (await fetch(`${kith.url}/openapi.json`)).json();
  const operation = page.locator("#publish_post");
  // The first kind of body is expanded, and so are the nested fields that are clicked.
  const body = operation.locator("details.media[open]").first();
  const field = (within, name) => within.locator("li").filter({ has: page.locator("code", { hasText: new RegExp(`^${name}$`) }) }).first();
  const shown = (text) => text.replaceAll("`", "");
  for (const [name, { description }] of Object.entries(document.components.schemas.NewPost.properties)) {
    assert.ok((await field(body, name).textContent()).includes(shown(description)), name);
  }
  assert.match(await field(body, "medias").textContent(), /array of Id \| null.*At most 20 items; each 1 to 2\^53 − 1\.$/);
  const key = field(operation, "Idempotency-Key");
  assert.match(await key.textContent(), /string in header.*1 to 255 characters; matches \^\[ -~\]\+\$\.$/);
  const poll = field(body, "poll");
  await poll.locator("summary").first().click();
  await field(poll, "title").waitFor();
  assert.match(await field(poll, "title").textContent(), /required.*1 to 200 characters; no control characters\.$/);
  // The fields of responses.
  const created = operation.locator("details.media").filter({ has: page.locator("summary .status", { hasText: "201" }) });
  await created.locator("summary").first().click();
  const { html } = document.components.schemas.PostView.properties;
  assert.ok((await field(created, "html").textContent()).includes(shown(html.description)));
  await accessible(page, "fields", "#publish_post");
  // Values.
  await goto(page, kith.url, "/docs/#list_accounts");
  const list = page.locator("#list_accounts");
  await list.getByText("One of date_joined, -date_joined, username, -username.").waitFor();
  await close();
});

testBoth("a request is not sent without a parameter of its path", async () => {
  const { page, close } = await open(browser, kith.url);
  await goto(page, kith.url);
  const user = await expand(page, "GET", "/api/v2/user/{id}/");
  await user.getByRole("button", { name: "Send request" }).click();
  const id = user.getByLabel("id (required)");
  assert.equal(await id.evaluate((input) => input === document.activeElement && !input.checkValidity()), true);
  assert.equal(await user.locator(".try .status").count(), 0);
  await close();
});

testBoth("a command is copied over plain http too", async () => {
  const { page, close } = await open(browser, kith.url);
  // Over plain http from another host, browsers give a page no clipboard.
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await goto(page, kith.url);
  const me = await expand(page, "GET", "/api/v2/user/me/");
  await me.getByRole("button", { name: "Copy as curl" }).click();
  await me.getByRole("button", { name: "Copied" }).waitFor();
  await page.getByLabel("Filter operations").focus();
  await page.keyboard.press("Control+V");
  assert.match(await page.getByLabel("Filter operations").inputValue(), /^curl http:.*user\/me/);
  await close();
});

test("every operation expands and fits a phone, in light and dark mode", async () => {
  for (const dark of [false, true]) {
    const { page, close } = await open(browser, kith.url, { viewport: PHONE, dark });
    await goto(page, kith.url);
    const all = page.locator("details.operation");
    const document = await (await fetch(`${kith.url}/openapi.json`)).json();
    const operations = Object.values(document.paths).flatMap((item) => Object.keys(item).filter((key) => /^(get|put|post|patch|delete)$/.test(key)));
    assert.equal(await all.count(), operations.length);
    await accessible(page, `reference, dark: ${dark}`);
    await all.evaluateAll((sections) => sections.forEach((section) => { section.open = true; }));
    await page.locator("section.try").nth(operations.length - 1).waitFor({ state: "attached" });
    await page.locator("details.media").evaluateAll((sections) => sections.forEach((section) => { section.open = true; }));
    await fits(page, `all operations, dark: ${dark}`);
    await close();
  }
});

testBoth("the index filters operations, and links to them expand them", async () => {
  const { page, close } = await open(browser, kith.url);
  await goto(page, kith.url);
  await page.getByLabel("Filter operations").fill("user/me/ avatar");
  const matches = page.locator("#index li:visible");
  await page.waitForFunction(() => document.querySelectorAll("#index li:not([hidden])").length < 5);
  assert.ok((await matches.count()) >= 1);
  const href = await matches.first().getByRole("link").getAttribute("href");
  await goto(page, kith.url, `/${href}`);
  await page.locator("details.operation[open]").waitFor();
  await accessible(page, "an expanded operation");
  await close();
});

test("the start page links to the reference, which links to the console", async () => {
  for (const dark of [false, true]) {
    const { page, close } = await open(browser, kith.url, { viewport: PHONE, dark });
    await page.goto(kith.url);
    await fits(page, "start");
    await accessible(page, "start");
    await page.getByRole("link", { name: "API reference" }).click();
    await page.locator("details.operation").first().waitFor();
    await page.getByRole("link", { name: "Console", exact: true }).click();
    await page.getByRole("heading", { name: "Welcome" }).waitFor();
    await close();
  }
});
