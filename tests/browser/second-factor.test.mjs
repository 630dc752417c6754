// The console: a second factor from its set-up to its removal, and a community whose staff need one.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { DESK, PHONE, accessible, fits, launch, open } from "./browser.mjs";
import { fillLogin, logIn, visit } from "./console.mjs";
import { ADMIN, PASSWORD, register, serve } from "./kith.mjs";

let browser;
let kith;
let strict;
before(async () => {
  [browser, kith, strict] = await Promise.all([launch(), serve(), serve("--second-factor", "staff")]);
});
after(() => Promise.all([browser?.close(), kith?.stop(), strict?.stop()]));

/** The code that an app shows so many steps of 30 seconds from now (RFC 6238). */
function codeOf(secret, steps = 0) {
  const bits = [...secret].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const digest = createHmac("sha1", key).update(step).digest();
  return String((digest.readUInt32BE(digest.at(-1) & 0xf) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Sets a second factor up on the page. Returns its secret and the recovery codes. */
async function setUp(page, name) {
  const section = page.getByRole("region", { name: "Second factor" });
  await section.getByRole("button", { name: "Set up" }).click();
  await section.getByRole("img", { name: "QR code of the key" }).waitFor();
  await accessible(page, `set-up, ${name}`);
  await fits(page, `set-up, ${name}`);
  const secret = (await section.locator("code").textContent()).replaceAll(" ", "");
  assert.match(secret, /^[A-Z2-7]{32}$/);
  await section.getByLabel("Code of the app").fill("000000x");
  await section.getByRole("button", { name: "Turn on" }).click();
  await section.getByText("This code is wrong or was used already.").waitFor();
  await section.getByLabel("Code of the app").fill(codeOf(secret));
  await section.getByRole("button", { name: "Turn on" }).click();
  const codes = section.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await codes.first().waitFor();
  await accessible(page, `recovery codes, ${name}`);
  await fits(page, `recovery codes, ${name}`);
  const recovery = await codes.allTextContents();
  assert.equal(recovery.length, 10);
  await section.getByRole("button", { name: "I have kept them" }).click();
  return { secret, recovery };
}

/** The field of the code, once the password was right. */
async function fillCode(page, code) {
  const form = page.getByRole("region", { name: "Log in" });
  await form.getByLabel("Code of your authenticator app").fill(code);
  await form.getByRole("button", { name: "Log in" }).click();
}

for (const [name, look] of [["desk", { viewport: DESK }], ["phone", { viewport: PHONE, dark: true }]]) {
  test(`a user sets a second factor up, logs in with it, and turns it off (${name})`, async () => {
    const username = `user-${name}`;
    await register(kith.url, username);
    const { page, close } = await open(browser, kith.url, { ...look, expected: [400] });
    await logIn(page, kith.url, username);
    await visit(page, "Profile");
    const { secret, recovery } = await setUp(page, name);
    const section = page.getByRole("region", { name: "Second factor" });
    await section.getByText("10 recovery codes left.").waitFor();

    await page.getByRole("button", { name: "Log out" }).click();
    await fillLogin(page, username);
    await fillCode(page, "000000x");
    await page.getByText("This code is wrong or was used already.").waitFor();
    await accessible(page, `login, ${name}`);
    // The code of the set-up is used up, and one step of drift is allowed.
    await fillCode(page, codeOf(secret, 1));
    await page.getByRole("heading", { name: "Home" }).waitFor();

    await visit(page, "Profile");
    await section.getByLabel("Code of the app, or a recovery code").fill(recovery[0]);
    await section.getByRole("button", { name: "Turn off" }).click();
    await section.getByRole("button", { name: "Set up" }).waitFor();
    await page.getByRole("button", { name: "Log out" }).click();
    await page.getByRole("region", { name: "Log in" }).waitFor();
    await logIn(page, kith.url, username);
    await close();
  });
}

test("staff turn off the second factor of a user who has lost the app", async () => {
  await register(kith.url, "forgetful");
  const user = await open(browser, kith.url, { viewport: DESK, expected: [400, 401] });
  await logIn(user.page, kith.url, "forgetful");
  await visit(user.page, "Profile");
  await setUp(user.page, "forgetful");

  const { page, close } = await open(browser, kith.url, { viewport: PHONE, expected: [404] });
  await logIn(page, kith.url, ADMIN.username, ADMIN.password);
  await page.goto(`${kith.url}/console/#/staff/forgetful`);
  await page.getByRole("link", { name: "forgetful" }).click();
  for (const outcome of ["Second factor turned off.", "forgetful has no second factor."]) {
    await page.getByRole("button", { name: "Turn off second factor" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Turn off" }).click();
    await page.getByText(outcome).waitFor();
    await accessible(page, outcome);
    await fits(page, outcome);
  }
  await page.getByRole("list", { name: "Audit log" }).getByText("reset second factor").waitFor();
  // The removal ends the user's sessions, and the open page learns of it.
  await user.page.getByText("Your session has ended.").waitFor();
  await Promise.all([close(), user.close()]);

  const again = await open(browser, kith.url, { viewport: DESK });
  await logIn(again.page, kith.url, "forgetful");
  await again.close();
});

test("staff set a second factor up before anything else, where the community requires it", async () => {
  const { page, close } = await open(browser, strict.url, { viewport: DESK, expected: [400, 403] });
  await page.goto(`${strict.url}/console`);
  await fillLogin(page, ADMIN.username, ADMIN.password);
  await page.getByRole("heading", { level: 1, name: "Set up a second factor" }).waitFor();
  await accessible(page, "required");
  await setUp(page, "required");
  await page.getByRole("heading", { name: "Home" }).waitFor();
  await register(strict.url, "madeline");
  const other = await open(browser, strict.url, { viewport: DESK });
  await logIn(other.page, strict.url, "madeline", PASSWORD);
  await Promise.all([close(), other.close()]);
});
