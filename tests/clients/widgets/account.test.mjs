// Widgets about the account: profile, pictures, settings, credentials, data and deletion.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { callApi, PASSWORD, register } from "./kith.mjs";
import { asks, mailedCode, start } from "./widgets.mjs";

let kith;
let mails;
let ann;

before(async () => {
  mails = await mkdtemp(join(tmpdir(), "kith-widgets-"));
  kith = await start("--mode", "follow", "--mail", `file:${mails}`);
  ann = await register(kith.url, "ann");
});
after(() => Promise.all([kith.stop(), rm(mails, { recursive: true })]));

const me = () => callApi(kith.url, ann, "GET", "api/v2/user/me/");
const login = (username, password) =>
  fetch(`${kith.url}/api/users/login/`, { method: "POST", body: new URLSearchParams({ username, password }) });

/** The settings of ann, with one of their tabs. */
async function mountTab(name) {
  const mounted = await kith.mount(ann, "UserProfileEdit");
  await mounted.page.getByRole("tab", { name }).click();
  return mounted;
}

test("a user edits the profile", async () => {
  const { page, close } = await mountTab(/^Public/);
  await page.getByLabel("Real name").fill("Ann Other");
  await page.getByLabel("Bio").fill("Climbs mountains");
  await asks(page, `PATCH /api/v2/user/${ann.id}/`, () => page.getByRole("button", { name: "Save" }).click());
  const { real_name, bio } = await me();
  assert.deepEqual([real_name, bio], ["Ann Other", "Climbs mountains"]);
  await close();
});

test("UserInfo shows the profile", async () => {
  const { page, close } = await kith.mount(ann, "UserInfo", { userId: ann.id });
  await page.getByText("Climbs mountains").first().waitFor();
  await close();
});

test("a user changes the settings", async () => {
  const { page, close } = await mountTab("Notification settings");
  await asks(page, `PATCH /api/v2/user/${ann.id}/settings/`, () => page.getByRole("radio", { name: "No", exact: true }).click());
  await asks(page, `PATCH /api/v2/user/${ann.id}/settings/`, () => page.getByRole("radio", { name: "One time per day" }).click());
  const settings = await callApi(kith.url, ann, "GET", `api/v2/user/${ann.id}/settings/`);
  assert.deepEqual([settings.show_toast_notifications, settings.qa_frequency], [0, 1]);
  await close();
});

test("a user changes the e-mail address", async () => {
  const { page, close } = await mountTab("Account settings");
  const email = page.locator("input[name=email]");
  await page.locator(".MuiTextField-root", { has: email }).getByRole("button").click();
  await email.fill("ann.other@example.org");
  await asks(page, `PATCH /api/v2/user/${ann.id}/change_email/`, () => page.locator(".MuiTextField-root", { has: email }).getByRole("button").click());
  await page.getByText("once you have confirmed the email address").waitFor();
  await close();

  const validationCode = await mailedCode(mails, "ann.other@example.org", "Confirm");
  const props = { validationCode, userId: Number(ann.id), newEmail: "ann.other@example.org" };
  const confirm = await kith.mount(ann, "AccountChangeMailValidation", props);
  await confirm.page.locator(".MuiAlert-standardSuccess").waitFor();
  assert.equal((await me()).email, "ann.other@example.org");
  await confirm.close();
});

test("a user changes the password", async () => {
  const { page, close } = await mountTab("Account settings");
  await page.getByRole("button", { name: "Change Password" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.locator("input[name=password]").fill(PASSWORD);
  await dialog.locator("input[name=newPassword]").fill("Battery-staple-9");
  await dialog.locator("input[name=confirmPassword]").fill("Battery-staple-9");
  await asks(page, `PATCH /api/v2/user/${ann.id}/change_password/`, () => dialog.getByRole("button", { name: "Change Password" }).click());
  await dialog.waitFor({ state: "detached" });
  assert.equal((await login("ann", "Battery-staple-9")).status, 200);
  await close();
});

test("a user who gives a wrong password is told", async () => {
  const dot = await register(kith.url, "dot");
  const call = `400 PATCH /api/v2/user/${dot.id}/change_password/`;
  const { page, close } = await kith.mount(dot, "UserProfileEdit", {}, { expected: [call] });
  await page.getByRole("tab", { name: "Account settings" }).click();
  await page.getByRole("button", { name: "Change Password" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.locator("input[name=password]").fill("something-else");
  await dialog.locator("input[name=newPassword]").fill("Battery-staple-9");
  await dialog.locator("input[name=confirmPassword]").fill("Battery-staple-9");
  await dialog.getByRole("button", { name: "Change Password" }).click();
  await dialog.getByText("The current password is not correct!").waitFor();
  await close();
});

test("a user uploads a picture, and deletes it", async () => {
  const { page, close } = await kith.mount(ann, "ChangePicture");
  await page.getByRole("button", { name: "Change image" }).click();
  const dialog = page.getByRole("dialog");
  const picture = { name: "me.png", mimeType: "image/png", buffer: await page.screenshot() };
  await asks(page, "PATCH /api/v2/user/avatar/", () => dialog.locator("input[type=file]").setInputFiles(picture));
  assert.match((await me()).avatar, /\/media\//);

  await dialog.getByRole("listitem").getByRole("button").last().click();
  await asks(page, "DELETE /api/v2/user/avatar/", () => page.getByRole("button", { name: "Confirm" }).click());
  assert.doesNotMatch((await me()).avatar, /\/media\//);
  await close();
});

test("a user uploads a cover, and deletes it", async () => {
  const { page, close } = await kith.mount(ann, "ChangeCover");
  const open = () => page.getByRole("button").first().click();
  await open();
  const cover = { name: "cover.png", mimeType: "image/png", buffer: await page.screenshot() };
  await asks(page, `PATCH /api/v2/user/${ann.id}/`, () => page.locator("input[type=file]").setInputFiles(cover));
  assert.match((await me()).cover, /\/media\//);

  await page.getByRole("menu").waitFor({ state: "detached" });
  await open();
  await page.getByRole("menuitem", { name: "Delete Cover" }).click();
  await asks(page, `PATCH /api/v2/user/${ann.id}/`, () => page.getByRole("button", { name: "Yes" }).click());
  assert.equal((await me()).cover, null);
  await close();
});

test("a user orders the data of the account, and downloads it", async () => {
  const { page, close } = await kith.mount(ann, "AccountDataPortability");
  await asks(page, "POST /api/v2/udp/", () => page.getByRole("button", { name: "Create your file" }).click());
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download file" }).click()]);
  assert.match(download.suggestedFilename(), /^ann_.*\.zip$/);
  await close();
});

test("a user deletes the account", async () => {
  const ben = await register(kith.url, "ben");
  const { page, close } = await kith.mount(ben, "AccountDelete");
  await page.locator("input[name=confirm]").fill("ben");
  await asks(page, `DELETE /api/v2/user/${ben.id}/`, () => page.getByRole("button", { name: "Delete account" }).click());
  assert.equal((await login("ben", PASSWORD)).status, 400);
  await close();
});

test("a user recovers the account by mail", async () => {
  await register(kith.url, "cleo");
  const recover = await kith.mount(null, "AccountRecover");
  await recover.page.getByRole("textbox").fill("cleo@example.org");
  await asks(recover.page, "POST /api/v2/account/recover/", () => recover.page.getByRole("button", { name: "Recover Account" }).click());
  await recover.page.getByText("check your inbox").waitFor();
  await recover.close();

  const validationCode = await mailedCode(mails, "cleo@example.org", "Reset your password");
  const { page, close } = await kith.mount(null, "AccountReset", { validationCode });
  await page.locator("input[type=password]").fill("Battery-staple-9");
  await asks(page, "POST /api/v2/account/reset/", () => page.getByRole("button", { name: "Reset Password" }).click());
  await page.getByText("Password updated").waitFor();
  assert.equal((await login("cleo", "Battery-staple-9")).status, 200);
  await close();
});
