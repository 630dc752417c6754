// Widgets about the account, notifications, search and navigation.

import { after, before, test } from "node:test";
import { callApi, register } from "./kith.mjs";
import { start } from "./widgets.mjs";

let kith;
let ann;
let ben;

before(async () => {
  kith = await start("--mode", "follow");
  ann = await register(kith.url, "ann");
  ben = await register(kith.url, "ben");
  await callApi(kith.url, ben, "PUT", `api/v2/user/${ann.id}/follow/`);
});
after(() => kith.stop());

for (const widget of [
  "UserProfileEdit",
  "UserInfo",
  "ChangePicture",
  "ChangeCover",
  "AccountDataPortability",
  "AccountDelete",
  "AccountRecover",
  "NavigationToolbar",
  "SearchAutocomplete",
  "SnippetNotifications",
  "NotificationFeed",
  "Composer",
  "InlineComposerWidget",
]) {
  test(`${widget} is mounted`, async () => {
    const props = ["UserInfo", "UserProfileEdit"].includes(widget) ? { userId: ann.id } : {};
    const { close } = await kith.mount(ann, widget, props);
    await close();
  });
}

for (const widget of ["SnippetNotifications", "NotificationFeed"]) {
  test(`${widget} shows who follows`, async () => {
    const { page, close } = await kith.mount(ann, widget);
    await page.getByText("ben").first().waitFor();
    await close();
  });
}
