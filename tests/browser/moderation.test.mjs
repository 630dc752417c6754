// The console: users report posts and comments, and staff decide about them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESK, PHONE, accessible, fits, launch, open } from "./browser.mjs";
import { fillLogin, focused, logIn, visit } from "./console.mjs";
import { ADMIN, PASSWORD, callApi, register, serveWith } from "./kith.mjs";

let browser;
let kith;
before(async () => {
  [browser, kith] = await Promise.all([launch(), serveWith({ KITH_REVIEW_WORDS: "free money" })]);
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

for (const [name, look] of [["desk", { viewport: DESK }], ["phone", { viewport: PHONE, dark: true }]]) {
  test(`what is held for review is the author's alone until staff release it (${name})`, async () => {
    await register(kith.url, `held-${name}`);
    const text = `Free money for all, ${name}.`;
    const writer = await open(browser, kith.url, look);
    await logIn(writer.page, kith.url, `held-${name}`);
    await writer.page.getByLabel("What's on your mind?").fill(text);
    await writer.page.getByRole("button", { name: "Publish" }).click();
    await writer.page.getByText("Staff look at your post before others see it.").first().waitFor();
    const own = writer.page.getByRole("article").filter({ hasText: text });
    await own.getByText("Others see this post once staff have looked at it.").waitFor();
    assert.equal(await own.getByRole("button", { name: "Edit" }).count(), 0);
    await accessible(writer.page, `held post, ${name}`);
    await fits(writer.page, `held post, ${name}`);

    const staff = await open(browser, kith.url, look);
    await logIn(staff.page, kith.url, ADMIN.username, ADMIN.password);
    await staff.page.goto(`${kith.url}/console/#/reports/held`);
    const held = staff.page.getByRole("list", { name: "Reports" }).getByRole("article").filter({ hasText: text });
    await held.getByText("Has a listed word").waitFor();
    await accessible(staff.page, `held part, ${name}`);
    await fits(staff.page, `held part, ${name}`);
    await held.getByRole("button", { name: "Release" }).click();
    await status(staff.page, "Released.");
    await Promise.all([writer.close(), staff.close()]);
  });

  test(`a reported user is banned, is told so, and can log in once the ban is lifted (${name})`, async () => {
    const rude = `rude-${name}`;
    await register(kith.url, `fan-${name}`);
    const { id } = await register(kith.url, rude);
    const user = await open(browser, kith.url, look);
    await logIn(user.page, kith.url, `fan-${name}`);
    await user.page.goto(`${kith.url}/console/#/person/${id}`);
    await user.page.getByRole("button", { name: "Report" }).click();
    await user.page.getByRole("dialog", { name: "Report this user?" }).getByRole("button", { name: "Report" }).click();
    await status(user.page, "Reported.");
    await user.close();

    const staff = await open(browser, kith.url, look);
    await logIn(staff.page, kith.url, ADMIN.username, ADMIN.password);
    await staff.page.goto(`${kith.url}/console/#/reports/users`);
    const card = staff.page.getByRole("list", { name: "Reported users" }).getByRole("article").filter({ hasText: rude });
    await card.getByText("1 report").waitFor();
    await card.getByLabel("Reason").selectOption("Vulgar");
    await card.getByLabel("For").selectOption("30 days");
    await accessible(staff.page, `reported users, ${name}`);
    await fits(staff.page, `reported users, ${name}`);
    await card.getByRole("button", { name: "Ban" }).click();
    await staff.page.getByRole("dialog", { name: `Ban @${rude}?` }).getByRole("button", { name: "Ban user" }).click();
    await status(staff.page, `@${rude} is banned.`);

    const banned = await open(browser, kith.url, { ...look, expected: [400, 401] });
    await banned.page.goto(`${kith.url}/console`);
    await fillLogin(banned.page, rude, PASSWORD);
    await banned.page.getByRole("alert").filter({ hasText: /until/ }).waitFor();
    await accessible(banned.page, `banned, ${name}`);
    await staff.page.reload();
    await card.getByText(/Banned until .* \(vulgar\)/).waitFor();
    await card.getByRole("button", { name: "Lift ban" }).click();
    await status(staff.page, `@${rude} is not banned any more.`);
    await fillLogin(banned.page, rude, PASSWORD);
    await banned.page.getByRole("heading", { name: "Home" }).waitFor();
    await Promise.all([staff.close(), banned.close()]);
  });
}
