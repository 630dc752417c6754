// Tests the sockets of `kith serve` with the socket class of the published client.
//
//     node --experimental-websocket realtime.js PATH_OF_KITH

const assert = require("node:assert/strict");
const { spawn } = require("node:child_process");
const { once } = require("node:events");
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const readline = require("node:readline");
const { WSClient } = require("@selfcommunity/utils");

const PASSWORD = "celeste-summit";
const LISTENING = "kith is listening on http://";
// As `@selfcommunity/react-core` sends it.
const HEARTBEAT = "--1a61c1de89b75ddfbb684b8d224ee3ae--";

/** Heartbeats that came back. */
let heartbeats = 0;
const { onMessage } = WSClient.prototype;
WSClient.prototype.onMessage = function (event) {
  if (event.data === HEARTBEAT) heartbeats += 1;
  return onMessage.call(this, event);
};

/** Starts `kith serve` and returns the process and its address. */
async function serve(kith, data, listen) {
  const clean = Object.entries(process.env).filter(([name]) => !/^(KITH|AWS)_/.test(name));
  const settings = { KITH_ARGON2_MEMORY_KIB: "8", KITH_ARGON2_ITERATIONS: "1" };
  const server = spawn(kith, ["serve", "--data", data, "--listen", listen], {
    env: { ...Object.fromEntries(clean), ...settings },
    stdio: ["ignore", "pipe", "ignore"],
  });
  for await (const line of readline.createInterface({ input: server.stdout })) {
    if (line.startsWith(LISTENING)) return { server, address: line.slice(LISTENING.length).trim() };
  }
  throw new Error("kith exited before listening");
}

async function stop(server) {
  const ended = once(server, "exit");
  server.kill();
  await ended;
}

async function post(address, path, body, token) {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  const response = await fetch(`http://${address}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  assert.ok(response.ok, `${path}: ${response.status}`);
  return response.json();
}

async function register(address, username) {
  const body = { username, email: `${username}@example.org`, password: PASSWORD };
  const { user, token } = await post(address, "/api/users/register/", body);
  return { id: user.id, token };
}

/** Waits until a condition holds. */
async function until(what, condition) {
  const end = Date.now() + 60_000;
  while (!condition()) {
    assert.ok(Date.now() < end, `never ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function main(kith) {
  const data = mkdtempSync(join(tmpdir(), "kith-realtime-"));
  let { server, address } = await serve(kith, data, "127.0.0.1:0");
  try {
    const [ann, ben, cyd] = await Promise.all(["ann", "ben", "cyd"].map((name) => register(address, name)));
    const received = [];
    let opened = 0;
    const client = WSClient.getInstance({
      uri: `ws://${address}/ws/notify?subscribe-user`,
      heartbeatMsg: HEARTBEAT,
      protocols: [`__${ann.token}`],
      receiveMessage: (text) => received.push(JSON.parse(text)),
      connected: () => (opened += 1),
    });
    await until("connected", () => client.isConnected());
    const follow = (user) => post(address, `/api/v2/user/${ann.id}/follow/`, { follow: true }, user.token);
    await follow(ben);
    await until("notified", () => received.length === 1);
    assert.equal(received[0].type, "interaction");
    assert.equal(received[0].data.activity_type, 97);
    assert.equal(received[0].data.count_interactions, 1);
    assert.equal(received[0].data.notification_obj.follower.id, ben.id);

    // A heartbeat every 5 s; it counts as missed until it comes back.
    await until("beating", () => heartbeats > 0);
    assert.equal(client._missedHeartbeats, 0);

    await stop(server);
    await until("disconnected", () => client.isClosed());
    ({ server, address } = await serve(kith, data, address));
    await until("connected again", () => opened === 2 && client.isConnected());
    await follow(cyd);
    await until("notified again", () => received.length === 2);
    assert.equal(received[1].data.notification_obj.follower.id, cyd.id);
    client.close();
    await until("closed", () => client.isClosed());
    console.log("@selfcommunity/utils: the socket receives notifications and survives a restart");
  } finally {
    await stop(server);
    rmSync(data, { recursive: true });
  }
}

main(process.argv[2]).then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
