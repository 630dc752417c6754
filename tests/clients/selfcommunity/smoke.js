// Drives the published client's user and notification services against `kith serve`, and fails loudly.
//
//     node smoke.js PATH_OF_KITH

const assert = require("node:assert/strict");
const { spawn } = require("node:child_process");
const readline = require("node:readline");
const { http, formatHttpErrorCode, NotificationService, UserService } = require("@selfcommunity/api-services");

const ADMIN_PASSWORD = "the admin of this test";
const PASSWORD = "celeste-summit";
const LISTENS = "kith is listening on ";
// One pixel.
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** `kith serve` on any free port, and its address. */
async function serve(kith) {
  const clean = Object.entries(process.env).filter(([name]) => !/^(KITH|AWS)_/.test(name));
  const settings = { KITH_ADMIN_PASSWORD: ADMIN_PASSWORD, KITH_ARGON2_MEMORY_KIB: "8", KITH_ARGON2_ITERATIONS: "1" };
  const server = spawn(kith, ["serve", "--memory", "--listen", "127.0.0.1:0"], {
    env: { ...Object.fromEntries(clean), ...settings },
    stdio: ["ignore", "pipe", "ignore"],
  });
  for await (const line of readline.createInterface({ input: server.stdout })) {
    if (line.startsWith(LISTENS)) return { server, url: line.slice(LISTENS.length).trim() };
  }
  throw new Error("kith ended and never listened");
}

/** The token of a new user, or of one who is there: the client leaves accounts to the host application. */
async function session(url, path, body) {
  const answer = await fetch(`${url}/api/users/${path}/`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  assert.equal(answer.status, 200, path);
  const { user, token } = await answer.json();
  return { id: user.id, as: { headers: { Authorization: `Bearer ${token}` } } };
}

const register = (url, username) =>
  session(url, "register", { username, email: `${username}@example.org`, password: PASSWORD });

/** What follows from events comes a moment later. */
async function eventually(look) {
  const end = Date.now() + 20_000;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }
}

const names = (page) => page.results.map((user) => user.username);

async function profiles(ann, ben) {
  assert.equal((await UserService.getCurrentUser(ann.as)).id, ann.id);
  assert.equal((await UserService.getCurrentUserPermission(ann.as)).follow_user, true);
  assert.match((await UserService.getCurrentUserAvatar(ann.as)).avatar, /^https?:/);
  const patched = await UserService.userPatch(ann.id, { bio: "I climb." }, ann.as);
  assert.equal(patched.bio, "I climb.");
  const put = await UserService.userUpdate(ann.id, { ...patched, real_name: "Ann" }, ann.as);
  assert.deepEqual([put.real_name, put.bio], ["Ann", "I climb."]);
  assert.equal((await UserService.getSpecificUser(ann.id, ben.as)).real_name, "Ann");
  assert.equal((await UserService.getUserCounters(ann.id, ben.as)).followers, 0);
  assert.equal((await UserService.userSettings(ann.id, ann.as)).qa_frequency, 0);
  assert.equal((await UserService.userSettingsPatch(ann.id, { qa_frequency: 1 }, ann.as)).qa_frequency, 1);
  assert.ok(names(await UserService.getAllUsers({ limit: 100 }, ann.as)).includes("ben"));
  assert.deepEqual((await UserService.matchUsernames(["ben", "nobody"], ann.as)).map((u) => u.id), [ben.id]);
  await eventually(async () => {
    assert.deepEqual(names(await UserService.userSearch({ search: "ben" }, ann.as)), ["ben"]);
    assert.deepEqual(names(await UserService.userAutocomplete({ search: "be" }, ann.as)), ["ben"]);
  });
  assert.deepEqual((await UserService.getUserFeed(ann.id, {}, ben.as)).results, []);
}

async function avatars(ann) {
  const form = new FormData();
  form.append("avatar", new Blob([Buffer.from(PNG, "base64")], { type: "image/png" }), "me.png");
  // Without it the client sends every POST as JSON.
  const multipart = { headers: { ...ann.as.headers, "Content-Type": "multipart/form-data" } };
  const { id } = await UserService.addUserAvatar(form, multipart);
  const { id: second } = await UserService.addUserAvatar(form, multipart);
  await UserService.setUserPrimaryAvatar(second, ann.as);
  const listed = (await UserService.getUserAvatars(ann.as)).results;
  assert.deepEqual(listed.filter((avatar) => avatar.primary).map((avatar) => avatar.id), [second]);
  await UserService.removeUserAvatar(id, ann.as);
  assert.equal((await UserService.getUserAvatars(ann.as)).count, 1);
}

async function follows(ann, ben) {
  await UserService.followUser(ben.id, ann.as);
  assert.equal((await UserService.checkUserFollowed(ben.id, ann.as)).is_followed, true);
  assert.equal((await UserService.checkUserFollower(ann.id, ben.as)).is_follower, true);
  assert.deepEqual(names(await UserService.getUserFollowers(ben.id, {}, ann.as)), ["ann"]);
  assert.deepEqual(names(await UserService.getUserFollowings(ann.id, {}, ann.as)), ["ben"]);
}

async function connections(ann, ben) {
  await UserService.userRequestConnection(ben.id, ann.as);
  assert.equal((await UserService.getUserRequestConnectionsSent({}, ann.as)).results[0].to_user.id, ben.id);
  assert.equal((await UserService.getUserConnectionRequests({}, ben.as)).results[0].from_user.id, ann.id);
  await UserService.userMarkSeenConnectionRequest(ann.id, ben.as);
  await UserService.userRejectConnectionRequest(ann.id, ben.as);
  await UserService.userCancelRejectConnectionRequest(ann.id, ben.as);
  await UserService.userCancelRequestConnection(ben.id, ann.as);
  await UserService.userRequestConnection(ben.id, ann.as);
  await UserService.userAcceptRequestConnection(ann.id, ben.as);
  assert.equal((await UserService.checkUserConnections(ben.id, ann.as)).is_connection, true);
  assert.deepEqual(names(await UserService.getUserConnections(ben.id, {}, ann.as)), ["ann"]);
  const statuses = await UserService.getUserConnectionStatuses([ben.id], ann.as);
  assert.deepEqual(statuses, { connection_statuses: { [ben.id]: "connected" } });
  await UserService.userRemoveConnection(ben.id, ann.as);
}

async function hides(ann, ben) {
  await UserService.showHideUser(ben.id, ann.as);
  assert.equal((await UserService.checkUserHidden(ben.id, ann.as)).is_hidden, true);
  assert.equal((await UserService.checkUserHiddenBy(ann.id, ben.as)).is_hidden_by, true);
  assert.deepEqual(names(await UserService.getHiddenUsers({}, ann.as)), ["ben"]);
  assert.deepEqual(await UserService.getHiddenUsersId({}, ann.as), [ben.id]);
  await UserService.showHideUser(ben.id, ann.as);
}

async function notifications(ann, ben, admin) {
  await eventually(async () => assert.ok((await NotificationService.getUnseenNotification(ben.as)).count > 0));
  const notice = { user: ben.id, title: "Welcome", description: "", type: "", recipients_type: "user" };
  await NotificationService.createCustomNotification(notice, admin.as);
  await eventually(async () => {
    const { results } = await NotificationService.listUserNotification(ben.as);
    const kinds = results.flatMap((result) => result.aggregated.map((note) => note.type));
    assert.ok(kinds.includes("user_follow") && kinds.includes("custom_notification"), kinds.join());
  });
  const { results } = await NotificationService.listUserNotification(ben.as);
  await NotificationService.markReadNotification(results.map((result) => result.sid), ben.as);
  assert.equal((await NotificationService.getUnseenNotification(ben.as)).count, 0);
}

async function endings(url, ann, ben) {
  const { validation_code: code } = await UserService.changeUserMail(ann.id, "new@example.org", true, false, ann.as);
  await UserService.confirmChangeUserMail(ann.id, "new@example.org", code, ann.as);
  assert.equal((await UserService.getCurrentUser(ann.as)).email, "new@example.org");
  await UserService.changeUserPassword(ann.id, PASSWORD, "another-summit", ann.as);
  await session(url, "login", { username: "ann", password: "another-summit" });
  await assert.rejects(UserService.userPatch(ben.id, { bio: "not mine" }, ann.as), (error) => {
    assert.equal(error.response.status, 403);
    return true;
  });
  await assert.rejects(UserService.userPatch(ann.id, { username: "me" }, ann.as), (error) => {
    // The client's own formatter finds the field.
    assert.ok(JSON.stringify(formatHttpErrorCode(error)).includes("reserved"), error.response.data);
    return true;
  });
  await UserService.userDelete(ann.id, 1, ann.as);
  await assert.rejects(UserService.getSpecificUser(ann.id, ben.as), (error) => error.response.status === 404);
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
    await endings(url, ann, ben);
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
