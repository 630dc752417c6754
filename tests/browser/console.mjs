// What tests of the console do on its pages.

import { PASSWORD } from "./kith.mjs";

/** Logs in on the page that opens. */
export async function logIn(page, url, username, password = PASSWORD) {
  await page.goto(`${url}/console`);
  await fillLogin(page, username, password);
  await page.getByRole("heading", { name: "Home" }).waitFor();
}

/** Fills the form to log in and sends it. */
export async function fillLogin(page, username, password = PASSWORD) {
  const form = page.getByRole("region", { name: "Log in" });
  await form.getByLabel("Username or email address").fill(username);
  await form.getByLabel("Password").fill(password);
  await form.getByRole("button", { name: "Log in" }).click();
}

export async function signUp(page, username) {
  const form = page.getByRole("region", { name: "Create an account" });
  await form.getByLabel("Username").fill(username);
  await form.getByLabel("Email address").fill(`${username}@example.org`);
  await form.getByLabel("Password").fill(PASSWORD);
  await form.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("heading", { name: "Home" }).waitFor();
}

export const card = (page, text) => page.getByRole("listitem").filter({ hasText: text });

/** Follows a link of the header. */
export const visit = (page, name) => page.getByRole("navigation").getByRole("link", { name }).click();

/** The name of the focused element. It is `body` if the focus was lost. */
export const focused = (page) => page.evaluate(() => document.activeElement.localName);
