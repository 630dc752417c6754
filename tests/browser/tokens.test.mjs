// The console: the tokens of a login, which one tab renews for all.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESK, PHONE, accessible, fits, launch, open } from "./browser.mjs";
import { fillLogin, logIn, signUp, visit } from "./console.mjs";
import { register, serve } from "./kith.mjs";

/** Seconds for which an access token is good. */
const LIFETIME = 10;

let browser;
let kith;
before(async () => {
  process.env.KITH_ACCESS_LIFETIME = String(LIFETIME);
  [browser, kith] = await Promise.all([launch(), serve()]);
});
after(() => Promise.all([browser?.close(), kith?.stop()]));

const ENDED = "Your session has ended. Log in again.";

/** The login that the browser keeps. */
const stored = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("kith.login")));

/** Changes the login that the browser keeps. */
const change = (page, changes) => page.evaluate((changes) => {
  localStorage.setItem("kith.login", JSON.stringify({ ...JSON.parse(localStorage.getItem("kith.login")), ...changes }));
}, changes);

/** Counts the renewals in all tabs from now on. */
function renewals(context) {
  const found = [];
  context.on("request", (request) => request.postData()?.includes("grant_type=refresh_token") && found.push(request.url()));
  return found;
}

/** Refreshes over the API and returns the status. */
async function refresh(token) {
  const body = new URLSearchParams({ grant_type: "refresh_token", refresh_token: token });
  return (await fetch(`${kith.url}/oauth/token/`, { method: "POST", body })).status;
}

/** Opens the console in two tabs of one browser. */
async function twoTabs(username, look, expected = []) {
  const { page, close, context } = await open(browser, kith.url, { ...look, expected });
  await logIn(page, kith.url, username);
  const other = await context.newPage();
  other.setDefaultTimeout(10_000);
  await other.goto(`${kith.url}/console/`);
  await other.getByRole("heading", { level: 1, name: "Home" }).waitFor();
  return { page, other, close, context };
}

/** Has both tabs load a page at once. */
async function loadBoth(page, other) {
  await Promise.all([visit(page, "People"), visit(other, "Friends")]);
  await page.getByRole("heading", { level: 1, name: "People" }).waitFor();
  await other.getByRole("heading", { level: 1, name: "Friends" }).waitFor();
}

for (const [name, look] of [["desk", { viewport: DESK }], ["phone", { viewport: PHONE, dark: true }]]) {
  test(`an expired access token is renewed once for two tabs (${name})`, async () => {
    const username = `mae-${name}`;
    await register(kith.url, username);
    const { page, other, close, context } = await twoTabs(username, look, [401]);
    // So that both tabs send the token that has expired.
    await change(page, { renewAt: Date.now() + 3_600_000 });
    const before = await stored(page);
    await page.waitForTimeout((LIFETIME + 1) * 1_000);
    const found = renewals(context);
    await loadBoth(page, other);
    assert.equal(found.length, 1);
    const after = await stored(page);
    assert.ok(after.access !== before.access && after.refresh !== before.refresh && after.id === before.id);

    // A page that loads gets another one before that expires, and opens its socket with it.
    await change(page, { renewAt: 0 });
    await other.reload();
    await other.getByRole("heading", { level: 1, name: "Friends" }).waitFor();
    assert.equal(found.length, 2);
    assert.equal(new URL(page.url()).hash, "#/people");
    await close();
  });

  test(`a login that cannot be renewed leads to the form, and then to the page (${name})`, async () => {
    const username = `angus-${name}`;
    const { id } = await register(kith.url, username);
    const { page: first, other, close, context } = await twoTabs(username, look, [400, 401]);
    const path = `#/person/${id}/followers`;
    const page = await context.newPage();
    await change(first, { renewAt: 0, refresh: "ended" });
    await page.goto(`${kith.url}/console/${path}`);
    for (const tab of [page, first, other]) await tab.getByRole("alert").filter({ hasText: ENDED }).waitFor();
    await accessible(page, `ended, ${name}`);
    await fits(page, `ended, ${name}`);
    await fillLogin(page, username);
    await page.getByRole("heading", { level: 1, name: /followers/i }).waitFor();
    assert.equal(new URL(page.url()).hash, path);
    for (const tab of [first, other]) await tab.getByRole("heading", { level: 1, name: "Home" }).waitFor();
    await close();
  });
}

test("tabs on a page without locks renew beside each other", async () => {
  await register(kith.url, "bea");
  const { page, other, close, context } = await twoTabs("bea", { viewport: DESK });
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, "locks", { value: undefined }));
  await Promise.all([page, other].map(async (tab) => {
    await tab.reload();
    await tab.getByRole("heading", { level: 1, name: "Home" }).waitFor();
  }));
  await change(page, { renewAt: 0 });
  await loadBoth(page, other);
  await change(page, { renewAt: 0 });
  await loadBoth(other, page);
  await close();
});

test("a renewal that fails for the connection ends nothing", async () => {
  await register(kith.url, "gregg");
  const { page, close } = await open(browser, kith.url, { expected: [503, 401] });
  await logIn(page, kith.url, "gregg");
  await page.route("**/oauth/token/", (route) => route.fulfill({ status: 503, json: { error: "temporarily_unavailable", error_description: "The table cannot be reached." } }), { times: 2 });
  await change(page, { renewAt: 0, access: "refused" });
  await visit(page, "People");
  await page.getByRole("alert").filter({ hasText: "The server is not available at the moment." }).waitFor();
  await page.getByRole("button", { name: "Retry" }).click();
  await page.getByRole("heading", { level: 1, name: "People" }).waitFor();
  await close();
});

test("a registration has a login that is renewed, and a logout ends its session", async () => {
  const { page, close } = await open(browser, kith.url);
  await page.goto(`${kith.url}/console/`);
  await signUp(page, "selma");
  const { access, refresh: token } = await stored(page);
  const sessions = await fetch(`${kith.url}/api/v2/user/me/sessions/`, { headers: { Authorization: `Bearer ${access}` } });
  assert.equal((await sessions.json()).length, 1);
  const revoked = page.waitForResponse("**/oauth/revoke/");
  await page.getByRole("button", { name: "Log out" }).click();
  await revoked;
  await page.getByRole("heading", { level: 1, name: "Welcome" }).waitFor();
  assert.equal(await refresh(token), 400);
  await close();
});
