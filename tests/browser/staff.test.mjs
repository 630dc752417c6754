// The console: what staff do with accounts, and the audit log of all of them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESK, PHONE, accessible, fits, launch, open } from "./browser.mjs";
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

test("a deletion says how much goes", async () => {
  const ada = await register(kith.url, "ada");
  for (const text of ["One.", "Two."]) await api(ada, "POST", "api/v2/post/", { text });
  const { page, close } = await open(browser, kith.url);
  await logIn(page, kith.url, ADMIN.username, ADMIN.password);
  await page.goto(`${kith.url}/console/#/staff/ada`);
  await page.getByRole("link", { name: "ada", exact: true }).click();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByText("The account, 2 posts, and all comments").waitFor();
  await close();
});

test("the directory has orders", async () => {
  for (const username of ["zoe", "abel"]) await register(kith.url, username);
  const { page, close } = await open(browser, kith.url);
  await logIn(page, kith.url, ADMIN.username, ADMIN.password);
  await visit(page, "Directory");
  const first = page.getByRole("region", { name: "Accounts" }).getByRole("row").nth(1);
  await first.getByRole("link", { name: "abel" }).waitFor();
  await page.getByLabel("Order").selectOption("Username, Z to A");
  await first.getByRole("link", { name: "zoe" }).waitFor();
  await page.getByLabel("Order").selectOption("Oldest first");
  await first.getByRole("link", { name: ADMIN.username }).waitFor();
  await close();
});
