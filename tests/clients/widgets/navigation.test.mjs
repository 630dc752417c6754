// Navigation, search and notifications.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { callApi, register } from "./kith.mjs";
import { asks, eventually, start } from "./widgets.mjs";

let kith;
let ann;
let ben;

before(async () => {
  kith = await start("--mode", "follow");
  [ann, ben] = await Promise.all([register(kith.url, "ann"), register(kith.url, "ben")]);
  const { id } = await callApi(kith.url, ann, "POST", "api/v2/post/", { text: "A plain post" });
  await callApi(kith.url, ben, "PUT", `api/v2/user/${ann.id}/follow/`);
  await callApi(kith.url, ben, "POST", `api/v2/post/${id}/vote/`);
  await callApi(kith.url, ben, "POST", "api/v2/comment/", { post: id, text: "The first comment" });
  await eventually(async () => (await unseen()) === 3);
});
after(() => kith.stop());

async function unseen() {
  return (await callApi(kith.url, ann, "GET", "api/v2/notification/unseen/count/")).count;
}

test("the bar counts what is unseen, shows it, and marks it as seen", async () => {
  const { page, close } = await kith.mount(ann, "NavigationToolbar");
  const bell = page.getByRole("button", { name: "Notification" });
  await bell.getByText("3", { exact: true }).waitFor();
  await asks(page, "GET /api/v2/notification/", () => bell.click());
  await page.getByText("started following you").waitFor();
  await eventually(async () => (await unseen()) === 0);
  await close();
});

for (const [widget, texts] of [
  ["SnippetNotifications", ["started following you"]],
  ["NotificationFeed", ["started following you", "A plain post", "The first comment"]],
]) {
  test(`${widget} shows what others did`, async () => {
    const { page, close } = await kith.mount(ann, widget);
    for (const text of texts) await page.getByText(text).first().waitFor();
    await close();
  });
}

for (const widget of ["SearchAutocomplete", "NavigationToolbar"]) {
  test(`${widget} finds users`, async () => {
    const { page, close } = await kith.mount(ann, widget);
    const search = page.getByRole("combobox");
    const found = await asks(page, "GET /api/v2/suggestion/", () => search.fill("be"));
    assert.deepEqual(found.results.map(({ type, user }) => [type, user.id]), [["user", ben.id]]);
    await page.getByRole("option", { name: "ben" }).click();
    await close();
  });
}

test("SearchAutocomplete finds no user without a match", async () => {
  const { page, close } = await kith.mount(ann, "SearchAutocomplete");
  const found = await asks(page, "GET /api/v2/suggestion/", () => page.getByRole("combobox").fill("zz"));
  assert.deepEqual(found.results, []);
  await close();
});

test("the menu of the bar has the pages of a user", async () => {
  const { page, close } = await kith.mount(ann, "NavigationSettingsIconButton");
  await page.getByRole("button").first().click();
  for (const name of ["Profile", "Following", "Followers", "Settings", "Logout"]) await page.getByRole("menuitem", { name, exact: true }).waitFor();
  await close();
});

test("a visitor sees the bar", async () => {
  const { page, close } = await kith.mount(null, "NavigationToolbar");
  await page.getByRole("link", { name: "logo" }).waitFor();
  await close();
});
