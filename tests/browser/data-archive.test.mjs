// The console: the archive of the caller's data.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { DESK, PHONE, accessible, fits, launch, open } from "./browser.mjs";
import { logIn, visit } from "./console.mjs";
import { register, serve } from "./kith.mjs";

let browser;
let kith;
before(async () => {
  [browser, kith] = await Promise.all([launch(), serve()]);
});
after(() => Promise.all([browser?.close(), kith?.stop()]));

for (const [name, look] of [["desk", { viewport: DESK }], ["phone", { viewport: PHONE, dark: true }]]) {
  test(`a user requests an archive of their data and downloads it (${name})`, async () => {
    const username = `user-${name}`;
    await register(kith.url, username);
    const { page, close } = await open(browser, kith.url, look);
    await logIn(page, kith.url, username);
    await visit(page, "Profile");
    const card = page.getByRole("region", { name: "Your data" });
    await card.getByRole("button", { name: "Request an archive" }).click();
    const button = card.getByRole("button", { name: "Download" });
    await button.waitFor();
    await card.getByText("It can be downloaded for 7 days.").waitFor();
    await accessible(page, `archive, ${name}`);
    await fits(page, `archive, ${name}`);
    const downloads = page.waitForEvent("download");
    await button.click();
    const download = await downloads;
    assert.equal(download.suggestedFilename(), "my-data.zip");
    const content = await readFile(await download.path());
    assert.equal(content.subarray(0, 4).toString("latin1"), "PK\u0003\u0004");
    assert.ok(content.includes("profile.json") && content.includes("index.json"));
    await page.getByText("The download has begun.").waitFor();
    await close();
  });
}
