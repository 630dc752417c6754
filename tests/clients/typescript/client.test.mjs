// Tests the packed TypeScript client against `kith serve`.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Kith, KithError, memoryStorage, webStorage } from "@kith/client";
import { ADMIN, PASSWORD, serve } from "./kith.mjs";

let kith;
let ada;
before(async () => {
  kith = await serve();
  ada = await join("ada");
});
after(() => kith.stop());

/** Registers a user and logs them in. */
async function join(username, options = {}) {
  const client = new Kith({ url: kith.url, ...options });
  const body = { username, email: `${username}@example.org`, password: PASSWORD };
  const { user } = await client.post("/api/users/register/", { body, retry: true });
  await client.session.logIn(username, PASSWORD);
  return Object.assign(client, { id: user.id });
}

async function admin() {
  const client = new Kith({ url: kith.url });
  await client.session.logIn(ADMIN.username, ADMIN.password);
  return client;
}

/** A `fetch` that records its requests, and gives `responses` before it sends any; `null` is a lost response. */
function recording(...responses) {
  const requests = [];
  const fetch = async (request) => {
    requests.push(request.clone());
    const response = responses.shift();
    if (response === null) throw new TypeError("connection lost");
    return response ?? globalThis.fetch(request);
  };
  const sent = (path) => requests.filter((request) => new URL(request.url).pathname === path);
  return { fetch, requests, sent };
}

const unavailable = (headers = { "Retry-After": "0" }, status = 503) => () => new Response("{}", { status, headers });

/** A user whose storage the test can change. The `fetch` of the options sees nothing of the registration and login. */
async function shared({ username, ...options }) {
  const storage = memoryStorage();
  const { id } = await join(username, { storage });
  return { id, storage, client: new Kith({ url: kith.url, storage, ...options }) };
}

async function rejected(promise, expected) {
  const error = await promise.then(() => assert.fail("no error"), (thrown) => thrown);
  assert.ok(error instanceof KithError, error);
  for (const [name, value] of Object.entries(expected)) assert.deepEqual(error[name], value, name);
  return error;
}

test("each method returns the body of its response", async () => {
  const post = await ada.post("/api/v2/post/", { body: { text: "First" } });
  const at = { params: { path: { id: post.id } } };
  assert.equal((await ada.put("/api/v2/post/{id}/", { ...at, body: { text: "Second" } })).summary, "Second");
  assert.equal((await ada.get("/api/v2/post/{id}/", at)).summary, "Second");
  assert.equal(await ada.put("/api/v2/post/{id}/vote/", at), undefined);
  assert.equal(await ada.delete("/api/v2/post/{id}/", at), undefined);
  const bio = { params: { path: { id: ada.id } }, body: { bio: "I climb." } };
  assert.equal((await ada.patch("/api/v2/user/{id}/", bio)).bio, "I climb.");
});

test("errors of all APIs have a status, a code and fields", async () => {
  const guest = new Kith({ url: kith.url });
  const name = { username: "ada", email: "ada@example.net", password: PASSWORD };
  const taken = (code) => [{ field: "username", code, message: "A user with that username already exists." }];
  await rejected(guest.post("/api/users/register/", { body: name }), { status: 400, code: null, fields: taken(null) });
  const wrong = guest.post("/api/users/login/", { body: { username: "ada", password: "wrong" } });
  await rejected(wrong, { status: 400, message: "Incorrect username/password.", fields: [] });
  await rejected(guest.get("/api/v2/user/me/"), { status: 401, code: "not_authenticated", retryAfter: null });
  const poll = { body: { text: "?", poll: { title: "Which?", choices: [{ choice: "One" }] } } };
  const { fields } = await rejected(ada.post("/api/v2/post/", poll), { status: 400, code: null });
  assert.deepEqual(fields.map(({ field, code }) => [field, code]), [["poll.choices", "min_length"]]);
  const data = { type: "users", attributes: { username: "ada", password: PASSWORD } };
  const created = (await admin()).post("/users/", { body: { data } });
  await rejected(created, { status: 400, code: null, fields: taken("unique") });
  const login = guest.session.logIn("ada", "wrong");
  const { requestId } = await rejected(login, { status: 400, code: "invalid_grant", fields: [] });
  assert.ok(requestId);
  const busy = { fetch: recording(new Response("no JSON", { status: 429, headers: { "Retry-After": "7" } })).fetch };
  await rejected(new Kith({ url: kith.url, ...busy }).get("/health/"), { status: 429, code: null, retryAfter: 7 });
});

test("lists of both kinds are read to their end", async () => {
  for (const text of ["one", "two", "three"]) await ada.post("/api/v2/post/", { body: { text } });
  const texts = [];
  const feed = { params: { path: { id: ada.id }, query: { limit: 2 } } };
  for await (const { summary } of ada.list("/api/v2/user/{id}/feed/", feed)) texts.push(summary);
  assert.deepEqual(texts, ["three", "two", "one"]);

  const staff = await admin();
  const directory = { params: { query: { "page[size]": 1 } } };
  const names = [];
  for await (const { attributes } of staff.list("/users/", directory)) names.push(attributes.username);
  assert.deepEqual(names.sort(), ["ada", "admin"]);

  const sizes = [];
  const users = staff.pages("/api/v2/user/", { params: { query: { limit: 1 } } });
  for await (const { results } of users) sizes.push(results.length);
  assert.deepEqual(sizes, [1, 1]);

  const home = (await ada.get("/users/me/")).data.relationships.home_folder;
  for await (const node of ada.list("/nodes/{id}/", { params: { path: { id: home.data.id } } })) assert.fail(node.id);
});

test("the pages of ids and links are followed with the query of the first", async () => {
  const pages = [{ results: [1], next_id: 7, prev_id: null }, { results: [2], next_id: null, prev_id: 7 }];
  const { fetch, requests } = recording(...pages.map((page) => Response.json(page)));
  const rows = [];
  const client = new Kith({ url: kith.url, fetch });
  const notifications = client.list("/api/v2/user/me/notifications/", { params: { query: { limit: 1 } } });
  for await (const row of notifications) rows.push(row);
  assert.deepEqual(rows, [1, 2]);
  assert.deepEqual(requests.map(({ url }) => new URL(url).search), ["?limit=1", "?limit=1&next_id=7"]);
});

test("a link to another host gets no token", async () => {
  const pages = [{ results: [], next: "https://elsewhere.example/?cursor=x" }, { results: [], next: null }];
  const { fetch, requests } = recording(...pages.map((page) => Response.json(page)));
  for await (const _ of new Kith({ url: kith.url, fetch }).list("/api/v2/user/")) assert.fail("a row");
  assert.deepEqual(requests.map(({ url }) => url), [`${kith.url}/api/v2/user/`, `${kith.url}/api/v2/user/?cursor=x`]);
});

test("requests at the same time share one renewal", async () => {
  const { fetch, sent } = recording();
  const { client, storage } = await shared({ username: "bea", fetch });
  for (const expired of [{ access: "not.a.token" }, { renewAt: 0 }]) {
    const before = sent("/oauth/token/").length;
    const old = storage.load();
    storage.save({ ...old, ...expired });
    const users = await Promise.all([1, 2, 3].map(() => client.get("/api/v2/user/me/")));
    assert.deepEqual(users.map(({ username }) => username), ["bea", "bea", "bea"]);
    assert.equal(sent("/oauth/token/").length, before + 1);
    assert.notEqual(storage.load().refresh, old.refresh);
  }
});

test("a renewal whose response is lost is repeated, and other tabs' tokens are used", async () => {
  const { fetch, sent } = recording(null);
  const { client, storage } = await shared({ username: "cleo", fetch });
  storage.save({ ...storage.load(), renewAt: 0 });
  await client.get("/api/v2/user/me/");
  assert.equal(sent("/oauth/token/").length, 2);
  const tokens = storage.load();
  assert.equal(await client.session.renew("the token of before"), tokens.access);
  assert.equal(sent("/oauth/token/").length, 2);
});

test("a session that ended in kith ends here", async () => {
  const ended = [];
  const { client, storage } = await shared({ username: "dora", onSessionEnd: () => ended.push(1) });
  const other = new Kith({ url: kith.url });
  await other.session.logIn("dora", PASSWORD);
  await other.delete("/api/v2/user/me/sessions/");
  await rejected(client.get("/api/v2/user/me/"), { status: 401, code: "invalid_token" });
  assert.deepEqual([storage.load(), ended], [null, [1]]);

  const { token } = await other.post("/api/users/login/", { body: { username: "dora", password: PASSWORD } });
  await client.session.use(token);
  assert.equal((await client.get("/api/v2/user/me/")).username, "dora");
  await client.session.logOut();
  assert.equal(await client.session.isLoggedIn(), false);
  await client.session.use(token);
  await rejected(client.get("/api/v2/user/me/"), { status: 401 });
});

test("tokens are kept in the storage of a page", async () => {
  const items = new Map();
  const page = {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => items.set(key, value),
    removeItem: (key) => items.delete(key),
  };
  const client = new Kith({ url: kith.url, storage: webStorage(page) });
  await client.session.logIn("ada", PASSWORD);
  const again = new Kith({ url: `${kith.url}/`, storage: webStorage(page) });
  assert.equal((await again.get("/api/v2/user/me/")).username, "ada");
  await again.session.logOut();
  assert.equal(items.size, 0);
});

test("only what can be repeated is repeated", async () => {
  const at = { params: { path: { id: 1 } } };
  const calls = {
    get: (client) => client.get("/api/v2/user/{id}/", at),
    put: (client) => client.put("/api/v2/user/{id}/follow/", at),
    delete: (client) => client.delete("/api/v2/user/{id}/follow/", at),
    post: (client) => client.post("/api/v2/user/{id}/follow/", at),
    patch: (client) => client.patch("/api/v2/user/{id}/", { ...at, body: { bio: "" } }),
    creation: (client) => client.post("/api/v2/post/", { body: { text: "Once" }, retry: true }),
  };
  const twice = { get: 2, put: 2, delete: 2, post: 1, patch: 1 };
  const none = { get: 1, put: 1, delete: 1, post: 1, patch: 1 };
  const table = [
    [unavailable(), { ...twice, creation: 2 }],
    [unavailable({ "Retry-After": "0" }, 409), { ...none, creation: 2 }],
    [unavailable({ "Retry-After": "0" }, 429), { ...none, creation: 1 }],
    [unavailable({ "Retry-After": "0" }, 500), { ...none, creation: 1 }],
    [unavailable({}), none],
    [() => null, none],
  ];
  for (const [first, expected] of table) {
    for (const [name, times] of Object.entries(expected)) {
      const { fetch, requests } = recording(first());
      await calls[name](new Kith({ url: kith.url, fetch })).catch(() => {});
      assert.equal(requests.length, times, `${name} after ${first()?.status}`);
    }
  }
});

test("a creation whose response is lost creates one object", async () => {
  const { fetch, sent } = recording();
  const losing = async (request) => {
    const response = await fetch(request);
    if (sent("/api/v2/post/").length === 1) throw new TypeError("connection lost");
    return response;
  };
  const { id: author, client } = await shared({ username: "edda", fetch: losing });
  const { id } = await client.post("/api/v2/post/", { body: { text: "Once" }, retry: true });
  const keys = sent("/api/v2/post/").map((request) => request.headers.get("Idempotency-Key"));
  assert.equal(keys.length, 2);
  assert.match(keys[0], /^[0-9a-f]{32}$/);
  assert.equal(keys[0], keys[1]);
  const { results } = await client.get("/api/v2/user/{id}/feed/", { params: { path: { id: author } } });
  assert.deepEqual(results.map((post) => post.id), [id]);
});

test("a wait can be aborted", async () => {
  const { fetch } = recording(unavailable({ "Retry-After": "60" })());
  const controller = new AbortController();
  const call = new Kith({ url: kith.url, fetch }).get("/health/", { signal: controller.signal });
  setImmediate(() => controller.abort());
  await assert.rejects(call, { name: "AbortError" });
});

test("files are sent with the session's token", async () => {
  const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  const form = new FormData();
  form.append("avatar", new Blob([Buffer.from(png, "base64")], { type: "image/png" }), "me.png");
  const response = await ada.fetch("/api/v2/user/avatar/", { method: "POST", body: form });
  assert.equal(response.status, 201);
  await rejected(ada.fetch("/api/v2/nowhere/"), { status: 404, code: "not_found" });
});
