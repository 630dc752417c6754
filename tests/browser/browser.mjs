// A browser that records the errors of its pages and their requests to other hosts.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const PHONE = { width: 390, height: 740 };
export const DESK = { width: 1100, height: 800 };

/** The window of pages whose test names none. */
let usual = DESK;

/** Runs a test with windows of both widths, whose name, `desk` or `phone`, it gets. */
export function testBoth(title, run) {
  for (const [name, viewport] of [["desk", DESK], ["phone", PHONE]]) {
    test(`${title} (${name})`, async () => {
      usual = viewport;
      await run(name).finally(() => { usual = DESK; });
    });
  }
}

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
}

/**
 * Opens a page in a browser context of its own. `expected` lists the HTTP error statuses, and texts of other
 * errors, that a test provokes. `close` fails on any other error of the page, and on any request to a host that is
 * neither that of `url` nor one of `hosts`.
 */
export async function open(browser, url, { viewport = usual, dark = false, expected = [], hosts = [] } = {}) {
  const context = await browser.newContext({ viewport, colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: url });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    const isExpected = expected.some((error) => message.text().includes(typeof error === "number" ? `status of ${error} ` : error));
    if (message.type() === "error" && !isExpected) errors.push(`${message.text()} ${message.location().url}`);
  });
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && ![url, ...hosts].includes(origin)) errors.push(`request to another host: ${request.url()}`);
  });
  const close = async () => {
    await context.close();
    assert.deepEqual(errors, []);
  };
  return { page, close, context };
}

/** Fails if axe finds an accessibility violation in the page, or in a part of it. `label` names it in the failure. `rules` are checked beside axe's usual ones. */
export async function accessible(page, label, part = "html", rules = []) {
  await page.evaluate(AXE);
  const { violations, passes } = await page.evaluate(([part, rules]) => {
    const enabled = Object.fromEntries(rules.map((rule) => [rule, { enabled: true }]));
    return globalThis.axe.run(part, { rules: enabled });
  }, [part, rules]);
  assert.ok(passes.length > 10, `${label}: axe checked too little`);
  const found = violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map((node) => node.html).slice(0, 3).join(" | ")}`);
  assert.deepEqual(found, [], label);
}

/** Fails if the page is wider than its window. */
export async function fits(page, label) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(content <= window, `${label}: ${content} px wide in a window of ${window} px`);
}

/** Saves a screenshot of the page for the documentation, at the size of its window or another. */
export async function screenshot(page, name, size = page.viewportSize()) {
  const before = page.viewportSize();
  await page.setViewportSize(size);
  await page.screenshot({ path: `${process.env.IMAGES}/${name}.png` });
  await page.setViewportSize(before);
}
