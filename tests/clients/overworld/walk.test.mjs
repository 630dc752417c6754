// A walk through Overworld's web front end: the calls of its pages, in order and as it makes them, with `igdb` as a number.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PASSWORD, serve } from "../../browser/kith.mjs";

// Games as its search returns them.
const CELESTE = { id: 12, igdb: 26226, name: "Celeste", slug: "celeste", cover_id: "co3byy", backdrop_id: "sc5vwk" };
const HADES = { id: 13, igdb: 113112, name: "Hades", slug: "hades-2018", cover_id: "co39vc", backdrop_id: null };
const LISTS = { log: "played", like: "liked", backlog: "backlog", wishlist: "wishlist" };
const today = new Date().toISOString().slice(0, 10);

let kith;
let session;

before(async () => {
  kith = await serve("--mode", "follow");
});
after(() => kith.stop());

async function call(method, path, body) {
  const headers = { "Content-Type": "application/json", ...(session && { Authorization: `Token ${session.token}` }) };
  const response = await fetch(kith.url + path, { method, headers, body: body && JSON.stringify(body) });
  const text = await response.text();
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : null;
}
const profile = (username = "madeline") => call("GET", `/api/users/profile/${username}`);
const names = (games) => games.map(({ name }) => name);

test("registers, and logs in", async () => {
  const other = { username: "theo", email: "theo@example.org", password: PASSWORD };
  await call("POST", "/api/users/register/", other);
  await call("POST", "/api/users/register/", { username: "madeline", email: "madeline@example.org", password: PASSWORD });
  session = await call("POST", "/api/users/login/", { username: "madeline", password: PASSWORD });
  assert.equal((await call("GET", "/api/users/user/")).username, "madeline");
});

test("shows a new profile, with every list that the page reads", async () => {
  const { favorites, played, liked, backlog, wishlist, following, followers, me } = await profile();
  assert.deepEqual([favorites, played, liked, backlog, wishlist, following, followers], [[], [], [], [], [], [], []]);
  assert.equal(me.id, session.user.id);
});

test("puts games into lists, and takes them out", async () => {
  for (const [action, list] of Object.entries(LISTS)) {
    assert.equal((await call("POST", `/api/actions/${action}/`, HADES)).value, true, action);
    assert.equal((await call("GET", `/api/actions/?igdb=${HADES.igdb}`))[list], true, action);
    const [game] = (await profile())[list];
    assert.deepEqual({ ...game, igdb: Number(game.igdb), id: HADES.id }, HADES, action);
    assert.equal((await call("POST", `/api/actions/${action}/`, HADES)).value, false, action);
    assert.deepEqual((await profile())[list], [], action);
  }
});

test("a played game leaves the backlog", async () => {
  await call("POST", "/api/actions/backlog/", CELESTE);
  assert.equal((await call("POST", "/api/actions/log/", CELESTE)).removedFromBacklog, true);
  const { played, backlog } = await profile();
  assert.deepEqual([names(played), names(backlog)], [["Celeste"], []]);
});

test("keeps up to five favorites", async () => {
  for (const game of [CELESTE, HADES]) await call("POST", "/api/actions/favorites/add/", game);
  assert.deepEqual(names(await call("GET", "/api/actions/favorites/")), ["Celeste", "Hades"]);
  await call("POST", "/api/actions/favorites/remove/", { igdb: CELESTE.igdb });
  assert.deepEqual(names((await profile()).favorites), ["Hades"]);
});

test("rates a game in halves", async () => {
  assert.deepEqual(await call("GET", `/api/actions/ratings/?igdb=${CELESTE.igdb}`), {});
  await call("POST", "/api/actions/ratings/", { ...CELESTE, rating: 4.5 });
  const { game, user, rating } = await call("GET", `/api/actions/ratings/?igdb=${CELESTE.igdb}`);
  assert.deepEqual([user, rating], [session.user.id, "4.5"]);
  const ratings = await call("GET", "/api/users/profile/madeline/ratings");
  assert.deepEqual(ratings, [{ game, user, rating: "4.5" }]);
});

test("writes a journal, and shows it by month and as activity", async () => {
  await call("POST", "/api/actions/backlog/", HADES);
  const game = { id: HADES.igdb, name: HADES.name, slug: HADES.slug, coverId: HADES.cover_id, backdropId: null };
  const review = "Worth every run.\n<b>Really.</b>";
  const entry = { game, date: today, liked: true, review, spoilers: false, rating: 5, entry_type: "F", platform: "PC" };
  await call("POST", "/api/actions/journal/", entry);

  const [{ year, months }] = await call("GET", "/api/actions/journal/?username=madeline&limit=10");
  assert.deepEqual([year, months[0].month].map(Number), today.split("-").slice(0, 2).map(Number));
  assert.deepEqual(months[0].entries.map(({ game, review, rating }) => [game.name, review, rating]), [["Hades", review, "5.0"]]);
  const activity = await call("GET", "/api/users/profile/madeline/activity?limit=5");
  assert.deepEqual(activity.map(({ game, entry_type, platform }) => [game.name, entry_type, platform]), [["Hades", "F", "PC"]]);

  const { played, liked, backlog } = await profile();
  assert.deepEqual([names(played).sort(), names(liked), names(backlog)], [["Celeste", "Hades"], ["Hades"], []]);
});

test("follows another user, and edits the own profile", async () => {
  await call("POST", "/api/users/follow/", { username: "theo" });
  assert.equal((await profile("theo")).followingUser, true);
  assert.deepEqual((await profile("theo")).favorites, []);
  await call("POST", "/api/users/unfollow/", { username: "theo" });
  assert.deepEqual((await profile()).following, []);
  await call("POST", "/api/users/profile/madeline", { bio: "Climbs", location: "", twitter: "", refreshAvatar: false });
  assert.equal((await profile()).bio, "Climbs");
});

test("logs out, and still shows profiles", async () => {
  await call("POST", "/api/users/logout/");
  session = null;
  assert.deepEqual(names((await profile()).favorites), ["Hades"]);
});
