// The console: one login for all tabs, and the page that a user wanted to see before it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESK, PHONE, accessible, fits, launch, open } from "./browser.mjs";
import { fillLogin, logIn, visit } from "./console.mjs";
import { register, serve } from "./kith.mjs";

let browser;
let kith;
before(async () => {
  [browser, kith] = await Promise.all([launch(), serve()]);
});
after(() => Promise.all([browser?.close(), kith?.stop()]));

const ENDED = "Your session has ended. Log in again.";

for (const [name, look] of [["desk", { viewport: DESK }], ["phone", { viewport: PHONE, dark: true }]]) {
  test(`a login holds in other tabs, and ends in all of them (${name})`, async () => {
    const [mae, gregg] = [`mae-${name}`, `gregg-${name}`];
    await register(kith.url, mae);
    await register(kith.url, gregg);
    const { page, close, context } = await open(browser, kith.url, { ...look, expected: [401] });
    await logIn(page, kith.url, mae);
    await visit(page, "People");

    // A middle click, a typed address, and the reference.
    const opened = context.waitForEvent("page");
    await page.getByRole("main").getByRole("link", { name: gregg }).first().click({ button: "middle" });
    const clicked = await opened;
    await clicked.getByRole("heading", { level: 1, name: gregg }).waitFor();
    assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), "People");
    const reference = await context.newPage();
    await reference.goto(`${kith.url}/docs/`);
    await reference.getByText("Logged in", { exact: true }).waitFor();

    // A logout shows in all tabs, and so does the next login, each on the page that it had.
    await page.getByRole("button", { name: "Log out" }).click();
    await page.getByRole("heading", { name: "Welcome" }).waitFor();
    await clicked.getByRole("alert").filter({ hasText: ENDED }).waitFor();
    await accessible(clicked, `logged out in another tab, ${name}`);
    await fits(clicked, `logged out in another tab, ${name}`);
    await reference.getByRole("button", { name: "Log in" }).waitFor();
    await fillLogin(clicked, gregg);
    await clicked.getByRole("heading", { level: 1, name: gregg }).waitFor();
    await page.getByRole("heading", { level: 1, name: "Home" }).waitFor();
    await page.getByRole("link", { name: `Profile: ${gregg}` }).waitFor();
    await reference.getByText("Logged in", { exact: true }).waitFor();
    await reference.getByRole("button", { name: "Log out" }).click();
    await page.getByRole("alert").filter({ hasText: ENDED }).waitFor();
    await close();
  });

  test(`a link into the console is followed after the login (${name})`, async () => {
    const username = `angus-${name}`;
    const { id } = await register(kith.url, username);
    const { page, close } = await open(browser, kith.url, look);
    await page.goto(`${kith.url}/console/#/person/${id}/followers`);
    await page.getByRole("heading", { name: "Welcome" }).waitFor();
    await fillLogin(page, username);
    await page.getByRole("heading", { level: 1, name: /followers/i }).waitFor();
    assert.equal(new URL(page.url()).hash, `#/person/${id}/followers`);
    await close();
  });
}

test("a draft is not shown to the next user of the same tab", async () => {
  await register(kith.url, "bea");
  await register(kith.url, "selma");
  const { page, close, context } = await open(browser, kith.url, { expected: [401] });
  await logIn(page, kith.url, "bea");
  await page.getByLabel("What's on your mind?").fill("Not for others");
  const other = await context.newPage();
  await other.goto(`${kith.url}/console/`);
  await other.getByRole("button", { name: "Log out" }).click();
  await page.getByRole("alert").filter({ hasText: ENDED }).waitFor();
  await fillLogin(other, "selma");
  await page.getByRole("link", { name: "Profile: selma" }).waitFor();
  await page.getByRole("heading", { name: "Home" }).waitFor();
  assert.equal(await page.getByLabel("What's on your mind?").inputValue(), "");
  await close();
});
