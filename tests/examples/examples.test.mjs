// Each example as its user sees it, on an origin of its own.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { accessible, fits, launch, open, PHONE } from "./browser.mjs";
import { PASSWORD, register, serve } from "./kith.mjs";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css" };
let browser;
let kith;

before(async () => {
  [browser, kith] = await Promise.all([launch(), serve()]);
  await register(kith.url, "ada");
});
after(() => Promise.all([browser.close(), kith.stop()]));

/** Serves the files of an example. */
async function host(example) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://localhost").pathname.replace(/\/$/, "/index.html");
    const file = await readFile(join(process.env.EXAMPLES, example, path)).catch(() => null);
    response.writeHead(file ? 200 : 404, { "Content-Type": TYPES[extname(path)] ?? "text/plain" }).end(file ?? "");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => (server.closeAllConnections(), server.close());
  return { url: `http://127.0.0.1:${server.address().port}`, stop };
}

async function visit(example, options) {
  const site = await host(example);
  const { page, close } = await open(browser, site.url, { ...options, hosts: [kith.url] });
  await page.goto(`${site.url}/?kith=${encodeURIComponent(kith.url)}`);
  return { page, close: async () => (await close(), site.stop()) };
}

async function logIn(page, username, password = PASSWORD, button = "Log in") {
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: button }).click();
}

test("the page on the TypeScript client registers, logs in, publishes and follows", async () => {
  const { page, close } = await visit("page", { viewport: PHONE, expected: [400] });
  await logIn(page, "bo", "wrong");
  await page.getByRole("status").filter({ hasText: /password/i }).waitFor();
  await logIn(page, "bo", PASSWORD, "Create account");
  await page.getByLabel("New post").fill("Hello from the page");
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByText("bo: Hello from the page").waitFor();
  await page.getByRole("button", { name: "Follow ada" }).click();
  await page.getByRole("button", { name: "Unfollow ada" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Unfollow ada" }).click();
  await page.getByRole("button", { name: "Follow ada", exact: true }).waitFor();
  await fits(page, "page");
  await accessible(page, "page");
  await page.getByRole("button", { name: "Log out" }).click();
  await page.getByRole("button", { name: "Log in" }).waitFor();
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await close();
});

test("the React app on SelfCommunity's packages logs in, publishes and follows", async () => {
  const { page, close } = await visit("react", { viewport: PHONE, expected: [400] });
  await logIn(page, "ada", "wrong");
  await page.getByRole("status").filter({ hasText: /password/i }).waitFor();
  await register(kith.url, "cleo");
  await logIn(page, "ada");
  await page.getByText("Logged in as ada").waitFor();
  await page.getByLabel("New post").fill("Hello from React");
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByText("ada: Hello from React").waitFor();
  const follow = page.getByRole("button", { name: "Follow cleo" });
  await follow.click();
  await page.locator('[aria-pressed="true"]', { hasText: "Follow cleo" }).waitFor();
  await fits(page, "react");
  await accessible(page, "react");
  await close();
});
