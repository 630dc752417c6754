// A browser whose pages are watched: what goes wrong in them, and whom they ask.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const PHONE = { width: 375, height: 740 };
export const DESK = { width: 1100, height: 800 };

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
}

/** A person's own window. `expected` are the statuses of answers that a browser reports as errors and a test provokes. */
export async function open(browser, url, { viewport = DESK, dark = false, expected = [] } = {}) {
  const context = await browser.newContext({ viewport, colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: url });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (message) => {
    const provoked = expected.some((status) => message.text().includes(`status of ${status} `));
    if (message.type() === "error" && !provoked) wrong.push(`${message.text()} ${message.location().url}`);
  });
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== url) wrong.push(`asked another host: ${request.url()}`);
  });
  const close = async () => {
    await context.close();
    assert.deepEqual(wrong, []);
  };
  return { page, close };
}

/** Fails where somebody with a screen reader, bad eyes or a keyboard is left out, by the rules of axe. */
export async function accessible(page, where) {
  await page.evaluate(AXE);
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run());
  assert.ok(passes.length > 10, `${where}: axe looked at nothing`);
  const found = violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map((node) => node.html).slice(0, 3).join(" | ")}`);
  assert.deepEqual(found, [], where);
}

/** Fails where the page is wider than its window. */
export async function fits(page, where) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(content <= window, `${where}: ${content} wide in a window of ${window}`);
}

/** Keeps a picture of the page for the documentation. */
export function picture(page, name) {
  return page.screenshot({ path: `${process.env.IMAGES}/${name}.png` });
}
