// The console: users report posts and comments, and staff decide about them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESK, PHONE, accessible, fits, launch, open } from "./browser.mjs";
import { focused, logIn, visit } from "./console.mjs";
import { ADMIN, callApi, register, serve } from "./kith.mjs";

let browser;
let kith;
before(async () => {
  [browser, kith] = await Promise.all([launch(), serve()]);
});
after(() => Promise.all([browser?.close(), kith?.stop()]));

const status = (page, text) => page.getByRole("status").filter({ hasText: text }).waitFor();

for (const [name, look] of [["desk", { viewport: DESK }], ["phone", { viewport: PHONE, dark: true }]]) {
  test(`a post and a comment are reported, hidden and deleted (${name})`, async () => {
    const [author, reader] = [await register(kith.url, `author-${name}`), await register(kith.url, `reader-${name}`)];
    const [postText, commentText] = [`Rude words in a post, ${name}.`, `Rude words in a comment, ${name}.`];
    const post = await callApi(kith.url, author, "POST", "api/v2/post/", { text: postText });
    await callApi(kith.url, author, "POST", "api/v2/comment/", { post: post.id, text: commentText });

    const user = await open(browser, kith.url, look);
    await logIn(user.page, kith.url, `reader-${name}`);
    await user.page.goto(`${kith.url}/console/#/post/${post.id}`);
    const article = user.page.getByRole("article").filter({ hasText: postText });
    const comment = user.page.getByRole("article").filter({ hasText: commentText });
    await article.first().getByRole("button", { name: "Report" }).first().click();
    const dialog = user.page.getByRole("dialog", { name: "Report this post?" });
    await dialog.getByLabel("Reason").selectOption("Vulgar");
    await accessible(user.page, `report, ${name}`);
    await fits(user.page, `report, ${name}`);
    await dialog.getByRole("button", { name: "Report" }).click();
    await status(user.page, "Reported.");
    // Escape reports nothing.
    const report = comment.first().getByRole("button", { name: "Report" });
    await report.click();
    await user.page.keyboard.press("Escape");
    await user.page.getByRole("dialog").waitFor({ state: "detached" });
    assert.equal(await focused(user.page), "button");
    await report.click();
    await user.page.getByRole("dialog", { name: "Report this comment?" }).getByRole("button", { name: "Report" }).click();
    await status(user.page, "Reported.");

    const staff = await open(browser, kith.url, look);
    await logIn(staff.page, kith.url, ADMIN.username, ADMIN.password);
    await visit(staff.page, "Directory");
    await staff.page.getByRole("link", { name: "Reported posts and comments" }).click();
    await staff.page.getByRole("heading", { level: 1, name: "Reports" }).waitFor();
    const cards = staff.page.getByRole("list", { name: "Reports" }).getByRole("article");
    const reported = cards.filter({ hasText: postText });
    await reported.getByText("1 report").waitFor();
    await accessible(staff.page, `queue, ${name}`);
    await fits(staff.page, `queue, ${name}`);
    await reported.getByLabel("Reason").selectOption("Vulgar");
    await reported.getByRole("button", { name: "Hide" }).focus();
    await staff.page.keyboard.press("Enter");
    await status(staff.page, "Hidden. Its author is told the reason.");
    assert.equal(await focused(staff.page), "article");
    const other = cards.filter({ hasText: commentText });
    await other.getByRole("button", { name: "Delete" }).click();
    await staff.page.getByRole("dialog", { name: "Delete this comment?" }).getByRole("button", { name: "Delete comment" }).click();
    await status(staff.page, "Deleted.");

    // Others see that the post is there, its author why it is not shown.
    await user.page.reload();
    await user.page.getByText("The staff of this community have hidden this post.").waitFor();
    assert.equal(await user.page.getByText("Rude words").count(), 0);
    await accessible(user.page, `hidden post, ${name}`);
    const writer = await open(browser, kith.url, look);
    await logIn(writer.page, kith.url, `author-${name}`);
    await visit(writer.page, "Notifications");
    await writer.page.getByText("Staff have hidden what you wrote: vulgar").waitFor();
    await writer.page.getByText("Staff have deleted what you wrote: spam").waitFor();
    await accessible(writer.page, `told, ${name}`);

    // Staff show it again.
    await staff.page.getByRole("navigation", { name: "Parts of the queue" }).getByRole("link", { name: "Hidden" }).click();
    const hidden = cards.filter({ hasText: postText });
    await hidden.getByText(/Hidden by @admin \(vulgar\)/).waitFor();
    await accessible(staff.page, `hidden part, ${name}`);
    await hidden.getByRole("button", { name: "Show again" }).click();
    await status(staff.page, "Shown again.");
    await user.page.reload();
    await user.page.getByText(postText).waitFor();
    await Promise.all([user.close(), staff.close(), writer.close()]);
  });
}
