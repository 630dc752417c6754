// What a user does with posts in the widgets: votes, saves, flags, edits, deletes and moderates.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { callApi, register } from "./kith.mjs";
import { admin, asks, choose, eventually, start, write } from "./widgets.mjs";

let kith;
let ann;
let ben;
let staff;

before(async () => {
  kith = await start("--mode", "follow");
  [ann, ben, staff] = await Promise.all([register(kith.url, "ann"), register(kith.url, "ben"), admin(kith.url)]);
});
after(() => kith.stop());

/** Mounts a new post of `author` for `reader`. */
async function mount(reader, author, body = { text: "A plain post" }) {
  const { id } = await callApi(kith.url, author, "POST", "api/v2/post/", body);
  const mounted = await kith.mount(reader, "FeedObject", { feedObjectId: id, feedObjectType: "post", template: "detail" });
  const read = (user = reader) => callApi(kith.url, user, "GET", `api/v2/post/${id}/`);
  return { ...mounted, id, read };
}

test("a user votes for a post, sees who voted, and takes the vote back", async () => {
  const { page, close, id, read } = await mount(ann, ben);
  const vote = page.locator(".SCVoteButton-root");
  await asks(page, `POST /api/v2/post/${id}/vote/`, () => vote.click());
  await page.getByRole("button", { name: "Only you" }).waitFor();
  assert.deepEqual((({ voted, vote_count }) => [voted, vote_count])(await read()), [true, 1]);

  await asks(page, `GET /api/v2/post/${id}/vote/`, () => page.locator(".SCVoteAudienceButton-root").click());
  await page.getByRole("dialog").getByText("ann").first().waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "close" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });

  await asks(page, `POST /api/v2/post/${id}/vote/`, () => vote.click());
  await page.getByRole("button", { name: "0 Likes" }).waitFor();
  await close();
});

test("a user saves a post, and saves it no more", async () => {
  const { page, close, id, read } = await mount(ann, ben);
  for (const followed of [true, false]) {
    await asks(page, `POST /api/v2/post/${id}/follow/`, () => page.locator(".SCFeedObject-action-follow-button").click());
    await page.locator(".SCFeedObject-action-follow-followed").waitFor({ state: followed ? "attached" : "detached" });
    assert.equal((await read()).followed, followed);
  }
  await close();
});

test("a user votes in a poll", async () => {
  const poll = { title: "Which game?", choices: [{ choice: "Celeste" }, { choice: "Hades" }] };
  const { page, close, id, read } = await mount(ann, ben, { text: "A poll", poll });
  await asks(page, `POST /api/v2/post/${id}/poll/vote/`, () => page.getByRole("button", { name: "Vote", exact: true }).first().click());
  await page.getByText("1 voter", { exact: true }).waitFor();
  await page.getByText("100%").waitFor();
  assert.equal((await read()).poll.choices[0].voted, true);
  await close();
});

test("a user flags a post, and takes it back", async () => {
  const { page, close, id } = await mount(ann, ben);
  await asks(page, `GET /api/v2/post/${id}/flag/status/`, () => choose(page));
  const status = () => callApi(kith.url, ann, "GET", `api/v2/post/${id}/flag/status/`);
  await page.getByText("Flag with motivation", { exact: true }).click();
  await asks(page, `POST /api/v2/post/${id}/flag/`, () => page.getByText("Vulgar", { exact: true }).click());
  assert.equal((await status()).flag_type, 2);
  await asks(page, `POST /api/v2/post/${id}/flag/`, () => page.getByText("Vulgar", { exact: true }).click());
  assert.equal((await status()).flag_type ?? null, null);
  await close();
});

test("a user suspends the notifications of a post, and enables them", async () => {
  const { page, close, id, read } = await mount(ann, ben);
  await asks(page, `POST /api/v2/post/${id}/suspend/`, () => choose(page, "Suspend notifications"));
  assert.equal((await read()).suspended, true);
  await asks(page, `POST /api/v2/post/${id}/suspend/`, () => page.getByText("Enable notifications", { exact: true }).click());
  assert.equal((await read()).suspended, false);
  await close();
});

test("an author edits a post", async () => {
  const { page, close, id, read } = await mount(ann, ann);
  await choose(page, "Edit");
  const dialog = page.getByRole("dialog");
  await write(dialog.locator("[contenteditable=true]"), "Another text");
  await asks(page, `PUT /api/v2/post/${id}/`, () => dialog.getByRole("button", { name: "Publish" }).click());
  await page.getByText("Another text").first().waitFor();
  assert.match((await read()).html, /Another text/);
  await close();
});

test("an author deletes a post", async () => {
  const { page, close, id } = await mount(ann, ann);
  await choose(page, "Delete");
  await asks(page, `DELETE /api/v2/post/${id}/`, () => page.getByRole("button", { name: "Yes" }).click());
  await page.getByText("Operation successfully complete!").first().waitFor();
  await close();
});

test("a moderator hides a post, and another user sees only that", async () => {
  const { page, close, id, read } = await mount(staff, ben, { text: "A rude post" });
  await choose(page, "Hide with motivation");
  await page.getByText("Spam", { exact: true }).last().click();
  await asks(page, `PATCH /api/v2/moderation/contribution/${id}/`, () => page.getByRole("button", { name: "Yes" }).click());
  await page.getByText("Operation successfully complete!").first().waitFor();
  await eventually(async () => (await read(ann)).collapsed);
  await close();

  const other = await kith.mount(ann, "FeedObject", { feedObjectId: id, feedObjectType: "post", template: "detail" });
  await other.page.locator(".SCFeedObject-root").first().waitFor();
  assert.doesNotMatch(await other.page.locator("body").innerText(), /rude/);
  await other.close();
});
