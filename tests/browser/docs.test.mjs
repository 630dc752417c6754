// The reference: log in, try a call, take it along as curl.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { PHONE, accessible, fits, launch, open, picture } from "./browser.mjs";
import { PASSWORD, register, serve } from "./kith.mjs";

let browser;
let kith;
before(async () => {
  [browser, kith] = await Promise.all([launch(), serve()]);
  await register(kith.url, "madeline");
});
after(() => Promise.all([browser?.close(), kith?.stop()]));

async function login(page, password = PASSWORD) {
  await page.getByRole("button", { name: "Log in" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Username or e-mail address").fill("madeline");
  await dialog.getByLabel("Password").fill(password);
  await dialog.getByRole("button", { name: "Log in" }).click();
}

/** The call of this method and path, opened. */
async function opened(page, method, path) {
  const call = page.locator("details.call").filter({ has: page.locator("summary", { hasText: `${method}${path}` }) });
  const exact = call.filter({ has: page.getByText(path, { exact: true }) }).first();
  await exact.locator("summary").first().click();
  return exact;
}

async function ready(page, path = "/docs/") {
  await page.goto(kith.url + path);
  await page.locator("details.call").first().waitFor();
}

test("one logs in, tries a call, and copies it as curl", async () => {
  const { page, close } = await open(browser, kith.url, { expected: [400, 401] });
  await ready(page, "/docs");
  const me = await opened(page, "GET", "/api/v2/user/me/");
  await me.getByRole("button", { name: "Send" }).click();
  await me.locator(".try .status", { hasText: "401" }).waitFor();
  await login(page, "a wrong guess");
  await page.getByText("Incorrect username/password.").waitFor();
  await page.keyboard.press("Escape");
  await login(page);
  await page.getByText("logged in", { exact: true }).waitFor();
  await me.getByRole("button", { name: "Send" }).click();
  await me.locator(".try .status", { hasText: "200" }).waitFor();
  assert.equal(JSON.parse(await me.getByRole("region", { name: "Answer" }).textContent()).username, "madeline");
  await picture(page, "docs");
  await me.getByRole("button", { name: "Copy as curl" }).click();
  const line = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(line, /^curl http:\/\/\S+\/api\/v2\/user\/me\/ -H 'Authorization: Bearer /);
  const answer = execFileSync("bash", ["-c", `${line} --silent`], { encoding: "utf8" });
  assert.equal(JSON.parse(answer).username, "madeline");
  await page.getByRole("button", { name: "Log out" }).click();
  await page.getByRole("button", { name: "Log in" }).waitFor();
  await close();
});

test("a body is sent as it stands, and quoted for the shell", async () => {
  const { page, close } = await open(browser, kith.url);
  await ready(page);
  await login(page);
  await page.getByText("logged in", { exact: true }).waitFor();
  const publish = await opened(page, "POST", "/api/v2/post/");
  await publish.getByLabel("Content type").selectOption("application/json");
  const text = "It's <b>fine</b> & \"quoted\" $HOME `id`";
  await publish.getByLabel("Body").fill(JSON.stringify({ text }));
  await publish.getByRole("button", { name: "Send" }).click();
  await publish.locator(".try .status", { hasText: "201" }).waitFor();
  await publish.getByRole("button", { name: "Copy as curl" }).click();
  const line = await page.evaluate(() => navigator.clipboard.readText());
  const again = JSON.parse(execFileSync("bash", ["-c", `${line} --silent`], { encoding: "utf8" }));
  assert.equal(again.html, "It's <b>fine</b> &amp; \"quoted\" $HOME `id`");
  // The same login serves the console.
  await page.goto(`${kith.url}/console/#/person/${again.author.id}`);
  await page.getByRole("article").first().getByText("$HOME `id`").waitFor();
  await close();
});

test("every call opens, in the light and in the dark, on a phone", async () => {
  for (const dark of [false, true]) {
    const { page, close } = await open(browser, kith.url, { viewport: PHONE, dark });
    await ready(page);
    const all = page.locator("details.call");
    const document = await (await fetch(`${kith.url}/openapi.json`)).json();
    const operations = Object.values(document.paths).flatMap((item) => Object.keys(item).filter((key) => /^(get|put|post|patch|delete)$/.test(key)));
    assert.equal(await all.count(), operations.length);
    await accessible(page, `reference, ${dark}`);
    await all.evaluateAll((calls) => calls.forEach((call) => { call.open = true; }));
    await page.locator("section.try").nth(operations.length - 1).waitFor({ state: "attached" });
    await page.locator("details.answers").evaluateAll((answers) => answers.forEach((answer) => { answer.open = true; }));
    await fits(page, `all calls, dark: ${dark}`);
    await close();
  }
});

test("the index finds calls, and their addresses open them", async () => {
  const { page, close } = await open(browser, kith.url);
  await ready(page);
  await page.getByLabel("Find a call").fill("user/me/ avatar");
  const left = page.locator("#index li:visible");
  await page.waitForFunction(() => document.querySelectorAll("#index li:not([hidden])").length < 5);
  assert.ok((await left.count()) >= 1);
  const href = await left.first().getByRole("link").getAttribute("href");
  await ready(page, `/${href}`);
  await page.locator("details.call[open]").waitFor();
  await accessible(page, "an opened call");
  await close();
});

test("the way in leads to both", async () => {
  for (const dark of [false, true]) {
    const { page, close } = await open(browser, kith.url, { viewport: PHONE, dark });
    await page.goto(kith.url);
    await fits(page, "start");
    await accessible(page, "start");
    await page.getByRole("link", { name: "Read and try the API" }).click();
    await page.locator("details.call").first().waitFor();
    await page.getByRole("link", { name: "Console" }).click();
    await page.getByRole("heading", { name: "Welcome" }).waitFor();
    await close();
  }
});
