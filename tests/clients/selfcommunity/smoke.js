// Tests `kith serve` with the user and notification services of the published client.
//
//     node smoke.js PATH_OF_KITH

const assert = require("node:assert/strict");
const { spawn } = require("node:child_process");
const readline = require("node:readline");
const { http, formatHttpErrorCode, Endpoints, NotificationService, PreferenceService, UserService } = require("@selfcommunity/api-services");

const ADMIN_PASSWORD = "the admin of this test";
const PASSWORD = "celeste-summit";
const LISTENING = "kith is listening on ";
// A picture of one pixel.
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** Starts `kith serve` on a free port and returns the process and its URL. */
async function serve(kith) {
  const clean = Object.entries(process.env).filter(([name]) => !/^(KITH|AWS)_/.test(name));
  const settings = { KITH_ADMIN_PASSWORD: ADMIN_PASSWORD, KITH_ARGON2_MEMORY_KIB: "8", KITH_ARGON2_ITERATIONS: "1" };
  const server = spawn(kith, ["serve", "--memory", "--listen", "127.0.0.1:0"], {
    env: { ...Object.fromEntries(clean), ...settings },
    stdio: ["ignore", "pipe", "ignore"],
  });
  for await (const line of readline.createInterface({ input: server.stdout })) {
    if (line.startsWith(LISTENING)) return { server, url: line.slice(LISTENING.length).trim() };
  }
  throw new Error("kith exited before listening");
}

/** Registers a user or logs one in, without the client, which leaves accounts to the host application. */
async function session(url, path, body) {
  const response = await fetch(`${url}/api/users/${path}/`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  assert.equal(response.status, 200, path);
  const { user, token } = await response.json();
  return { id: user.id, auth: { headers: { Authorization: `Bearer ${token}` } } };
}

const register = (url, username) =>
  session(url, "register", { username, email: `${username}@example.org`, password: PASSWORD });

/** Retries an assertion about derived data, which is updated by event a moment later. */
async function eventually(check) {
  const end = Date.now() + 20_000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

const names = (page) => page.results.map((user) => user.username);

async function profiles(ann, ben) {
  assert.equal((await UserService.getCurrentUser(ann.auth)).id, ann.id);
  assert.equal((await UserService.getCurrentUserPermission(ann.auth)).follow_user, true);
  assert.match((await UserService.getCurrentUserAvatar(ann.auth)).avatar, /^https?:/);
  const patched = await UserService.userPatch(ann.id, { bio: "I climb." }, ann.auth);
  assert.equal(patched.bio, "I climb.");
  const put = await UserService.userUpdate(ann.id, { ...patched, real_name: "Ann" }, ann.auth);
  assert.deepEqual([put.real_name, put.bio], ["Ann", "I climb."]);
  assert.equal((await UserService.getSpecificUser(ann.id, ben.auth)).real_name, "Ann");
  assert.equal((await UserService.getUserCounters(ann.id, ben.auth)).followers, 0);
  assert.equal((await UserService.userSettings(ann.id, ann.auth)).qa_frequency, 0);
  assert.equal((await UserService.userSettingsPatch(ann.id, { qa_frequency: 1 }, ann.auth)).qa_frequency, 1);
  assert.ok(names(await UserService.getAllUsers({ limit: 100 }, ann.auth)).includes("ben"));
  assert.deepEqual((await UserService.matchUsernames(["ben", "nobody"], ann.auth)).map((u) => u.id), [ben.id]);
  await eventually(async () => {
    assert.deepEqual(names(await UserService.userSearch({ search: "ben" }, ann.auth)), ["ben"]);
    assert.deepEqual(names(await UserService.userAutocomplete({ search: "be" }, ann.auth)), ["ben"]);
  });
  assert.deepEqual((await UserService.getUserFeed(ann.id, {}, ben.auth)).results, []);
}

async function avatars(ann) {
  const form = new FormData();
  form.append("avatar", new Blob([Buffer.from(PNG, "base64")], { type: "image/png" }), "me.png");
  // Without this header the client sends every POST as JSON.
  const multipart = { headers: { ...ann.auth.headers, "Content-Type": "multipart/form-data" } };
  const { id } = await UserService.addUserAvatar(form, multipart);
  const { id: second } = await UserService.addUserAvatar(form, multipart);
  await UserService.setUserPrimaryAvatar(second, ann.auth);
  const listed = (await UserService.getUserAvatars(ann.auth)).results;
  assert.deepEqual(listed.filter((avatar) => avatar.primary).map((avatar) => avatar.id), [second]);
  await UserService.removeUserAvatar(id, ann.auth);
  assert.equal((await UserService.getUserAvatars(ann.auth)).count, 1);
}

async function follows(ann, ben) {
  await UserService.followUser(ben.id, ann.auth);
  assert.equal((await UserService.checkUserFollowed(ben.id, ann.auth)).is_followed, true);
  assert.equal((await UserService.checkUserFollower(ann.id, ben.auth)).is_follower, true);
  assert.deepEqual(names(await UserService.getUserFollowers(ben.id, {}, ann.auth)), ["ann"]);
  assert.deepEqual(names(await UserService.getUserFollowings(ann.id, {}, ann.auth)), ["ben"]);
}

async function connections(ann, ben) {
  await UserService.userRequestConnection(ben.id, ann.auth);
  assert.equal((await UserService.getUserRequestConnectionsSent({}, ann.auth)).results[0].to_user.id, ben.id);
  assert.equal((await UserService.getUserConnectionRequests({}, ben.auth)).results[0].from_user.id, ann.id);
  await UserService.userMarkSeenConnectionRequest(ann.id, ben.auth);
  await UserService.userRejectConnectionRequest(ann.id, ben.auth);
  await UserService.userCancelRejectConnectionRequest(ann.id, ben.auth);
  await UserService.userCancelRequestConnection(ben.id, ann.auth);
  await UserService.userRequestConnection(ben.id, ann.auth);
  await UserService.userAcceptRequestConnection(ann.id, ben.auth);
  assert.equal((await UserService.checkUserConnections(ben.id, ann.auth)).is_connection, true);
  assert.deepEqual(names(await UserService.getUserConnections(ben.id, {}, ann.auth)), ["ann"]);
  const statuses = await UserService.getUserConnectionStatuses([ben.id], ann.auth);
  assert.deepEqual(statuses, { connection_statuses: { [ben.id]: "connected" } });
  await UserService.userRemoveConnection(ben.id, ann.auth);
}

async function hides(ann, ben) {
  await UserService.showHideUser(ben.id, ann.auth);
  assert.equal((await UserService.checkUserHidden(ben.id, ann.auth)).is_hidden, true);
  assert.equal((await UserService.checkUserHiddenBy(ann.id, ben.auth)).is_hidden_by, true);
  assert.deepEqual(names(await UserService.getHiddenUsers({}, ann.auth)), ["ben"]);
  assert.deepEqual(await UserService.getHiddenUsersId({}, ann.auth), [ben.id]);
  await UserService.showHideUser(ben.id, ann.auth);
}

async function notifications(ann, ben, admin) {
  await eventually(async () => assert.ok((await NotificationService.getUnseenNotification(ben.auth)).count > 0));
  const announcement = { user: ben.id, title: "Welcome", description: "", type: "", recipients_type: "user" };
  await NotificationService.createCustomNotification(announcement, admin.auth);
  await eventually(async () => {
    const { results } = await NotificationService.listUserNotification(ben.auth);
    const kinds = results.flatMap((result) => result.aggregated.map((note) => note.type));
    assert.ok(kinds.includes("user_follow") && kinds.includes("custom_notification"), kinds.join());
  });
  const { results } = await NotificationService.listUserNotification(ben.auth);
  await NotificationService.markReadNotification(results.map((result) => result.sid), ben.auth);
  assert.equal((await NotificationService.getUnseenNotification(ben.auth)).count, 0);
}

/** A browser for web push, as `@selfcommunity/react-core` registers it. */
async function devices(ann) {
  const { results } = await PreferenceService.getAllPreferences();
  const value = (name) => results.find((one) => one.section === "providers" && one.name === name).value;
  assert.equal(value("web_push_enabled"), true);
  assert.equal(Buffer.from(value("web_push_public_key"), "base64url").length, 65);
  const key = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 7)]);
  const data = { browser: "CHROME", registration_id: "dEvIcE:APA91b", p256dh: btoa(key.toString("latin1")), auth: btoa("a secret of 16 b"), user: "ann" };
  const device = { type: "wp", id: data.registration_id };
  const register = { url: Endpoints.NewDevice.url(device), method: Endpoints.NewDevice.method, data, ...ann.auth };
  assert.match((await http.request(register)).data.id, /^[0-9a-f]{32}$/);
  const remove = { url: Endpoints.DeleteDevice.url(device), method: Endpoints.DeleteDevice.method, ...ann.auth };
  assert.equal((await http.request(remove)).status, 204);
}

async function accountChanges(url, ann, ben) {
  const { validation_code: code } = await UserService.changeUserMail(ann.id, "new@example.org", true, false, ann.auth);
  await UserService.confirmChangeUserMail(ann.id, "new@example.org", code, ann.auth);
  assert.equal((await UserService.getCurrentUser(ann.auth)).email, "new@example.org");
  await UserService.changeUserPassword(ann.id, PASSWORD, "another-summit", ann.auth);
  await session(url, "login", { username: "ann", password: "another-summit" });
  await assert.rejects(UserService.userPatch(ben.id, { bio: "not mine" }, ann.auth), (error) => {
    assert.equal(error.response.status, 403);
    return true;
  });
  await assert.rejects(UserService.userPatch(ann.id, { username: "me" }, ann.auth), (error) => {
    // The client's error formatter finds the field.
    assert.ok(JSON.stringify(formatHttpErrorCode(error)).includes("reserved"), error.response.data);
    return true;
  });
  await UserService.userDelete(ann.id, 1, ann.auth);
  await assert.rejects(UserService.getSpecificUser(ann.id, ben.auth), (error) => error.response.status === 404);
}

async function main(kith) {
  const { server, url } = await serve(kith);
  try {
    http.setBasePortal(url);
    const [ann, ben] = [await register(url, "ann"), await register(url, "ben")];
    const admin = await session(url, "login", { username: "admin", password: ADMIN_PASSWORD });
    await profiles(ann, ben);
    await avatars(ann);
    await follows(ann, ben);
    await connections(ann, ben);
    await hides(ann, ben);
    await notifications(ann, ben, admin);
    await devices(ann);
    await accountChanges(url, ann, ben);
    console.log("@selfcommunity/api-services: the user and notification services work");
  } finally {
    server.kill();
  }
}

main(process.argv[2]).catch((error) => {
  const { status, data } = error.response ?? {};
  console.error(error.config?.method, error.config?.url, status, JSON.stringify(data), error);
  process.exit(1);
});
