// The API reference: links to operations and chapters, and Back.

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

const SIZES = [[DESK, false], [DESK, true], [PHONE, false], [PHONE, true]];
const isOpen = (page, id) => page.locator(`details.operation[id="${id}"][open]`).waitFor();
const focusOn = (page, id) => page.waitForFunction((id) => (document.activeElement.id || document.activeElement.parentElement.id) === id, id);
const inView = (page, selector) => page.locator(selector).first().evaluate((element) => {
  const { top } = element.getBoundingClientRect();
  return top >= -1 && top < innerHeight;
});

testBoth("each operation has a link, which leads to it and is copied", async () => {
  for (const [viewport, dark] of SIZES) {
    const { page, close } = await open(browser, kith.url, { viewport, dark });
    await goto(page, kith.url);
    assert.equal(await page.locator(".operation-frame > .permalink").count(), await page.locator("details.operation").count());
    await page.getByRole("link", { name: "Link to Publish a post", exact: true }).click();
    await isOpen(page, "publish_post");
    await page.getByText("Copied to clipboard.").waitFor({ state: "attached" });
    const link = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(link, `${kith.url}/docs/#publish_post`);
    assert.equal(page.url(), link);
    await fits(page, "an operation that a link leads to");
    await accessible(page, `an operation that a link leads to, dark: ${dark}`, ".operation-frame:has(#publish_post)");
    await page.goto("about:blank");
    await goto(page, kith.url, "/docs/#publish_post");
    await isOpen(page, "publish_post");
    assert.equal(await focusedId(page), "publish_post");
    assert.ok(await inView(page, "#publish_post"));
    await close();
  }
});

testBoth("the keyboard reaches the link of an operation", async () => {
  const { page, close } = await open(browser, kith.url);
  await goto(page, kith.url);
  await page.locator("#logout_user > summary").focus();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Link to Log out");
  await page.keyboard.press("Enter");
  await isOpen(page, "logout_user");
  await focusOn(page, "logout_user");
  await close();
});

test("Back shows the operation before, and the place that was left", async () => {
  const { page, close } = await open(browser, kith.url);
  await goto(page, kith.url);
  await page.locator("#follow_user").evaluate((section) => section.scrollIntoView({ block: "center" }));
  const place = await page.evaluate(() => scrollY);
  await page.locator("#index").getByRole("link", { name: "Publish a post" }).click();
  await focusOn(page, "publish_post");
  await page.locator("#index").getByRole("link", { name: "Throttling" }).click();
  await focusOn(page, "common/throttling");
  await page.goBack();
  await focusOn(page, "publish_post");
  assert.ok(await inView(page, "#publish_post"));
  await page.goBack();
  await page.waitForFunction(() => document.activeElement.id === "main");
  assert.ok(Math.abs((await page.evaluate(() => scrollY)) - place) < 2);
  await page.goForward();
  await focusOn(page, "publish_post");
  await close();
});

testBoth("a link to nothing says so", async () => {
  const { page, close } = await open(browser, kith.url);
  await goto(page, kith.url, "/docs/#no_such_operation");
  await page.getByRole("alert").getByText("There is nothing at #no_such_operation.").waitFor();
  await page.getByRole("link", { name: "Link to Log in", exact: true }).click();
  await isOpen(page, "login_user");
  assert.equal(await page.getByText("There is nothing at").count(), 0);
  await close();
});

testBoth("chapters are shown with a table of contents", async () => {
  for (const [viewport, dark] of SIZES) {
    const { page, close } = await open(browser, kith.url, { viewport, dark });
    await goto(page, kith.url);
    for (const title of ["Credentials", "Errors", "Pages", "Limits", "Events for other programs"]) {
      await page.locator("#index").getByRole("link", { name: title, exact: true }).click();
      await page.locator("article.chapter").getByRole("heading", { name: title, exact: true }).waitFor();
      assert.equal(await page.locator("details.operation").first().isVisible(), false);
    }
    assert.match(await page.title(), /^Events for other programs/);
    for (const name of ["overview", "common", "community", "site", "directory", "events"]) {
      await page.evaluate((name) => { location.hash = name; }, name);
      await page.locator(`article.chapter[data-name="${name}"]`).waitFor();
      await fits(page, `chapter ${name}`);
      // Each theme at one width, because axe takes seconds.
      if ((viewport === DESK) !== dark) await accessible(page, `chapter ${name}, dark: ${dark}`, "article.chapter");
    }
    if ((viewport === DESK) !== dark) await accessible(page, `a page with a chapter, dark: ${dark}`);
    await page.getByRole("link", { name: "All operations" }).click();
    await page.locator("details.operation").first().waitFor();
    await close();
  }
});

test("chapters show the Markdown of the repository, and their links lead to headings", async () => {
  const { page, close } = await open(browser, kith.url);
  await goto(page, kith.url);
  const ids = new Set();
  const links = [];
  for (const [name, file] of [["overview", "README"], ["common", "common"], ["community", "community"], ["site", "site"], ["directory", "directory"], ["realtime", "realtime"], ["devices", "devices"], ["events", "events"]]) {
    await page.evaluate((name) => { location.hash = name; }, name);
    await page.locator(`article.chapter[data-name="${name}"]`).waitFor();
    const shown = await page.locator("article.chapter").evaluate((chapter) => ({
      ids: [...chapter.querySelectorAll("[id]")].map(({ id }) => id),
      links: [...chapter.querySelectorAll("a")].map((link) => link.getAttribute("href")),
      rows: chapter.querySelectorAll("tr").length,
      code: chapter.querySelectorAll("pre").length,
      // Marks that were not read as Markdown.
      left: [...chapter.querySelectorAll("p, li, td, th, h1, h2, h3")].map((block) => {
        const copy = block.cloneNode(true);
        copy.querySelectorAll("code, pre").forEach((code) => code.remove());
        return copy.textContent;
      }).filter((text) => /[`|]|\*\*|\]\(/.test(text)),
    }));
    assert.deepEqual(shown.left, [], name);
    const script = await page.evaluate(() => document.querySelector("script[type=module]").src);
    const text = await (await fetch(new URL(`../api/${file}.md`, script))).text();
    assert.equal(shown.rows, text.split("\n").filter((line) => line.startsWith("|") && !/^[|\s:-]+$/.test(line)).length, `rows of ${name}`);
    assert.equal(shown.code, text.split("\n").filter((line) => line.startsWith("```")).length / 2, `code of ${name}`);
    shown.ids.forEach((id) => ids.add(id));
    links.push(...shown.links.map((link) => [name, link]));
  }
  const operations = await page.locator("details.operation").evaluateAll((sections) => sections.map(({ id }) => id));
  const targets = new Set([...ids, ...operations, ""]);
  const internal = links.filter(([, link]) => link.startsWith("docs/#"));
  assert.ok(internal.length > 100);
  assert.deepEqual(internal.filter(([, link]) => !targets.has(decodeURIComponent(link.slice(6)))), []);
  assert.deepEqual(links.filter(([, link]) => !/^(docs\/#|openapi\.json$|https:)/.test(link)), []);
  assert.deepEqual(operations.filter((id) => ids.has(id)), []);
  await close();
});

test("operations are shown without chapters that cannot be loaded", async () => {
  const { page, close } = await open(browser, kith.url, { expected: ["net::ERR_FAILED"] });
  await page.route("**/api/*.md", (route) => route.abort());
  await goto(page, kith.url, "/docs/#publish_post");
  await page.getByRole("alert").getByText("Reload the page to try again.").waitFor();
  await isOpen(page, "publish_post");
  await close();
});
