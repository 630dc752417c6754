// The composer: texts, polls, mentions and pictures.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { callApi, register } from "./kith.mjs";
import { asks, start, write } from "./widgets.mjs";

let kith;
let ann;
let ben;

before(async () => {
  kith = await start("--mode", "follow");
  [ann, ben] = await Promise.all([register(kith.url, "ann"), register(kith.url, "ben")]);
});
after(() => kith.stop());

/** Opens the composer of ann; `publish` sends what it holds to `path`. */
async function compose() {
  const { page, close } = await kith.mount(ann, "InlineComposerWidget");
  await page.getByRole("button", { name: "Create content..." }).click();
  const dialog = page.getByRole("dialog");
  const editor = dialog.locator("[contenteditable=true]");
  await editor.waitFor();
  const publish = async (path = "/api/v2/post/") => {
    const post = await asks(page, `POST ${path}`, () => dialog.getByRole("button", { name: "Publish" }).click());
    await dialog.waitFor({ state: "detached" });
    return post;
  };
  return { page, close, dialog, editor, publish };
}

test("a text is published", async () => {
  const { close, editor, publish } = await compose();
  await write(editor, "Hello from the composer");
  assert.match((await publish()).html, /Hello from the composer/);
  await close();
});

test("an article is published", async () => {
  const { page, close, dialog, editor, publish } = await compose();
  await dialog.getByRole("button", { name: "Article" }).click();
  await page.getByPlaceholder("Write a good title...").or(dialog.getByRole("textbox").first()).first().fill("On summits");
  await write(editor, "They are high.");
  assert.equal((await publish("/api/v2/discussion/")).title, "On summits");
  await close();
});

test("a poll is published", async () => {
  const { close, dialog, publish } = await compose();
  await dialog.getByRole("button", { name: "Poll" }).click();
  await dialog.getByLabel("Poll's title").fill("Which game?");
  for (const [index, game] of ["Celeste", "Hades"].entries()) await dialog.getByPlaceholder("Add a choice").nth(index).fill(game);
  assert.deepEqual((await publish()).poll.choices.map(({ choice }) => choice), ["Celeste", "Hades"]);
  await close();
});

test("a mention is published", async () => {
  const { page, close, editor, publish } = await compose();
  await editor.click();
  await editor.pressSequentially("Thanks @ben");
  await page.getByRole("option").or(page.locator("[class*=SCEditor] li, [class*=ention] li")).getByText("ben").first().click();
  await page.getByRole("dialog").locator("mention").waitFor();
  const { html } = await publish();
  assert.match(html, new RegExp(`<mention[^>]*id="${ben.id}"[^>]*>@ben</mention>`));
  await close();
});

test("a picture is uploaded and published", async () => {
  const { page, close, dialog, editor, publish } = await compose();
  await write(editor, "A picture");
  const picture = { name: "picture.png", mimeType: "image/png", buffer: await page.screenshot() };
  await dialog.getByRole("button", { name: "add media" }).click();
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("menuitem").first().click()]);
  const media = await asks(page, "POST /api/v2/media/upload/complete/", () => chooser.setFiles(picture));
  const post = await publish();
  assert.deepEqual(post.medias.map(({ id, type }) => [id, type]), [[media.id, "image"]]);
  await close();

  const shown = await kith.mount(ann, "FeedObject", { feedObjectId: post.id, feedObjectType: "post", template: "detail" });
  await shown.page.waitForResponse((response) => response.url().includes("/media/") && response.ok());
  await shown.close();
});
