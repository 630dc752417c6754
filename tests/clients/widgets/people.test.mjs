// Widgets about users: profiles, follows, friendships and suggestions.

import { after, before, test } from "node:test";
import { callApi, register } from "./kith.mjs";
import { asks, start } from "./widgets.mjs";

let follows;
let friendships;
const users = {};

before(async () => {
  [follows, friendships] = await Promise.all([start("--mode", "follow"), start("--mode", "friendship")]);
  for (const name of ["ann", "ben", "cleo", "dia"]) {
    users[name] = { follow: await register(follows.url, name), friendship: await register(friendships.url, name) };
  }
  const follow = (who, whom) => callApi(follows.url, users[who].follow, "PUT", `api/v2/user/${users[whom].follow.id}/follow/`);
  const connection = (who, action, whom) =>
    callApi(friendships.url, users[who].friendship, "POST", `api/v2/user/${users[whom].friendship.id}/connection/${action}/`);
  await follow("ann", "ben");
  await follow("ben", "cleo");
  await connection("ann", "request", "ben");
  await connection("ben", "accept", "ann");
  await connection("ann", "request", "dia");
  await connection("cleo", "request", "ann");
});
after(() => Promise.all([follows.stop(), friendships.stop()]));

const profile = (site, name, mode) => callApi(site.url, users.ann[mode], "GET", `api/v2/user/${users[name][mode].id}/`);

for (const [mode, widget, whom, text] of [
  ["follow", "UserProfileHeader", "ben", "ben"],
  ["follow", "User", "ben", "ben"],
  ["follow", "UserFollowersWidget", "cleo", "ben"],
  ["follow", "UserFollowedUsersWidget", "ben", "cleo"],
  ["follow", "UserSuggestionWidget", "ann", "cleo"],
  ["friendship", "UserProfileHeader", "ben", "ben"],
  ["friendship", "UserConnectionsWidget", "ben", "ann"],
  ["friendship", "UserConnectionsRequestsWidget", "ann", "cleo"],
  ["friendship", "UserConnectionsRequestsSentWidget", "ann", "dia"],
]) {
  test(`${widget} in the mode ${mode}`, async () => {
    const site = mode === "follow" ? follows : friendships;
    const { page, close } = await site.mount(users.ann[mode], widget, { userId: users[whom][mode].id });
    await page.getByText(text).first().waitFor();
    await close();
  });
}

test("the button follows a user, and unfollows", async () => {
  const { page, close } = await follows.mount(users.ann.follow, "FollowUserButton", { user: await profile(follows, "dia", "follow") });
  await page.getByRole("button", { name: "Follow", exact: true }).click();
  await page.getByRole("button", { name: /followed|unfollow|following/i }).click();
  await page.getByRole("button", { name: "Follow", exact: true }).waitFor();
  await close();
});

test("the button requests a connection, cancels, accepts and removes", async () => {
  const [ann, eva] = [users.ann.friendship, await register(friendships.url, "eva")];
  const mount = async () => friendships.mount(ann, "ConnectionUserButton", { user: await callApi(friendships.url, ann, "GET", `api/v2/user/${eva.id}/`) });
  const press = (page, name, action) =>
    asks(page, `POST /api/v2/user/${eva.id}/connection/${action}/`, () => page.getByRole("button", { name, exact: true }).click());

  const first = await mount();
  await press(first.page, "Connect", "request");
  await press(first.page, "Cancel", "cancel_request");
  await first.page.getByRole("button", { name: "Connect", exact: true }).waitFor();
  await first.close();

  await callApi(friendships.url, eva, "POST", `api/v2/user/${ann.id}/connection/request/`);
  const second = await mount();
  await press(second.page, "Accept", "accept");
  await press(second.page, "Remove", "remove");
  await second.page.getByRole("button", { name: "Connect", exact: true }).waitFor();
  await second.close();
});

test("a setting decides which button hybrid mode has", async () => {
  const site = await start("--mode", "hybrid", "--hybrid-buttons", "friendship");
  const [eva, finn] = await Promise.all([register(site.url, "eva"), register(site.url, "finn")]);
  const { page, close } = await site.mount(eva, "ConnectionUserButton", { user: await callApi(site.url, eva, "GET", `api/v2/user/${finn.id}/`) });
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page.getByRole("button", { name: "Cancel", exact: true }).waitFor();
  await close();
  await site.stop();
});

test("ConnectionUserButton follows where there are no friendships", async () => {
  const { page, close } = await follows.mount(users.ann.follow, "ConnectionUserButton", { user: await profile(follows, "cleo", "follow") });
  await page.getByRole("button", { name: "Follow", exact: true }).waitFor();
  await close();
});
