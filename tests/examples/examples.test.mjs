// Each example as its user sees it, on an origin of its own. Makes the pictures of the guides.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, before } from "node:test";
import { accessible, fits, launch, open, screenshot, testBoth } from "./browser.mjs";
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

/** Serves an example with its own Vite, which sends the paths of the API to kith. */
async function develop(example) {
  const folder = join(process.env.EXAMPLES, example);
  const options = [join(folder, "node_modules/vite/bin/vite.js"), "--host", "127.0.0.1", "--port", "0"];
  const child = spawn(process.execPath, options, { cwd: folder, env: { ...process.env, KITH_URL: kith.url, NO_COLOR: "1" } });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = line.match(/Local: +(http:\S+\d)/)?.[1];
    if (url) return { url, stop: () => child.kill() };
  }
  throw new Error("Vite did not start");
}

async function visit(example, options, site) {
  site ??= await host(example);
  const { page, close } = await open(browser, site.url, { ...options, hosts: [kith.url] });
  await page.goto(`${site.url}/?kith=${encodeURIComponent(kith.url)}`);
  return { page, close: async () => (await close(), site.stop()) };
}

async function logIn(page, username, password = PASSWORD, button = "Log in") {
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: button }).click();
}

testBoth("the page on the TypeScript client registers, logs in, publishes and follows", async (look) => {
  const name = { desk: "bob", phone: "bo" }[look];
  const { page, close } = await visit("page", { expected: [400] });
  await logIn(page, name, "wrong");
  await page.getByRole("status").filter({ hasText: /password/i }).waitFor();
  await logIn(page, name, PASSWORD, "Create account");
  await page.getByLabel("New post").fill("Hello from the page");
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByText(`${name}: Hello from the page`).waitFor();
  await page.getByRole("button", { name: "Follow ada" }).click();
  await page.getByRole("button", { name: "Unfollow ada" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Unfollow ada" }).click();
  await page.getByRole("button", { name: "Follow ada", exact: true }).waitFor();
  await fits(page, "page");
  await accessible(page, "page");
  await screenshot(page, "example-page", { width: 640, height: 560 });
  await page.getByRole("button", { name: "Log out" }).click();
  await page.getByRole("button", { name: "Log in" }).waitFor();
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await close();
});

testBoth("the React app on SelfCommunity's packages logs in, publishes and follows", async (look) => {
  const [name, other] = { desk: ["finn", "carl"], phone: ["flora", "cleo"] }[look];
  await register(kith.url, name);
  const { page, close } = await visit("react", { expected: [400] });
  await logIn(page, name, "wrong");
  await page.getByRole("status").filter({ hasText: /password/i }).waitFor();
  await register(kith.url, other);
  await logIn(page, name);
  await page.getByText(`Logged in as ${name}`).waitFor();
  await page.getByLabel("New post").fill("Hello from React");
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByText(`${name}: Hello from React`).waitFor();
  const follow = page.getByRole("button", { name: `Follow ${other}` });
  await follow.click();
  await page.locator('[aria-pressed="true"]', { hasText: `Follow ${other}` }).waitFor();
  await fits(page, "react");
  await accessible(page, "react");
  await screenshot(page, "example-react", { width: 640, height: 640 });
  await close();
});

testBoth("the page that calls kith as Overworld's front end does keeps lists and ratings of games", async (look) => {
  const name = { desk: "diana", phone: "dia" }[look];
  const { page, close } = await visit("overworld", { expected: [400] }, await develop("overworld"));
  await logIn(page, name, "wrong");
  await page.getByRole("status").filter({ hasText: /password/i }).waitFor();
  await logIn(page, name, PASSWORD, "Create account");
  await page.getByText(`Logged in as ${name}`).waitFor();
  const game = (name) => page.getByRole("listitem", { name });
  await game("Celeste").getByRole("button", { name: "Backlog", pressed: false }).click();
  await game("Celeste").getByRole("button", { name: "Backlog", pressed: true }).waitFor();
  // A game that was played leaves the backlog.
  await game("Celeste").getByRole("button", { name: "Played" }).click();
  await game("Celeste").getByRole("button", { name: "Backlog", pressed: false }).waitFor();
  await game("Celeste").getByRole("button", { name: "Liked" }).click();
  await game("Celeste").getByLabel("Rating").selectOption("4.5");
  await game("Hades").getByRole("button", { name: "Wishlist" }).click();
  await game("Hades").getByRole("button", { name: "Wishlist", pressed: true }).waitFor();
  await fits(page, "overworld");
  await accessible(page, "overworld");
  await page.reload();
  await logIn(page, name);
  await game("Celeste").getByRole("button", { name: "Liked", pressed: true }).waitFor();
  await game("Celeste").getByRole("button", { name: "Played", pressed: true }).waitFor();
  await game("Hades").getByRole("button", { name: "Wishlist", pressed: true }).waitFor();
  assert.equal(await game("Celeste").getByLabel("Rating").inputValue(), "4.5");
  await screenshot(page, "example-overworld", { width: 640, height: 440 });
  await close();
});
