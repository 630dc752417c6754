// Opens a page with one widget of SelfCommunity on it, and watches what it does.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { launch, open } from "./browser.mjs";
import { ADMIN, serve } from "./kith.mjs";

const PATIENCE = 30_000; // milliseconds
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
  page.setDefaultTimeout(PATIENCE);
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

/** Runs `act`, and returns the body of kith's successful response to `call`, such as `POST /api/v2/post/`, that follows. */
export async function asks(page, call, act) {
  const isCall = (response) => response.ok() && call === `${response.request().method()} ${new URL(response.url()).pathname}`;
  const [response] = await Promise.all([page.waitForResponse(isCall), act()]);
  return response.status() === 204 ? null : response.json().catch(() => null);
}

/** Repeats `read` until it returns something true, and returns that. */
export async function eventually(read) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const value = await read();
    if (value) return value;
    assert.ok(Date.now() < end, `not within ${PATIENCE} ms: ${read}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Opens the menu of the first contribution on the page, and chooses from it. */
export async function choose(page, ...items) {
  await page.locator(".SCContributionActionsMenu-button").first().click();
  for (const item of items) await page.getByRole("menuitem", { name: item, exact: true }).getByText(item, { exact: true }).click();
}

/** Replaces what the editor of the page holds. */
export async function write(editor, text) {
  await editor.click();
  await editor.press("ControlOrMeta+A");
  await editor.pressSequentially(text);
}

/** Logs the first superuser in. */
export async function admin(url) {
  const response = await fetch(`${url}/api/users/login/`, { method: "POST", body: new URLSearchParams(ADMIN) });
  const { token, user } = await response.json();
  return { token, id: user.id };
}

/** The code of the latest mail to an address in a directory of mails whose subject starts with `subject`. */
export function mailedCode(directory, address, subject) {
  return eventually(async () => {
    const names = (await readdir(directory)).filter((name) => name.endsWith(".eml")).sort().reverse();
    const mails = await Promise.all(names.map((name) => readFile(join(directory, name), "utf8")));
    const found = mails.find((mail) => mail.includes(`To: ${address}`) && mail.includes(`Subject: ${subject}`));
    return found?.match(/^\d+\.[\w-]{43}\r?$/m)?.[0].trim();
  });
}
