// The API reference: its search dialog.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESK, PHONE, accessible, fits, launch, open, testBoth } from "./browser.mjs";
import { focusedId, goto } from "./docs.mjs";
import { serve } from "./kith.mjs";

let browser;
let kith;
before(async () => {
  [browser, kith] = await Promise.all([launch(), serve()]);
});
after(() => Promise.all([browser?.close(), kith?.stop()]));

const field = (page) => page.getByRole("dialog").getByLabel("Search operations and chapters");
const results = (page) => page.getByRole("dialog").getByRole("option");

test("search is found, used and left with the keyboard alone", async () => {
  for (const [viewport, dark] of [[DESK, false], [DESK, true], [PHONE, false], [PHONE, true]]) {
    const { page, close } = await open(browser, kith.url, { viewport, dark });
    await goto(page, kith.url);
    for (const keys of ["Control+k", "Meta+k", "/"]) {
      await page.locator("#login_user > summary").focus();
      await page.keyboard.press(keys);
      await field(page).waitFor();
      assert.equal(await focusedId(page), "query", keys);
      await page.keyboard.press("Escape");
      await field(page).waitFor({ state: "hidden" });
      assert.equal(await focusedId(page), "login_user", keys);
    }
    await page.keyboard.press("Control+k");
    await accessible(page, `an empty search, dark: ${dark}`);
    await page.keyboard.type("publish post");
    assert.match(await results(page).first().textContent(), /Publish a post/);
    assert.equal(await results(page).first().getAttribute("aria-selected"), "true");
    await accessible(page, `results, dark: ${dark}`, "dialog.search");
    await fits(page, "results");
    await page.keyboard.press("ArrowDown");
    assert.equal(await field(page).getAttribute("aria-activedescendant"), "result-1");
    assert.equal(await results(page).nth(1).getAttribute("aria-selected"), "true");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    const last = (await results(page).count()) - 1;
    assert.equal(await field(page).getAttribute("aria-activedescendant"), `result-${last}`);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.locator("#publish_post[open]").waitFor();
    assert.equal(new URL(page.url()).hash, "#publish_post");
    assert.equal(await focusedId(page), "publish_post");
    // In a field, "/" is a character.
    await page.getByLabel("Filter operations").focus();
    await page.keyboard.press("/");
    assert.equal(await page.getByLabel("Filter operations").inputValue(), "/");
    await page.goBack();
    await page.waitForFunction(() => location.hash === "");
    await close();
  }
});

test("results are ordered by relevance", async () => {
  const { page, close } = await open(browser, kith.url);
  await goto(page, kith.url);
  await page.getByRole("button", { name: "Search" }).click();
  const cases = [
    ["/api/v2/user/me/", "Get the caller", "GET/api/v2/user/me/"],
    ["user/me/ses", "/api/v2/user/me/sessions/"],
    ["register", "Register a user", "/api/users/register/"],
    ["delete avatar", "Delete an avatar", "DELETE"],
    ["profile real_name", "Update the caller's profile", "field real_name"],
    ["refresh_token", "", "field refresh_token"],
    ["idempotency keys", "Idempotency keys", "Rules common to the three APIs"],
    ["eventbridge", "Events for other programs", ""],
    ["change_password", "password", "change_password"],
  ];
  for (const [query, ...texts] of cases) {
    await field(page).fill(query);
    const first = await results(page).first().textContent();
    for (const text of texts) assert.ok(first.includes(text), `${query}: ${first}`);
  }
  await results(page).first().click();
  await page.locator("#change_password[open]").waitFor();
  await close();
});

testBoth("a search without results says what to try", async () => {
  for (const viewport of [DESK, PHONE]) {
    const { page, close } = await open(browser, kith.url, { viewport });
    await goto(page, kith.url);
    await page.getByRole("button", { name: "Search" }).click();
    await field(page).fill("xylophone");
    await page.getByRole("status").getByText("No results for “xylophone”. Try a path").waitFor();
    assert.equal(await results(page).count(), 0);
    await page.keyboard.press("Enter");
    assert.equal(await field(page).isVisible(), true);
    await accessible(page, "no results");
    await fits(page, "no results");
    await page.getByRole("button", { name: "Close" }).click();
    await field(page).waitFor({ state: "hidden" });
    assert.equal(await focusedId(page), "search");
    await close();
  }
});
