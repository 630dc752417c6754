// A community with friendships, follows and two reactions: reactions, pictures in comments, requests, and hidden users.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { callApi, register } from "./kith.mjs";
import { asks, start, write } from "./widgets.mjs";

let kith;
let ann;
let ben;
let post;

before(async () => {
  kith = await start("--mode", "hybrid", "--hybrid-buttons", "friendship", "--reactions", "like,love");
  [ann, ben] = await Promise.all([register(kith.url, "ann"), register(kith.url, "ben")]);
  post = await callApi(kith.url, ben, "POST", "api/v2/post/", { text: "A plain post" });
});
after(() => kith.stop());

test("a user chooses a reaction", async () => {
  const { page, close } = await kith.mount(ann, "FeedObject", { feedObjectId: post.id, feedObjectType: "post", template: "detail" });
  const vote = page.locator(".SCVoteButton-root");
  await vote.hover();
  await asks(page, `POST /api/v2/post/${post.id}/vote/`, () => page.locator(".SCVoteButton-reaction").nth(1).click());
  await page.getByRole("button", { name: "Only you" }).waitFor();
  const { reaction, reactions_count } = await callApi(kith.url, ann, "GET", `api/v2/post/${post.id}/`);
  assert.deepEqual([reaction.id, reactions_count.map(({ count }) => count)], [2, [1]]);
  await close();
});

test("a user puts a picture into a comment", async () => {
  const { page, close } = await kith.mount(ann, "FeedObject", { feedObjectId: post.id, feedObjectType: "post", template: "detail" });
  await write(page.locator("[contenteditable=true]"), "Look:");
  const picture = { name: "picture.png", mimeType: "image/png", buffer: await page.screenshot() };
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "upload image" }).click()]);
  const media = await asks(page, "POST /api/v2/media/upload/complete/", () => chooser.setFiles(picture));
  await page.locator("[contenteditable=true] img").waitFor();
  const comment = await asks(page, "POST /api/v2/comment/", () => page.locator(".SCCommentObjectReply-button-reply").click());
  assert.ok(comment.html.includes(`src="${media.image}"`), comment.html);
  await close();
});

test("a user accepts a request from the list", async () => {
  await callApi(kith.url, ben, "POST", `api/v2/user/${ann.id}/connection/request/`);
  const { page, close } = await kith.mount(ann, "UserConnectionsRequestsWidget", { userId: ann.id });
  await asks(page, `POST /api/v2/user/${ben.id}/connection/accept/`, () => page.getByRole("button", { name: "Accept", exact: true }).click());
  await close();
});

test("a user hides another from the menu of the profile, which calls it a block", async () => {
  const user = await callApi(kith.url, ann, "GET", `api/v2/user/${ben.id}/`);
  const { page, close } = await kith.mount(ann, "UserActionIconButton", { user });
  await page.getByRole("button").first().click();
  await page.getByRole("menuitem", { name: "Block user" }).click();
  await asks(page, `POST /api/v2/user/${ben.id}/hide/`, () => page.getByRole("dialog").getByRole("button", { name: "Yes" }).click());
  await page.getByRole("dialog", { name: "Unblock user" }).waitFor();
  assert.deepEqual(await callApi(kith.url, ann, "GET", "api/v2/user/hidden_users_id/"), [ben.id]);
  await close();
});
