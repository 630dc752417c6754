// The console: the caller's sessions, and the new login that a change of address can take.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESK, PHONE, accessible, fits, launch, open, testBoth } from "./browser.mjs";
import { fillLogin, focused, logIn, visit } from "./console.mjs";
import { ADMIN, PASSWORD, callApi, register, serve } from "./kith.mjs";

let browser;
let kith;
before(async () => {
  [browser, kith] = await Promise.all([launch(), serve()]);
});
after(() => Promise.all([browser?.close(), kith?.stop()]));

const ENDED = "Your session has ended. Log in again.";

/** Logs in over the API with a client of this name, and returns the login. */
async function logInAs(username, client) {
  const headers = { "Content-Type": "application/json", "User-Agent": client };
  const response = await fetch(`${kith.url}/api/users/login/`, { method: "POST", headers, body: JSON.stringify({ username, password: PASSWORD }) });
  assert.equal(response.status, 200);
  return response.json();
}

/** The sessions on the page. */
const sessions = (page) => page.getByRole("list", { name: "Sessions" }).getByRole("listitem");

/** Waits until the page shows so many sessions. */
const shows = (page, count) => page.waitForFunction((count) => document.querySelectorAll('[aria-label="Sessions"] > li').length === count, count);

async function openSessions(page) {
  await visit(page, "Profile");
  await page.getByRole("link", { name: "Sessions" }).click();
  await page.getByRole("heading", { level: 1, name: "Sessions" }).waitFor();
}

/** The visible text of the list of sessions names each with its exact times. */
async function showsTimes(page) {
  for (const time of await sessions(page).locator("time").all()) {
    const [text, exact] = [await time.textContent(), await time.getAttribute("datetime")];
    assert.match(text, /^(just now|\d+ minutes? ago) \(.*\d:\d\d.*\)$/);
    assert.ok(text.includes(String(new Date(exact).getFullYear())), text);
  }
}

for (const [name, look, other] of [
  ["desk", { viewport: DESK }, { viewport: PHONE, dark: true }],
  ["phone", { viewport: PHONE, dark: true }, { viewport: DESK }],
]) {
  test(`one browser ends the session of another by the keyboard (${name})`, async () => {
    const username = `user-${name}`;
    await register(kith.url, username);
    await logInAs(username, "m".repeat(200));
    const first = await open(browser, kith.url, { ...look, expected: [400, 401] });
    const second = await open(browser, kith.url, { ...other, expected: [400, 401] });
    await logIn(first.page, kith.url, username);
    await logIn(second.page, kith.url, username);
    await openSessions(first.page);
    await openSessions(second.page);
    const { page } = first;
    await shows(page, 4);
    await showsTimes(page);
    await accessible(page, `sessions, ${name}`);
    await fits(page, `sessions, ${name}`);

    // The session of the page is the first, and has no button.
    const own = sessions(page).first();
    await own.getByText("This session").waitFor();
    assert.equal(await page.getByText("This session").count(), 1);
    assert.equal(await own.getByRole("button").count(), 0);
    await own.getByText("Chrome on Linux").waitFor();
    await own.getByText(/^Logged in .*, from 127\.0\.0\.1$/).waitFor();

    // The question comes first, and Escape leaves all as it is.
    const end = page.getByRole("button", { name: "End: Chrome on Linux" });
    const question = page.getByRole("dialog", { name: "End this session?" });
    await end.focus();
    await page.keyboard.press("Enter");
    await question.getByText(/^Chrome on Linux, logged in on .* from 127\.0\.0\.1, is logged out at once\.$/).waitFor();
    await accessible(page, `question, ${name}`);
    await page.keyboard.press("Escape");
    await question.waitFor({ state: "detached" });
    assert.equal(await sessions(page).count(), 4);
    assert.equal(await end.evaluate((button) => button === document.activeElement), true);

    await page.keyboard.press("Enter");
    await question.waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("status").filter({ hasText: "Session ended: Chrome on Linux." }).waitFor();
    await shows(page, 3);
    assert.equal(await focused(page), "button");

    // The other browser notices it by itself, and after a login it is where it was.
    await second.page.getByRole("alert").filter({ hasText: ENDED }).waitFor();
    await accessible(second.page, `ended, ${name}`);
    await fillLogin(second.page, username);
    await second.page.getByRole("heading", { level: 1, name: "Sessions" }).waitFor();
    await shows(second.page, 4);

    // It ends all others, and the first browser is logged out.
    await second.page.getByRole("button", { name: "End all others" }).click();
    await second.page.getByRole("dialog", { name: "End all other sessions?" }).getByRole("button", { name: "End all others" }).click();
    await second.page.getByRole("status").filter({ hasText: "All other sessions have ended." }).waitFor();
    await second.page.getByText("There is no other session.").waitFor();
    await shows(second.page, 1);
    assert.equal(await focused(second.page), "section");
    assert.equal(await second.page.getByRole("main").getByRole("button").count(), 0);
    await accessible(second.page, `no other session, ${name}`);
    await fits(second.page, `no other session, ${name}`);
    await page.getByRole("alert").filter({ hasText: ENDED }).waitFor();
    await Promise.all([first.close(), second.close()]);
  });
}

test("a session that had already ended leaves the list", async () => {
  await register(kith.url, "oshiro");
  const login = await logInAs("oshiro", "curl/8.5.0");
  const { page, close } = await open(browser, kith.url, { expected: [404] });
  await logIn(page, kith.url, "oshiro");
  await openSessions(page);
  await shows(page, 3);
  await callApi(kith.url, login, "POST", "api/users/logout/");
  await page.getByRole("button", { name: "End: curl/8.5.0" }).click();
  await page.getByRole("button", { name: "End session" }).click();
  await page.getByRole("status").filter({ hasText: "This session had already ended." }).waitFor();
  await shows(page, 2);
  // The last other session leaves nothing to focus but the section.
  await page.getByRole("button", { name: /^End: / }).click();
  await page.getByRole("button", { name: "End session" }).click();
  await page.getByText("There is no other session.").waitFor();
  assert.equal(await focused(page), "section");
  await close();
});

test("clients are named by browser and system, or as they name themselves", async () => {
  const { page, close } = await open(browser, kith.url);
  await page.goto(`${kith.url}/console/`);
  const mozilla = (system, rest) => `Mozilla/5.0 (${system}) ${rest}`;
  const webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
  const known = [
    [mozilla("Windows NT 10.0; Win64; x64; rv:140.0", "Gecko/20100101 Firefox/140.0"), "Firefox on Windows"],
    [mozilla("Windows NT 10.0; Win64; x64", `${webkit} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`), "Edge on Windows"],
    [mozilla("Linux; Android 10; K", `${webkit} Chrome/140.0.0.0 Mobile Safari/537.36`), "Chrome on Android"],
    [mozilla("iPhone; CPU iPhone OS 18_5 like Mac OS X", `${webkit} Version/18.5 Mobile/15E148 Safari/604.1`), "Safari on iPhone"],
    [mozilla("Macintosh; Intel Mac OS X 10_15_7", `${webkit} Version/18.5 Safari/605.1.15`), "Safari on macOS"],
    ["curl/8.5.0", "curl/8.5.0"],
    ["Summit/2 Android", "Summit/2 Android"],
    ["", "Unknown client"],
  ];
  const names = await page.evaluate(async (clients) => {
    const { clientName } = await import(new URL("assets/any/console/clients.js", document.baseURI));
    return clients.map(clientName);
  }, known.map(([client]) => client));
  assert.deepEqual(names, known.map(([, name]) => name));
  await close();
});

test("a new address can take another login, which keeps what was typed", async () => {
  const { token } = await register(kith.url, "theo");
  const { page, close } = await open(browser, kith.url, { expected: [400, 403] });
  await logIn(page, kith.url, "theo");
  await visit(page, "Profile");
  const form = page.getByRole("region", { name: "Email address" });
  const change = form.getByRole("button", { name: "Change email address" });
  await form.getByLabel("New email address").fill("not an address");
  await change.click();
  await form.locator(".field-error").waitFor();
  await accessible(page, "a wrong address");
  await form.getByLabel("New email address").fill("theo@example.com");
  const errors = [{ code: "reauthentication_required", message: "Your last login is too long ago for this change. Log in again and repeat it." }];
  await page.route("**/change_email/", (route) => route.fulfill({ status: 403, json: { errors } }), { times: 2 });
  const question = page.getByRole("dialog", { name: "Log in again?" });

  // Without the login the address stays.
  await change.click();
  await question.getByRole("button", { name: "Cancel" }).click();
  await form.getByText("Your last login is too long ago").waitFor();
  await change.click();
  await question.getByRole("button", { name: "Log in again" }).click();
  await page.getByRole("alert").filter({ hasText: "Log in again to change your email address." }).waitFor();
  await accessible(page, "another login");
  await fillLogin(page, "theo");
  await page.getByRole("heading", { level: 1, name: "Profile" }).waitFor();
  assert.equal(await form.getByLabel("New email address").inputValue(), "theo@example.com");
  await change.focus();
  await page.keyboard.press("Enter");
  await form.getByText("Email address changed.").waitFor();
  await form.getByText("Your address is theo@example.com.").waitFor();
  assert.equal(await form.getByLabel("New email address").inputValue(), "");
  const me = await fetch(`${kith.url}/api/v2/user/me/`, { headers: { Authorization: `Bearer ${token}` } });
  assert.equal(me.status, 401, "the session of the registration has ended");

  // The password is changed without another login.
  const password = page.getByRole("region", { name: "Password" });
  await password.getByLabel("Current password").fill(PASSWORD);
  await password.getByLabel("New password").fill("another-horse");
  await password.getByRole("button", { name: "Change password" }).click();
  await password.getByText("Password changed.").waitFor();
  await close();
});

testBoth("staff end one session of a user, and then all", async (look) => {
  const username = `${look}-lost`;
  await register(kith.url, username);
  await logInAs(username, "A phone");
  const { page, close } = await open(browser, kith.url);
  await logIn(page, kith.url, ADMIN.username, ADMIN.password);
  await page.goto(`${kith.url}/console/#/staff/${username}`);
  await page.getByRole("link", { name: username }).click();
  await page.getByRole("region", { name: "Sessions" }).waitFor();
  await shows(page, 2);
  await accessible(page, "sessions of a user");
  await page.getByRole("button", { name: "End: A phone" }).click();
  await page.getByRole("dialog", { name: "End this session?" }).getByRole("button", { name: "End session" }).click();
  await shows(page, 1);
  await page.getByRole("button", { name: "End all sessions" }).click();
  await page.getByRole("dialog", { name: `End all sessions of ${username}?` }).getByRole("button", { name: "End all sessions" }).click();
  await page.getByText(`${username} has no session.`).waitFor();
  const log = page.getByRole("list", { name: "Audit log" });
  await log.getByText("end sessions").waitFor();
  await log.getByText("end session", { exact: true }).waitFor();
  await close();
});

test("a late response to the token of an earlier login does not end the next one", async () => {
  const { page, close } = await open(browser, kith.url, { expected: [401] });
  await page.goto(`${kith.url}/console/`);
  await page.getByRole("heading", { name: "Welcome" }).waitFor();
  const outcome = await page.evaluate(async () => {
    const { call, session } = await import(new URL("assets/any/base/api.js", document.baseURI));
    const ends = [];
    addEventListener("kith:session-ended", () => ends.push(session.token));
    session.begin({ access_token: "earlier" });
    const late = call("GET", "api/v2/user/me/").catch(({ status }) => status);
    session.begin({ access_token: "next" });
    const outcome = [await late, session.token, ends.length];
    session.end();
    return outcome;
  });
  assert.deepEqual(outcome, [401, "next", 0]);
  await close();
});
