// The console: figures of days, for staff.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { DESK, PHONE, accessible, fits, launch, open } from "./browser.mjs";
import { logIn, visit } from "./console.mjs";
import { ADMIN, callApi, register, serve } from "./kith.mjs";

/** A member of 40 days, and three of yesterday. */
const JOINED = [40, 1, 1, 1];

let browser;
let kith;
const directory = mkdtempSync(join(tmpdir(), "kith-figures-"));
before(async () => {
  const users = JOINED.map((days, index) => ({ username: `member${index}`, date_joined: new Date(Date.now() - days * 86_400_000).toISOString() }));
  writeFileSync(join(directory, "users.jsonl"), users.map((user) => JSON.stringify(user)).join("\n"));
  const data = join(directory, "data");
  execFileSync(process.env.KITH, ["import", "users", join(directory, "users.jsonl"), "--data", data], { stdio: "pipe" });
  [browser, kith] = await Promise.all([launch(), serve("--data", data)]);
  await daysAreCounted();
});
after(async () => {
  await Promise.all([browser?.close(), kith?.stop()]);
  rmSync(directory, { recursive: true });
});

/** The server counts the days one after the other once it has started. */
async function daysAreCounted() {
  const login = await fetch(`${kith.url}/api/users/login/`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(ADMIN) });
  const admin = await login.json();
  while ((await callApi(kith.url, admin, "GET", "figures/?page[size]=100")).data.length < JOINED[0]) await pause(100);
}

for (const [name, look] of [["desk", { viewport: DESK }], ["phone", { viewport: PHONE, dark: true }]]) {
  test(`staff see what happened on each day (${name})`, async () => {
    const { page, close } = await open(browser, kith.url, look);
    await logIn(page, kith.url, ADMIN.username, ADMIN.password);
    await visit(page, "Directory");
    await page.getByRole("link", { name: "Figures" }).click();
    await page.getByRole("heading", { level: 1, name: "Figures" }).waitFor();
    const registrations = page.getByRole("region", { name: "New users" });
    await registrations.getByText("4 in all, at most 3 a day").waitFor();
    const plot = registrations.getByRole("img", { name: "New users: 4 in all, at most 3 a day" });
    assert.equal(await plot.locator("rect").count(), 40);
    await accessible(page, `figures, ${name}`);
    await fits(page, `figures, ${name}`);

    await page.getByText("As a table").click();
    const yesterday = page.getByRole("region", { name: "Figures of days" }).getByRole("row").nth(1);
    assert.deepEqual(await yesterday.getByRole("cell").allTextContents(), ["3", "–", "0", "0"]);
    await accessible(page, `table, ${name}`);
    await fits(page, `table, ${name}`);
    await close();
  });
}

test("figures are for staff", async () => {
  await register(kith.url, "anna");
  const { page, close } = await open(browser, kith.url);
  await logIn(page, kith.url, "anna");
  await page.goto(`${kith.url}/console/#/figures`);
  await page.getByRole("heading", { level: 1, name: "For staff only" }).waitFor();
  await close();
});
