// The choice between light and dark colours, which all pages share.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESK, PHONE, accessible, fits, launch, open } from "./browser.mjs";
import { serve } from "./kith.mjs";

let browser;
let kith;
before(async () => {
  [browser, kith] = await Promise.all([launch(), serve()]);
});
after(() => Promise.all([browser?.close(), kith?.stop()]));

const PAGES = ["/", "/docs/", "/console/"];
const LIGHT = "rgb(246, 245, 241)";
const DARK = "rgb(21, 23, 26)";
const ground = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test("a theme is chosen with the keyboard, holds on all pages, and can be left to the system", async () => {
  for (const [viewport, dark] of [[DESK, false], [DESK, true], [PHONE, false], [PHONE, true]]) {
    const { page, close } = await open(browser, kith.url, { viewport, dark });
    const [system, other] = dark ? [DARK, LIGHT] : [LIGHT, DARK];
    const theme = page.getByLabel("Theme");
    for (const path of PAGES) {
      await page.goto(kith.url + path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      assert.deepEqual([await theme.inputValue(), await ground(page)], ["system", system], path);
      await theme.focus();
      await page.keyboard.press(dark ? "L" : "D");
      assert.deepEqual([await theme.inputValue(), await ground(page)], [dark ? "light" : "dark", other], path);
      await page.reload();
      await page.getByRole("heading", { level: 1 }).waitFor();
      assert.equal(await ground(page), other, path);
      await fits(page, path);
      // Each theme at one width, because axe takes seconds. The size of targets, which Lighthouse checks too, depends on what a
      // fixed header covers: only an unscrolled page is checked.
      if ((viewport === DESK) !== dark) await accessible(page, `${path}, chosen against the system, dark: ${dark}`, "html", ["target-size"]);
      for (const path of PAGES) {
        await page.goto(kith.url + path);
        assert.equal(await ground(page), other, path);
      }
      await theme.selectOption("system");
      assert.equal(await ground(page), system);
    }
    await close();
  }
});

test("no page is drawn in the wrong colours first", async () => {
  const { page, close } = await open(browser, kith.url);
  await page.goto(kith.url);
  await page.getByLabel("Theme").selectOption("dark");
  // Before there is a body, and so before anything is drawn, the theme is set.
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      globalThis.themeBeforeBody = document.documentElement.dataset.theme;
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  for (const path of [...PAGES, "/account/reset/"]) {
    await page.goto(kith.url + path);
    assert.equal(await page.evaluate(() => globalThis.themeBeforeBody), "dark", path);
    assert.equal(await ground(page), DARK);
  }
  await close();
});

test("a theme that is chosen in one tab changes the others", async () => {
  const { page, close, context } = await open(browser, kith.url);
  await page.goto(kith.url);
  const other = await context.newPage();
  await other.goto(`${kith.url}/docs/`);
  await other.getByLabel("Theme").selectOption("dark");
  await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
  assert.equal(await page.getByLabel("Theme").inputValue(), "dark");
  await close();
});

test("a page without storage takes a theme until it is left", async () => {
  const { page, close } = await open(browser, kith.url);
  await page.addInitScript(() => Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } }));
  await page.goto(kith.url);
  await page.getByLabel("Theme").selectOption("dark");
  assert.equal(await ground(page), DARK);
  await close();
});
