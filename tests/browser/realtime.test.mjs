// The console of two users side by side: what one does shows at the other, and what happens without a connection.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, launch, open, testBoth } from "./browser.mjs";
import { logIn, visit } from "./console.mjs";
import { callApi, register, serve } from "./kith.mjs";

/** How long a change may take to show, far below the interval of any poll. */
const SOON = { timeout: 3_000 };

let browser;
let kith;
before(async () => {
  [browser, kith] = await Promise.all([launch(), serve()]);
});
after(() => Promise.all([browser?.close(), kith?.stop()]));

const api = (user, method, path, body) => callApi(kith.url, user, method, path, body);

/** Opens the console of a user. Returns once its socket is open. */
async function sideBySide(name, options) {
  const tab = await open(browser, kith.url, options);
  const opened = tab.page.waitForEvent("websocket");
  await logIn(tab.page, kith.url, name);
  tab.socket = await opened;
  await tab.page.waitForTimeout(300);
  return tab;
}

/** Opens the page of a post. Returns once the server tells of it. */
async function openPost({ page, socket }, post) {
  const subscribed = socket.waitForEvent("framereceived", { predicate: ({ payload }) => String(payload).includes('"subscribed"') });
  await page.goto(`${kith.url}/console/#/post/${post}`);
  await subscribed;
}

testBoth("comments and votes show at once where the post is open", async (look) => {
  const names = [`ada-${look}`, `ben-${look}`];
  const [ada, ben] = [await register(kith.url, names[0]), await register(kith.url, names[1])];
  const { id } = await api(ada, "POST", "api/v2/post/", { text: "Summits" });
  // A comment may be reloaded while it is being deleted.
  const [adas, bens] = [await sideBySide(names[0], { expected: [404] }), await sideBySide(names[1], { expected: [404] })];
  await openPost(adas, id);
  await openPost(bens, id);
  // One writes, the other one sees it, and neither sees it twice.
  await adas.page.getByLabel("Write a comment").fill("How high?");
  await adas.page.getByRole("button", { name: "Comment", exact: true }).click();
  const [mine, theirs] = [adas.page, bens.page].map((page) => page.getByRole("list", { name: "New comments" }).getByText("How high?"));
  await theirs.waitFor(SOON);
  await bens.page.getByRole("button", { name: /Like · 0/ }).first().click();
  await adas.page.getByRole("button", { name: /Like · 1/ }).waitFor(SOON);
  await adas.page.getByRole("link", { name: "1 comment" }).waitFor(SOON);
  assert.deepEqual([await mine.count(), await theirs.count()], [1, 1]);
  // A reply, in both directions.
  await bens.page.getByRole("button", { name: "Reply" }).click();
  await bens.page.getByLabel("Write a reply").fill("Very.");
  await bens.page.getByRole("button", { name: "Reply" }).last().click();
  await adas.page.getByRole("list", { name: "Replies" }).getByText("Very.").waitFor(SOON);
  await accessible(adas.page, "a post with comments that have arrived");
  // It is deleted.
  const { results } = await api(ada, "GET", `api/v2/comment/?post=${id}`);
  await api(ben, "DELETE", `api/v2/comment/${results[0].latest_comments[0].id}/`);
  await adas.page.getByText("This comment was deleted.").waitFor(SOON);
  // Another page does not show it.
  await visit(adas.page, "Home");
  await adas.page.getByRole("heading", { name: "Home" }).waitFor();
  await api(ben, "POST", "api/v2/comment/", { post: id, text: "While away" });
  await adas.page.goBack();
  await adas.page.getByText("While away").waitFor(SOON);
  await Promise.all([adas.close(), bens.close()]);
});

testBoth("friend requests and their answers show at once on the Friends page", async (look) => {
  const names = [`cyd-${look}`, `dan-${look}`];
  const [cyd, dan] = [await register(kith.url, names[0]), await register(kith.url, names[1])];
  const [cyds, dans] = [await sideBySide(names[0]), await sideBySide(names[1])];
  for (const { page } of [cyds, dans]) {
    await visit(page, "Friends");
    await page.getByRole("heading", { name: "Friends", level: 1 }).waitFor();
  }
  await api(cyd, "POST", `api/v2/user/${dan.id}/connection/request/`);
  await dans.page.getByRole("list", { name: "Friend requests" }).getByText(`@${names[0]}`).waitFor(SOON);
  await visit(cyds.page, "People");
  await visit(cyds.page, "Friends");
  await dans.page.getByRole("button", { name: `Accept: ${names[0]}` }).click();
  await cyds.page.getByRole("list", { name: "Your friends" }).getByText(`@${names[1]}`).waitFor(SOON);
  await api(cyd, "POST", `api/v2/user/${dan.id}/connection/remove/`);
  await dans.page.getByText("No friends yet.").waitFor(SOON);
  await cyds.page.getByText("No friends yet.").waitFor(SOON);
  await Promise.all([cyds.close(), dans.close()]);
});

test("notifications that are seen in one tab are seen in the other", async () => {
  const [eve, fay] = [await register(kith.url, "eve"), await register(kith.url, "fay")];
  const [one, other] = [await sideBySide("eve"), await sideBySide("eve")];
  await api(fay, "POST", `api/v2/user/${eve.id}/follow/`);
  for (const { page } of [one, other]) await page.getByRole("link", { name: /Notifications 1 new/ }).waitFor(SOON);
  await visit(one.page, /Notifications/);
  await one.page.getByRole("main").getByText("followed you").waitFor();
  await other.page.getByRole("link", { name: "Notifications", exact: true }).waitFor(SOON);
  // The open list grows.
  const gil = await register(kith.url, "gil");
  await api(gil, "POST", `api/v2/user/${eve.id}/follow/`);
  await one.page.getByText("gil").first().waitFor(SOON);
  await Promise.all([one.close(), other.close()]);
});

test("a bar says that there is no connection, and what was missed shows after it", async () => {
  const [hal, ida] = [await register(kith.url, "hal"), await register(kith.url, "ida")];
  const { id } = await api(hal, "POST", "api/v2/post/", { text: "Valleys" });
  const tab = await sideBySide("hal", { expected: ["ERR_INTERNET_DISCONNECTED", "WebSocket"] });
  await openPost(tab, id);
  const bar = tab.page.getByText("No connection. What you see may be out of date.");
  await tab.context.setOffline(true);
  await bar.waitFor(SOON);
  await api(ida, "POST", "api/v2/comment/", { post: id, text: "Deep ones" });
  await tab.context.setOffline(false);
  await bar.waitFor({ state: "hidden", ...SOON });
  await tab.page.getByText("Deep ones").waitFor(SOON);
  await tab.close();
});

test("without a socket, polls that find nothing new cost a 304, and new posts are offered", async () => {
  const [jo, kim] = [await register(kith.url, "jo"), await register(kith.url, "kim")];
  await api(jo, "POST", `api/v2/user/${kim.id}/follow/`);
  await api(kim, "POST", "api/v2/post/", { text: "Before" });
  const tab = await open(browser, kith.url);
  const { page } = tab;
  await page.routeWebSocket(/ws\/notify/, (socket) => socket.close());
  const statuses = { count: [], feed: [] };
  page.on("response", (response) => {
    const path = new URL(response.url()).pathname;
    if (path === "/api/v2/notification/unseen/count/") statuses.count.push(response.status());
    if (path === "/api/v2/feed/") statuses.feed.push(response.status());
  });
  await logIn(page, kith.url, "jo");
  await page.getByRole("list", { name: "Your feed" }).getByText("Before").waitFor();
  const look = () => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  const until = async (condition) => {
    for (let tries = 0; !condition(); tries += 1) {
      assert.ok(tries < 100, JSON.stringify(statuses));
      await page.waitForTimeout(100);
    }
  };
  await until(() => statuses.count.includes(304));
  await look();
  // At the end of its minute, a tag is good no longer.
  await until(() => statuses.feed.length > 1);
  if (!statuses.feed.includes(304)) await look();
  await until(() => statuses.feed.includes(304));

  await api(kim, "POST", "api/v2/post/", { text: "After" });
  const offer = page.getByRole("button", { name: "Show 1 new post" });
  for (let tries = 0; !(await offer.count()); tries += 1) {
    assert.ok(tries < 50, "no offer");
    await look();
    await page.waitForTimeout(200);
  }
  await offer.click();
  await page.getByRole("list", { name: "Your feed" }).getByText("After").waitFor();
  await accessible(page, "Home with new posts");
  await tab.close();
});
