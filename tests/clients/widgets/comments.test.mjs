// Comments: read, written, replied to, voted for, edited and deleted in the widgets.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { callApi, register } from "./kith.mjs";
import { asks, choose, start, write } from "./widgets.mjs";

let kith;
let ann;
let ben;

before(async () => {
  kith = await start("--mode", "follow");
  [ann, ben] = await Promise.all([register(kith.url, "ann"), register(kith.url, "ben")]);
});
after(() => kith.stop());

/** A new post with one comment of `author`, and its comments on a page of ann's. */
async function mount(author) {
  const post = await callApi(kith.url, ben, "POST", "api/v2/post/", { text: "A plain post" });
  const comment = await callApi(kith.url, author, "POST", "api/v2/comment/", { post: post.id, text: "The first comment" });
  const mounted = await kith.mount(ann, "CommentsFeedObject", { feedObjectId: post.id, feedObjectType: "post" });
  await mounted.page.getByText("The first comment").first().waitFor();
  return { ...mounted, comment, post };
}

test("a user comments on a post", async () => {
  const post = await callApi(kith.url, ben, "POST", "api/v2/post/", { text: "A plain post" });
  const { page, close } = await kith.mount(ann, "FeedObject", { feedObjectId: post.id, feedObjectType: "post", template: "detail" });
  await write(page.locator("[contenteditable=true]"), "Nice!");
  const comment = await asks(page, "POST /api/v2/comment/", () => page.locator(".SCCommentObjectReply-button-reply").click());
  assert.match(comment.html, /Nice!/);
  assert.equal((await callApi(kith.url, ann, "GET", `api/v2/comment/?post=${post.id}`)).results[0].id, comment.id);
  await close();
});

test("a user replies to a comment", async () => {
  const { page, close, comment } = await mount(ben);
  await page.getByRole("button", { name: "Reply", exact: true }).first().click();
  await page.locator("[contenteditable=true]").first().waitFor();
  await page.locator("[contenteditable=true]").first().pressSequentially("A reply");
  const reply = await asks(page, "POST /api/v2/comment/", () => page.locator(".SCCommentObjectReply-button-reply").click());
  assert.equal(reply.parent, comment.id);
  await page.getByText("A reply").first().waitFor();
  await close();
});

test("a user votes for a comment, and sees who voted", async () => {
  const { page, close, comment } = await mount(ben);
  await asks(page, `POST /api/v2/comment/${comment.id}/vote/`, () => page.locator(".SCVoteButton-root").first().click());
  await asks(page, `GET /api/v2/comment/${comment.id}/vote/`, () => page.getByRole("button", { name: "Only you" }).click());
  await page.getByRole("dialog").getByText("ann").first().waitFor();
  await close();
});

test("a user flags a comment", async () => {
  const { page, close, comment } = await mount(ben);
  await asks(page, `GET /api/v2/comment/${comment.id}/flag/status/`, () => choose(page));
  await page.getByText("Flag with motivation", { exact: true }).click();
  await asks(page, `POST /api/v2/comment/${comment.id}/flag/`, () => page.getByText("Spam", { exact: true }).click());
  await close();
});

test("an author edits a comment", async () => {
  const { page, close, comment } = await mount(ann);
  await choose(page, "Edit");
  await write(page.locator("[contenteditable=true]").first(), "The better comment");
  await asks(page, `PUT /api/v2/comment/${comment.id}/`, () => page.getByRole("button", { name: "Save" }).click());
  await page.getByText("The better comment").first().waitFor();
  await close();
});

test("an author deletes a comment", async () => {
  const { page, close, comment } = await mount(ann);
  await choose(page, "Delete");
  await asks(page, `DELETE /api/v2/comment/${comment.id}/`, () => page.getByRole("button", { name: "Yes" }).click());
  await page.getByText("Operation successfully complete!").first().waitFor();
  await close();
});
