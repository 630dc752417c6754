// The console: what actions change, what they say, and what Back finds.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { DESK, PHONE, accessible, fits, launch, open, testBoth } from "./browser.mjs";
import { fillLogin, focused, logIn, visit } from "./console.mjs";
import { ADMIN, callApi, register, serve } from "./kith.mjs";

let browser;
let kith;
before(async () => { browser = await launch(); });
beforeEach(async () => { kith = await serve(); });
afterEach(() => kith.stop());
after(() => browser?.close());

const LOOKS = [["desk", { viewport: DESK }], ["phone", { viewport: PHONE, dark: true }]];

const api = (user, method, path, body) => callApi(kith.url, user, method, path, body);
const publish = (user, text) => api(user, "POST", "api/v2/post/", { text });

for (const [look, options] of LOOKS) {
  test(`an action updates all that shows it, says what it did, and keeps the focus (${look})`, async () => {
    const [ada, bo] = [await register(kith.url, "ada"), await register(kith.url, "bo")];
    await publish(ada, "<p>See https://example.org/a?b=1.</p>");
    await api(ada, "PATCH", `api/v2/user/${ada.id}/`, { bio: "One line\nhttps://example.org" });
    await api(ada, "POST", `api/v2/user/${bo.id}/connection/request/`);
    // A post may be reloaded while its author is being blocked.
    const { page, close } = await open(browser, kith.url, { ...options, expected: [404] });
    await logIn(page, kith.url, "bo");
    await page.getByRole("link", { name: "Profile: bo" }).waitFor();
    await page.getByRole("navigation", { name: "Account" }).getByRole("link", { name: "Reference" }).waitFor();

    // The counters follow, and the message is below the button.
    await page.goto(`${kith.url}/console/#/person/${ada.id}`);
    await page.getByText("0 followers").waitFor();
    const follow = page.getByRole("button", { name: "Follow: ada", pressed: false });
    const { y, height } = await follow.boundingBox();
    await follow.click();
    const notice = page.locator("#notice.notice").filter({ hasText: "You now follow ada." });
    await notice.waitFor();
    const distance = (await notice.boundingBox()).y - y - height;
    assert.ok(distance > 0 && distance < 30, `${distance}`);
    await page.getByText("1 follower", { exact: true }).waitFor();
    assert.equal(await focused(page), "button");
    await page.getByRole("button", { name: "Following: ada", pressed: true }).click();
    await page.getByText("You no longer follow ada.").waitFor();
    await page.getByText("0 followers").waitFor();
    const lines = page.getByText("One line");
    assert.ok((await lines.boundingBox()).height > 40);
    await page.getByRole("link", { name: "https://example.org", exact: true }).waitFor();
    await page.getByRole("link", { name: "https://example.org/a?b=1" }).waitFor();

    // A like has a state, also after a reload.
    await page.getByRole("button", { name: "Like · 0", pressed: false }).click();
    await page.getByText("You like this post.").waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Like · 1", pressed: true }).click();
    await page.getByText("You no longer like this post.").waitFor();
    await page.getByRole("button", { name: "Like · 0", pressed: false }).waitFor();

    // An accepted request moves to the friends, with the focus, and is answered on the page behind.
    await visit(page, "Notifications");
    await page.getByRole("link", { name: "View friend requests" }).click();
    await page.getByRole("button", { name: "Accept: ada" }).click();
    await page.getByRole("list", { name: "Your friends" }).getByRole("button", { name: "Remove friend: ada" }).waitFor();
    await page.getByText("No friend requests.").waitFor();
    assert.equal(await focused(page), "button");
    await page.goBack();
    await page.getByText("You are friends.").waitFor();
    assert.equal(await page.getByRole("link", { name: "View friend requests" }).count(), 0);

    await page.goto(`${kith.url}/console/#/person/${ada.id}`);
    await page.getByRole("button", { name: "Hide: ada" }).click();
    await visit(page, "Profile");
    await page.getByRole("link", { name: "Hidden people" }).click();
    await page.getByRole("button", { name: "Unhide: ada" }).click();
    await page.getByText("You no longer hide ada.").waitFor();
    await page.goto(`${kith.url}/console/#/person/${ada.id}/connections`);
    await page.getByRole("heading", { name: "Friends: ada" }).waitFor();
    await page.getByRole("listitem").filter({ hasText: "@bo" }).waitFor();
    await accessible(page, "friends of a user");
    await fits(page, "friends of a user");

    await page.goto(`${kith.url}/console/#/person/${ada.id}`);
    await page.getByRole("button", { name: "Block: ada" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Block", exact: true }).click();
    await page.getByText("You block ada.").waitFor();
    await page.getByRole("button", { name: "Add friend: ada" }).waitFor();
    await visit(page, "Profile");
    await page.getByRole("link", { name: "Blocked people" }).click();
    await page.getByRole("button", { name: "Unblock: ada" }).waitFor();
    await accessible(page, "blocked people");
    await fits(page, "blocked people");
    await page.getByRole("button", { name: "Unblock: ada" }).click();
    await page.getByText("You no longer block ada.").waitFor();
    await close();
  });
}

for (const [look, options] of LOOKS) {
  test(`Back finds texts, lists and the scroll position, and drafts survive (${look})`, async () => {
    await register(kith.url, "cyd");
    const dee = await register(kith.url, "dee");
    for (let n = 1; n <= 23; n += 1) await publish(dee, `Number ${n}.`);
    // A post may be reloaded while it is being deleted.
    const { page, close } = await open(browser, kith.url, { ...options, expected: [404] });
    await logIn(page, kith.url, "dee");
    await page.getByLabel("What's on your mind?").fill("A draft");
    await page.getByRole("button", { name: "Load more" }).click();
    const last = page.getByRole("article").filter({ hasText: "Number 1." });
    await last.waitFor();
    assert.equal(await focused(page), "li");
    await last.getByRole("link", { name: /now|minute/ }).click();
    await page.getByRole("heading", { name: "Post by dee" }).waitFor();
    assert.equal(await page.evaluate(() => scrollY), 0);

    // A post has a page with its likes and comments.
    await page.getByRole("button", { name: "Like · 0" }).click();
    await page.getByRole("button", { name: "Like · 1" }).waitFor();
    await page.getByText("Who likes this").click();
    await page.getByRole("list", { name: "Likes" }).getByRole("link", { name: "dee" }).waitFor();
    await page.getByLabel("Write a comment").fill("Indeed.");
    await page.getByRole("button", { name: "Comment", exact: true }).click();
    const comment = page.getByRole("article").filter({ hasText: "Indeed." });
    await comment.waitFor();
    await comment.getByRole("button", { name: "Reply" }).click();
    await comment.getByLabel("Write a reply").fill("A reply.");
    await comment.getByRole("button", { name: "Reply" }).last().click();
    await comment.getByRole("list", { name: "Replies" }).getByText("A reply.").waitFor();
    await page.getByRole("link", { name: "2 comments" }).waitFor();
    await accessible(page, "post");
    await fits(page, "post");

    await page.goBack();
    await last.getByRole("button", { name: "Like · 1", pressed: true }).waitFor();
    assert.equal(await page.getByRole("article").count(), 23);
    assert.ok(await last.evaluate((article) => article.getBoundingClientRect().top < innerHeight && scrollY > 1_000));
    assert.equal(await focused(page), "a");
    assert.equal(await page.getByLabel("What's on your mind?").inputValue(), "A draft");

    await visit(page, "People");
    await page.getByLabel("Search").fill("cy");
    await page.getByRole("heading", { name: "Search results" }).waitFor({ state: "attached" });
    await page.getByRole("link", { name: "cyd" }).click();
    await page.getByRole("heading", { name: "cyd" }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { name: "Search results" }).waitFor({ state: "attached" });
    assert.equal(await page.getByLabel("Search").inputValue(), "cy");
    await page.reload();
    await page.getByRole("heading", { name: "Search results" }).waitFor({ state: "attached" });
    assert.equal(await page.getByLabel("Search").inputValue(), "cy");

    // The own post is in the feed after a reload, can be edited, and is deleted after a question.
    await visit(page, "Home");
    assert.equal(await page.getByLabel("What's on your mind?").inputValue(), "A draft");
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByText("Post published.").first().waitFor();
    await page.reload();
    const own = page.getByRole("list", { name: "Your feed" }).getByRole("article").first();
    await own.getByText("A draft").waitFor();
    assert.equal(await page.getByLabel("What's on your mind?").inputValue(), "");
    await own.getByRole("button", { name: "Edit" }).click();
    await own.getByLabel("Text").fill("No draft");
    await own.getByRole("button", { name: "Save" }).click();
    await own.getByText("No draft").waitFor();
    await own.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog", { name: "Delete this post?" }).getByRole("button", { name: "Delete post" }).click();
    await page.getByText("This post was deleted.").waitFor();
    assert.equal(await focused(page), "article");
    await close();
  });
}

testBoth("waiting, failures and the end of a session are said", async (look) => {
  const username = `eve-${look}`;
  await register(kith.url, username);
  const { page, close, context } = await open(browser, kith.url, { expected: [401, 400, "ERR_INTERNET_DISCONNECTED"] });
  await logIn(page, kith.url, username);
  let release;
  const released = new Promise((resolve) => { release = resolve; });
  await page.route("**/api/v2/suggestion/user/**", async (route) => {
    await released;
    await route.continue();
  });
  await visit(page, "People");
  await page.getByRole("status").filter({ hasText: "Loading" }).waitFor();
  release();
  await page.getByRole("heading", { name: "People" }).waitFor();
  assert.equal(await page.getByText("Loading…").count(), 0);

  await context.setOffline(true);
  await visit(page, "Friends");
  await page.getByRole("heading", { name: "No connection" }).waitFor();
  await accessible(page, "no connection");
  await page.getByRole("button", { name: "Retry" }).click();
  await page.getByRole("button", { name: "Retry" }).waitFor();
  await context.setOffline(false);
  await page.getByRole("heading", { name: "Friends", exact: true }).waitFor();

  // Staff deactivate the account: the page says so by itself, and the login does not tell more than before.
  const body = new URLSearchParams(ADMIN);
  const admin = await (await fetch(`${kith.url}/api/users/login/`, { method: "POST", body })).json();
  const { data } = await api(admin, "GET", `users/?filter[search]=${username}`);
  await api(admin, "PATCH", `users/${data[0].id}/`, { data: { type: "users", id: data[0].id, attributes: { is_active: false } } });
  await page.getByRole("alert").filter({ hasText: "may have been deactivated" }).waitFor();
  await fillLogin(page, username);
  await page.getByText("If staff deactivated your account").waitFor();
  const known = await page.getByRole("alert").last().textContent();
  await fillLogin(page, "no-such-user");
  await page.getByText("If staff deactivated your account").waitFor();
  assert.equal(await page.getByRole("alert").last().textContent(), known);

  const texts = await page.evaluate(async (texts) => {
    const { translate, fieldLabel } = await import(new URL("assets/any/base/messages.js", document.baseURI));
    return [...texts.map(translate), fieldLabel("poll.choices.choice"), fieldLabel("date_of_birth")];
  }, ["The body is larger than 6291456 bytes.", "Request was throttled. Expected available in 900 seconds.", "Ensure this text has no more than 65536 bytes of HTML.", "Ensure this field has at least 2 elements."]);
  assert.deepEqual(texts, [
    "This is too large. Send at most 6 MB.",
    "Too many attempts. Try again in 15 minutes.",
    "The formatted text is too long. Shorten it or use less formatting.",
    "Enter at least 2.",
    "Choices",
    "Date of birth",
  ]);
  await close();
});

test("a notification shows at once, through a socket", async () => {
  const [fay, gil] = [await register(kith.url, "fay"), await register(kith.url, "gil")];
  const { page, close } = await open(browser, kith.url);
  const opened = page.waitForEvent("websocket");
  await logIn(page, kith.url, "fay");
  await opened;
  // The next poll is a minute away.
  await page.waitForTimeout(500);
  await api(gil, "POST", `api/v2/user/${fay.id}/follow/`);
  await page.getByRole("link", { name: /Notifications 1 new/ }).waitFor({ timeout: 5_000 });
  await api(gil, "POST", `api/v2/user/${fay.id}/follow/`);
  await page.getByRole("link", { name: "Notifications", exact: true }).waitFor({ timeout: 5_000 });
  await close();
});
