// Widgets that show posts: single ones and feeds.

import { after, before, test } from "node:test";
import { callApi, register } from "./kith.mjs";
import { eventually, start } from "./widgets.mjs";

let kith;
let ann;
let ben;
const posts = {};

before(async () => {
  kith = await start("--mode", "follow");
  ann = await register(kith.url, "ann");
  ben = await register(kith.url, "ben");
  await callApi(kith.url, ann, "PUT", `api/v2/user/${ben.id}/follow/`);
  for (let number = 1; number <= 25; number += 1) {
    posts.oldest ??= await callApi(kith.url, ben, "POST", "api/v2/post/", { text: "The oldest post" });
    await callApi(kith.url, ben, "POST", "api/v2/post/", { text: `Post number ${number}` });
  }
  posts.post = await callApi(kith.url, ben, "POST", "api/v2/post/", { text: "A plain post" });
  posts.discussion = await callApi(kith.url, ben, "POST", "api/v2/discussion/", { title: "A discussion", text: "Its text" });
  const poll = { title: "Which game?", choices: [{ choice: "Celeste" }, { choice: "Hades" }] };
  posts.poll = await callApi(kith.url, ben, "POST", "api/v2/post/", { text: "A poll", poll });
});
after(() => kith.stop());

for (const [kind, text] of [["post", "A plain post"], ["discussion", "A discussion"], ["poll", "Hades"]]) {
  for (const template of ["preview", "detail"]) {
    test(`FeedObject shows a ${kind} as ${template}`, async () => {
      const { type, id } = posts[kind];
      const props = { feedObjectId: id, feedObjectType: type, template };
      const { page, close } = await kith.mount(ann, "FeedObject", props);
      await page.getByText(text).first().waitFor();
      await close();
    });
  }
}

test("MainFeed scrolls to the oldest post", async () => {
  const { page, close } = await kith.mount(ann, "MainFeed");
  await page.getByText("A plain post").first().waitFor();
  const oldest = page.getByText("The oldest post");
  await eventually(async () => (await page.mouse.wheel(0, 2000), oldest.first().isVisible()));
  await oldest.first().waitFor();
  await close();
});

for (const [widget, props] of [
  ["ExploreFeed", () => ({})],
  ["UserFeed", () => ({ userId: ben.id })],
  ["UserProfile", () => ({ userId: ben.id })],
]) {
  test(`${widget} shows posts`, async () => {
    const { page, close } = await kith.mount(ann, widget, props());
    await page.getByText("A plain post").first().waitFor();
    await close();
  });
}
