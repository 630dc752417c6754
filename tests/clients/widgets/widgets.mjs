// Opens a page with one widget of SelfCommunity on it, and watches what it does.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { launch, open } from "./browser.mjs";
import { serve } from "./kith.mjs";

const TYPES = { html: "text/html", js: "text/javascript", css: "text/css" };

/** A browser, a kith of its own with `options`, and the page with the widgets. */
export async function start(...options) {
  const [browser, kith] = await Promise.all([launch(), serve(...options)]);
  const site = createServer(async (request, response) => {
    const path = new URL(request.url, "http://localhost").pathname.replace(/^\/$/, "/index.html");
    const file = await readFile(join(process.env.WIDGETS, path)).catch(() => null);
    response.writeHead(file ? 200 : 404, { "Content-Type": TYPES[path.split(".").pop()] ?? "text/plain" }).end(file ?? "");
  });
  await new Promise((resolve) => site.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${site.address().port}`;
  const stop = () => (site.closeAllConnections(), site.close(), Promise.all([browser.close(), kith.stop()]));
  return { url: kith.url, stop, mount: (...widget) => mount(browser, url, kith.url, ...widget) };
}

/**
 * Mounts a widget for a user, or for a visitor if `user` is `null`. `close` fails if the widget has crashed, shows "NaN" or
 * "undefined", has logged an error, or got an error from kith that is not one of `expected` (such as `400 PATCH /api/...`).
 */
async function mount(browser, site, kith, user, widget, props = {}, { expected = [] } = {}) {
  const statuses = expected.map((call) => Number(call.split(" ")[0])).flatMap((status) => [status, `status code ${status}`]);
  const opened = await open(browser, site, { expected: statuses, hosts: [kith, "https://www.gravatar.com", "https://js.stripe.com"] });
  const { page } = opened;
  await page.route("https://www.gravatar.com/**", (route) => route.fulfill({ contentType: "image/svg+xml", body: "<svg xmlns='http://www.w3.org/2000/svg'/>" }));
  await page.route("https://js.stripe.com/**", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
  // The widgets open their socket at the host of kith without its port.
  await page.routeWebSocket(/.*/, () => {});
  const failures = [];
  page.on("response", (response) => {
    const { origin, pathname } = new URL(response.url());
    const call = `${response.status()} ${response.request().method()} ${pathname}`;
    if (origin === kith && response.status() >= 400 && !expected.includes(call)) failures.push(call);
  });
  const query = new URLSearchParams({ kith, widget, props: JSON.stringify(props), ...(user && { token: user.token }) });
  await page.goto(`${site}/?${query}`);
  await page.locator("[data-mounted], [data-crashed]").first().waitFor({ state: "attached" });
  const close = async () => {
    await page.waitForLoadState("networkidle");
    const text = await page.locator("body").innerText();
    assert.equal(await page.locator("[data-crashed]").count(), 0, text);
    assert.doesNotMatch(text, /\b(NaN|undefined)\b/, widget);
    assert.deepEqual(failures, [], widget);
    await opened.close();
  };
  return { page, close };
}
