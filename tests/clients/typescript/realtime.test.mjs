// Tests the WebSockets of the packed TypeScript client against `kith serve`.

import assert from "node:assert/strict";
import { connect, createServer } from "node:net";
import { after, before, test } from "node:test";
import { Kith, memoryStorage } from "@kith/client";
import { PASSWORD, serve } from "./kith.mjs";

let kith;
let proxy;
before(async () => {
  kith = await serve();
  proxy = await proxyTo(new URL(kith.url).port);
});
after(async () => {
  await proxy.stop();
  await kith.stop();
});

/** What the network does: `cut` ends all connections, `refuses` ends new ones too, and `isSilent` loses what is sent. */
async function proxyTo(port) {
  const clients = new Set();
  const network = { refuses: false, isSilent: false };
  const server = createServer((client) => {
    if (network.refuses) return client.destroy();
    const upstream = connect(port, "127.0.0.1");
    clients.add(client);
    client.on("data", (data) => network.isSilent || upstream.write(data));
    upstream.on("data", (data) => network.isSilent || client.write(data));
    for (const [one, other] of [[client, upstream], [upstream, client]]) {
      one.on("error", () => {});
      one.on("close", () => (clients.delete(one), other.destroy()));
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  network.url = `http://127.0.0.1:${server.address().port}`;
  network.cut = () => clients.forEach((client) => client.destroy());
  network.stop = () => new Promise((resolve) => (server.close(resolve), network.cut()));
  return network;
}

/** A user whose client reaches kith through the proxy. */
async function join(username, options = {}) {
  const storage = memoryStorage();
  const client = new Kith({ url: proxy.url, storage, ...options });
  const body = { username, email: `${username}@example.org`, password: PASSWORD };
  const { user } = await client.post("/api/users/register/", { body });
  await client.session.logIn(username, PASSWORD);
  return Object.assign(client, { id: user.id, storage });
}

/** An open socket, with what it has received. */
async function open(client, options = {}) {
  const [messages, states] = [[], []];
  const live = client.realtime({ onMessage: (message) => messages.push(message), onState: (state) => states.push(state), pauseMax: 100, ...options });
  const next = async (type) => {
    await until(`${type} arrives`, () => messages.some((message) => message.type === type));
    return messages.splice(messages.findIndex((message) => message.type === type), 1)[0].data;
  };
  const isOpen = () => until("open", () => live.state === "open");
  await isOpen();
  return { live, messages, states, next, isOpen };
}

async function until(what, condition) {
  const end = Date.now() + 20_000;
  while (!(await condition())) {
    assert.ok(Date.now() < end, `never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const at = (id) => ({ params: { path: { id } } });

test("notifications arrive, and the number of unseen ones", async () => {
  const [ada, ben] = [await join("ada"), await join("ben")];
  const { live, next, states } = await open(ada);
  await ben.put("/api/v2/user/{id}/follow/", at(ada.id));
  const { activity_type, count_interactions, notification_obj } = await next("interaction");
  assert.deepEqual([activity_type, count_interactions, notification_obj.type, notification_obj.follower.id], [97, 1, "user_follow", ben.id]);
  await ada.get("/api/v2/notification/");
  assert.deepEqual(await next("interaction"), { count_interactions: 0 });
  live.close();
  assert.deepEqual(states, ["connecting", "open", "closed"]);
});

test("a watched post is watched again after the connection was lost", async () => {
  const [cleo, dora] = [await join("cleo"), await join("dora")];
  const { id: post } = await cleo.post("/api/v2/post/", { body: { text: "Summits" } });
  const { live, next, isOpen, states } = await open(dora);
  live.watch({ post });
  live.watch({ discussion: post });
  assert.equal((await next("subscription")).status, "subscribed");
  assert.equal((await next("subscription")).code, "not_found");
  await cleo.post("/api/v2/comment/", { body: { post, text: "How high?" } });
  assert.deepEqual((await next("post")).comments.map(({ html }) => html), ["How high?"]);

  proxy.refuses = true;
  proxy.cut();
  await until("lost", () => live.state === "connecting");
  await new Promise((resolve) => setTimeout(resolve, 300));
  proxy.refuses = false;
  await isOpen();
  assert.deepEqual(states, ["connecting", "open", "connecting", "open"]);
  assert.deepEqual([await next("subscription"), await next("subscription")].map(({ status }) => status), ["subscribed", "refused"]);
  await cleo.put("/api/v2/post/{id}/vote/", at(post));
  assert.equal((await next("post")).vote_count, 1);
  live.unwatch({ post });
  assert.equal((await next("subscription")).status, "unsubscribed");
  live.close();
});

test("a connection on which nothing comes back is given up", async () => {
  const edda = await join("edda");
  const { live, isOpen } = await open(edda, { heartbeat: 200 });
  await new Promise((resolve) => setTimeout(resolve, 700));
  assert.equal(live.state, "open");
  proxy.isSilent = true;
  await until("given up", () => live.state === "connecting");
  proxy.isSilent = false;
  proxy.cut();
  await isOpen();
  live.close();
});

test("a token that kith refuses is renewed, and one that is old before it is used", async () => {
  const fay = await join("fay");
  for (const expired of [{ access: "not.a.token" }, { renewAt: 0 }]) {
    const old = fay.storage.load();
    fay.storage.save({ ...old, ...expired });
    const { live } = await open(fay);
    assert.notEqual(fay.storage.load().refresh, old.refresh);
    live.close();
  }
});

test("a session that ends closes the socket for good", async () => {
  let ended = 0;
  const gil = await join("gil", { onSessionEnd: () => (ended += 1) });
  const { live } = await open(gil);
  const other = new Kith({ url: kith.url });
  await other.session.logIn("gil", PASSWORD);
  await other.delete("/api/v2/user/me/sessions/");
  await until("closed", () => live.state === "closed");
  assert.deepEqual([ended, gil.storage.load()], [1, null]);

  const guest = new Kith({ url: kith.url }).realtime({ onMessage: () => {} });
  await until("closed", () => guest.state === "closed");
});

/** A socket whose server the test is. */
class Fake extends EventTarget {
  static all = [];
  readyState = 1;
  sent = [];
  constructor(url, protocol) {
    super();
    Object.assign(this, { url, protocol });
    Fake.all.push(this);
  }
  send(text) {
    this.sent.push(text);
  }
  close() {
    this.readyState = 3;
  }
  receive(data) {
    this.onmessage({ data: typeof data === "string" ? data : JSON.stringify(data) });
  }
}

test("no message is told twice, and what is no message is ignored", async () => {
  const hal = await join("hal");
  const messages = [];
  const live = hal.realtime({ url: "wss://live.example/prod", onMessage: (message) => messages.push(message), WebSocket: Fake });
  await until("a socket", () => Fake.all.length === 1);
  const [socket] = Fake.all;
  assert.deepEqual([socket.url, socket.protocol], ["wss://live.example/prod", `__${hal.storage.load().access}`]);
  live.watch({ post: 7 });
  assert.deepEqual(socket.sent, []);
  socket.onopen();
  await until("asked", () => socket.sent.length === 1);
  assert.deepEqual(JSON.parse(socket.sent[0]), { action: "subscribe", post: 7 });
  const [one, two] = ["1", "2"].map((id) => ({ type: "post", data: { feed_serialization_id: id, post: 7 } }));
  const count = { type: "interaction", data: { count_interactions: 0 } };
  for (const data of [one, two, one, "ping", "{", "null", { type: "unknown" }, count, count]) socket.receive(data);
  assert.deepEqual(messages, [one, two, count, count]);
  live.close();
  socket.receive(one);
  assert.deepEqual([messages.length, socket.readyState], [4, 3]);
});
