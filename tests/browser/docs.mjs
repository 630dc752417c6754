// What tests of the API reference do on its page.

import { PASSWORD } from "./kith.mjs";

/** Opens the reference, or a link to a part of it. */
export async function goto(page, url, path = "/docs/") {
  await page.goto(url + path);
  await page.locator("details.operation").first().waitFor({ state: "attached" });
}

/** Logs in on the reference. */
export async function logIn(page, username, password = PASSWORD) {
  await page.getByRole("button", { name: "Log in" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Username or email address").fill(username);
  await dialog.getByLabel("Password").fill(password);
  await dialog.getByRole("button", { name: "Log in" }).click();
}

/** Expands the operation with this method and path. */
export async function expand(page, method, path) {
  const operations = page.locator("details.operation").filter({ has: page.locator("summary", { hasText: `${method}${path}` }) });
  const operation = operations.filter({ has: page.getByText(path, { exact: true }) }).first();
  await operation.locator("summary").first().click();
  return operation;
}

/** The id of the element, or of its parent, that has the focus. */
export const focusedId = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.parentElement?.id);
