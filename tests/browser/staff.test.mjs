// The console: what staff do with accounts, and the audit log of all of them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESK, PHONE, accessible, fits, launch, open, testBoth } from "./browser.mjs";
import { focused, logIn, visit } from "./console.mjs";
import { ADMIN, callApi, register, serve } from "./kith.mjs";

let browser;
let kith;
before(async () => {
  [browser, kith] = await Promise.all([launch(), serve()]);
});
after(() => Promise.all([browser?.close(), kith?.stop()]));

const api = (user, method, path, body) => callApi(kith.url, user, method, path, body);

for (const [name, look] of [["desk", { viewport: DESK }], ["phone", { viewport: PHONE, dark: true }]]) {
  test(`staff create, edit and delete an account, and the log says so (${name})`, async () => {
    const { page, close } = await open(browser, kith.url, { ...look, expected: [400, 404] });
    const username = `newcomer-${name}`;
    await logIn(page, kith.url, ADMIN.username, ADMIN.password);
    await visit(page, "Directory");
    await page.getByText("Create an account").click();
    const created = page.locator("details").filter({ hasText: "Create an account" });
    await created.getByLabel("Username").fill("two words");
    await created.getByRole("button", { name: "Create account" }).click();
    await created.locator(".field-error").waitFor();
    assert.equal(await focused(page), "input");
    await created.getByLabel("Username").fill(username);
    await accessible(page, `new account, ${name}`);
    await fits(page, `new account, ${name}`);
    await created.getByRole("button", { name: "Create account" }).click();
    await page.getByRole("heading", { level: 1, name: username }).waitFor();

    const edit = page.getByRole("region", { name: "Edit" });
    await edit.getByLabel("First name").fill("Nia");
    await edit.getByRole("button", { name: "Save" }).click();
    await page.getByText("Account saved.").first().waitFor();
    await page.getByRole("listitem").filter({ hasText: "First name: – → Nia" }).or(page.getByRole("listitem").filter({ hasText: "First name:  → Nia" })).waitFor();
    await accessible(page, `account, ${name}`);
    await fits(page, `account, ${name}`);

    await page.getByRole("button", { name: "Delete" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(`all comments, votes, pictures and folders of ${username} are deleted for good`).waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Delete" }).click();
    await dialog.getByRole("button", { name: "Delete account" }).click();
    await page.getByRole("heading", { level: 1, name: "Directory" }).waitFor();

    await page.getByRole("link", { name: "Audit log" }).click();
    await page.getByRole("heading", { level: 1, name: "Audit log" }).waitFor();
    const entry = page.getByRole("listitem").filter({ hasText: "hard delete of a deleted account by admin" });
    await entry.filter({ hasText: `Username: ${username}` }).waitFor();
    await accessible(page, `audit log, ${name}`);
    await fits(page, `audit log, ${name}`);
    await close();
  });
}

for (const [name, look] of [["desk", { viewport: DESK }], ["phone", { viewport: PHONE, dark: true }]]) {
  test(`a search of staff survives Back, with its page and the scroll position (${name})`, async () => {
    for (let n = 10; n < 52; n += 1) await register(kith.url, `walker${n}-${name}`);
    const { page, close } = await open(browser, kith.url, look);
    await logIn(page, kith.url, ADMIN.username, ADMIN.password);
    await visit(page, "Directory");
    const search = page.getByLabel("Search by name");
    await search.fill("walker");
    await page.getByLabel("Order").selectOption("Oldest first");
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByText(/^\d+ accounts, page 1 of/).waitFor();
    await page.getByRole("button", { name: "Next" }).click();
    const place = page.getByText(/^\d+ accounts, page 2 of/);
    await place.waitFor();
    const text = await place.textContent();
    const rows = page.getByRole("region", { name: "Accounts" }).getByRole("row");
    assert.equal(await rows.count(), 21);
    const last = rows.last().getByRole("link");
    await last.scrollIntoViewIfNeeded();
    const scroll = await page.evaluate(() => scrollY);
    const username = await last.textContent();
    await last.click();
    await page.getByRole("heading", { level: 1, name: username }).waitFor();
    await page.goBack();
    await place.waitFor();
    assert.equal(await place.textContent(), text);
    assert.equal(await search.inputValue(), "walker");
    assert.equal(await page.getByLabel("Order").inputValue(), "date_joined");
    assert.equal(await rows.count(), 21);
    assert.equal(await page.evaluate(() => scrollY), scroll);
    assert.equal(await focused(page), "a");
    // So it does in the address, after a reload.
    await page.reload();
    await page.getByText(/^\d+ accounts, page 1 of/).waitFor();
    assert.equal(await search.inputValue(), "walker");
    await close();
  });

  test(`the directory shows accounts of a role or a state (${name})`, async () => {
    const [active, deactivated] = [`active-${name}`, `left-${name}`];
    await register(kith.url, active);
    await register(kith.url, deactivated);
    const { page, close } = await open(browser, kith.url, look);
    await logIn(page, kith.url, ADMIN.username, ADMIN.password);
    await page.goto(`${kith.url}/console/#/staff/${deactivated}`);
    await page.getByRole("link", { name: deactivated }).click();
    await page.getByRole("button", { name: "Deactivate" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Deactivate account" }).click();
    await page.getByText("Active: yes → no").waitFor();
    await visit(page, "Directory");
    const show = page.getByLabel("Show");
    const rows = page.getByRole("region", { name: "Accounts" });
    await page.getByLabel("Order").selectOption("Username, A to Z");
    await show.selectOption("Deactivated accounts");
    await page.getByText(/^Deactivated accounts: \d+ on this page$/).waitFor();
    await rows.getByRole("link", { name: deactivated, exact: true }).waitFor();
    assert.equal(await rows.getByRole("link", { name: active, exact: true }).count(), 0);
    // This list has no order by username.
    assert.equal(await page.getByLabel("Order").inputValue(), "-date_joined");
    assert.equal(await page.getByRole("option", { name: "Username, A to Z" }).isDisabled(), true);
    await accessible(page, `deactivated accounts, ${name}`);
    await fits(page, `deactivated accounts, ${name}`);

    for (const label of ["Staff", "Superusers"]) {
      await show.selectOption(label);
      await page.getByText(new RegExp(`^${label}: 1 on this page$`)).waitFor();
      await rows.getByRole("link", { name: ADMIN.username, exact: true }).waitFor();
    }
    await show.selectOption("Active accounts");
    await page.getByLabel("Order").selectOption("Username, A to Z");
    await page.getByText(/^Active accounts: \d+ on this page$/).waitFor();
    await rows.getByRole("link", { name: active, exact: true }).waitFor();
    assert.equal(await rows.getByRole("link", { name: deactivated, exact: true }).count(), 0);

    // A search among them is counted.
    await page.getByLabel("Search by name").fill("left");
    await show.selectOption("Deactivated accounts");
    await page.getByText(/^\d+ accounts?, page 1 of 1$/).waitFor();
    await rows.getByRole("link", { name: deactivated, exact: true }).click();
    await page.getByRole("heading", { level: 1, name: deactivated }).waitFor();
    await page.goBack();
    assert.equal(await show.inputValue(), "Deactivated accounts");
    await close();
  });
}

testBoth("a deletion says how much goes", async (look) => {
  const name = `ada-${look}`;
  const ada = await register(kith.url, name);
  for (const text of ["One.", "Two."]) await api(ada, "POST", "api/v2/post/", { text });
  const { page, close } = await open(browser, kith.url);
  await logIn(page, kith.url, ADMIN.username, ADMIN.password);
  await page.goto(`${kith.url}/console/#/staff/${name}`);
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByText("The account, 2 posts, and all comments").waitFor();
  await close();
});

testBoth("the directory has orders", async (look) => {
  const [firstOfAll, last] = [`aa-${look}`, `zz-${look}`];
  for (const username of [last, firstOfAll]) await register(kith.url, username);
  const { page, close } = await open(browser, kith.url);
  await logIn(page, kith.url, ADMIN.username, ADMIN.password);
  await visit(page, "Directory");
  const first = page.getByRole("region", { name: "Accounts" }).getByRole("row").nth(1);
  await first.getByRole("link", { name: firstOfAll }).waitFor();
  await page.getByLabel("Order").selectOption("Username, Z to A");
  await first.getByRole("link", { name: last }).waitFor();
  await page.getByLabel("Order").selectOption("Oldest first");
  await first.getByRole("link", { name: ADMIN.username }).waitFor();
  await close();
});
