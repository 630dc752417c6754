// The pages to which mails lead, and the mails that `kith serve` shows.

import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { PHONE, accessible, fits, launch, open } from "./browser.mjs";
import { logIn, visit } from "./console.mjs";
import { callApi, register, serve } from "./kith.mjs";

let browser;
let kith;
let mails;
before(async () => {
  mails = await mkdtemp(join(tmpdir(), "kith-mail-"));
  [browser, kith] = await Promise.all([launch(), serve("--mail", `file:${mails}`)]);
});
after(async () => {
  await Promise.all([browser?.close(), kith?.stop()]);
  await rm(mails, { recursive: true });
});

/** Waits for the `count`th mail and returns the link in it. */
async function link(count) {
  for (let attempt = 0; attempt < 200; attempt++) {
    const names = (await readdir(mails)).filter((name) => name.endsWith(".eml")).sort();
    if (names.length >= count) {
      const mail = await readFile(join(mails, names[count - 1]), "utf8");
      return mail.replaceAll("=\r\n", "").replaceAll("=3D", "=").match(/http\S+\/account\/\S+/)[0];
    }
    await sleep(50);
  }
  throw new Error(`no mail number ${count}`);
}

test("an address is confirmed by the button alone, once", async () => {
  const { token } = await register(kith.url, "madeline");
  const address = await link(1);
  const { page, close } = await open(browser, kith.url, { viewport: PHONE, expected: [400] });
  const isConfirmed = async () => {
    const response = await fetch(`${kith.url}/api/v2/user/me/`, { headers: { Authorization: `Bearer ${token}` } });
    return (await response.json()).email_isvalid;
  };
  await page.goto(address);
  await page.getByRole("button", { name: "Confirm the address" }).waitFor();
  await accessible(page, "verify");
  await fits(page, "verify");
  assert.equal(new URL(page.url()).hash, "", "the code stays in no history");
  assert.equal(await isConfirmed(), false);
  await page.getByRole("button", { name: "Confirm the address" }).click();
  await page.getByText("Your e-mail address is confirmed.").waitFor();
  assert.equal(await isConfirmed(), true);

  // Without a link the code can be typed. This one is used up.
  await page.goto(`${kith.url}/account/verify`);
  await page.getByLabel("Code from the mail").fill(address.split("#")[1]);
  await page.getByRole("button", { name: "Confirm the address" }).click();
  await page.getByText("The code is wrong or has expired.").waitFor();
  await close();
});

test("a change of address is taken back from the mail to the old one", async () => {
  const badeline = await register(kith.url, "badeline");
  await link(2);
  const { page, close } = await open(browser, kith.url, { viewport: PHONE });
  await callApi(kith.url, badeline, "PATCH", `api/v2/user/${badeline.id}/change_email/`, { new_email: "thief@example.org" });
  const code = (await link(3)).split("#")[1];
  await callApi(kith.url, badeline, "POST", "api/v2/account/verify/", { validation_code: code });
  await page.goto(await link(4));
  await accessible(page, "restore");
  await fits(page, "restore");
  await page.getByRole("button", { name: "Take the change back" }).click();
  await page.getByText("Your account has its former e-mail address again.").waitFor();
  await page.getByRole("link", { name: "set a new password" }).click();
  await page.getByLabel("E-mail address").waitFor();
  await close();
});

test("a forgotten password is reset from the console", async () => {
  await register(kith.url, "theo");
  await link(5);
  const { page, close } = await open(browser, kith.url, { viewport: PHONE, dark: true, expected: [400] });
  await page.goto(`${kith.url}/console/`);
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.getByLabel("E-mail address").fill("theo@example.org");
  await accessible(page, "recover");
  await fits(page, "recover");
  await page.getByRole("button", { name: "Send the mail" }).click();
  await page.getByText("the mail is on its way").waitFor();

  await page.goto(await link(6));
  await page.getByLabel("New password").fill("another-horse");
  await accessible(page, "reset");
  await page.getByRole("button", { name: "Set the password" }).click();
  await page.getByText("Your password is set.").waitFor();
  const body = JSON.stringify({ username: "theo", password: "another-horse" });
  const login = await fetch(`${kith.url}/api/users/login/`, { method: "POST", headers: { "Content-Type": "application/json" }, body });
  assert.equal(login.status, 200);

  // The mails of a server on this machine are pages.
  await page.goto(`${kith.url}/console/mail/`);
  await accessible(page, "mails");
  await fits(page, "mails");
  await page.getByRole("link", { name: /Reset your password/ }).click();
  await accessible(page, "mail");
  await fits(page, "mail");
  await page.getByRole("link", { name: /account\/reset#/ }).click();
  await page.getByLabel("New password").waitFor();
  await close();
});

test("a new address of the console takes effect with the mailed code", async () => {
  await register(kith.url, "granny");
  await link(7);
  const { page, close } = await open(browser, kith.url, { viewport: PHONE });
  await logIn(page, kith.url, "granny");
  await visit(page, "Profile");
  const form = page.getByRole("region", { name: "Email address" });
  await form.getByText("granny@example.org").waitFor();
  await form.getByLabel("New email address").fill("celia@example.org");
  await form.getByRole("button", { name: "Change email address" }).click();
  await form.getByText("A code was mailed to celia@example.org.").waitFor();
  await form.getByText("granny@example.org").waitFor();
  await accessible(page, "a mailed code");
  await fits(page, "a mailed code");
  await page.goto(await link(8));
  await page.getByRole("button", { name: "Confirm the address" }).click();
  await page.getByText("Your e-mail address is confirmed.").waitFor();
  await page.goto(`${kith.url}/console/#/profile`);
  await form.getByText("celia@example.org").waitFor();
  await close();
});

test("mails link to a page that turns digests off by its button alone", async () => {
  const { page, close } = await open(browser, kith.url, { expected: [400] });
  // As a mail program opens the address of its own button.
  await page.goto(`${kith.url}/api/v2/account/unsubscribe/?code=7.wrong`);
  await page.getByRole("heading", { name: "Unsubscribe" }).waitFor();
  assert.equal(page.url(), `${kith.url}/account/unsubscribe`);
  await accessible(page, "the page that turns digests off");
  await page.getByRole("button", { name: "Unsubscribe" }).click();
  await page.getByText("This link is not valid. Open the one in your last mail.").waitFor();
  await close();
});
