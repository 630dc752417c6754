// The console: two users side by side, and staff.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESK, PHONE, accessible, fits, launch, open, screenshot, testBoth } from "./browser.mjs";
import { card, logIn, signUp, visit } from "./console.mjs";
import { ADMIN, PASSWORD, register, serve } from "./kith.mjs";

let browser;
let kith;
before(async () => {
  [browser, kith] = await Promise.all([launch(), serve()]);
});
after(() => Promise.all([browser?.close(), kith?.stop()]));

/** A PNG file to upload, drawn on a canvas. */
async function pngFile(page) {
  const data = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 96, height: 96 });
    const pen = canvas.getContext("2d");
    const sky = pen.createLinearGradient(0, 0, 96, 96);
    sky.addColorStop(0, "#e8a87c");
    sky.addColorStop(1, "#41658a");
    pen.fillStyle = sky;
    pen.fillRect(0, 0, 96, 96);
    pen.fillStyle = "#fff";
    pen.beginPath();
    pen.moveTo(8, 80);
    pen.lineTo(48, 24);
    pen.lineTo(88, 80);
    pen.fill();
    return canvas.toDataURL("image/png").split(",")[1];
  });
  return { name: "mountain.png", mimeType: "image/png", buffer: Buffer.from(data, "base64") };
}

test("two users become friends and exchange posts", async () => {
  const first = await open(browser, kith.url, { expected: [400] });
  const second = await open(browser, kith.url);
  const [madeline, theo] = [first.page, second.page];

  // A field error is shown at its field.
  await madeline.goto(`${kith.url}/console/`);
  await accessible(madeline, "welcome");
  const form = madeline.getByRole("region", { name: "Create an account" });
  await form.getByLabel("Username").fill("me");
  await form.getByRole("button", { name: "Create account" }).click();
  const username = form.getByLabel("Username");
  await form.getByText("This username is reserved.").waitFor();
  assert.equal(await username.getAttribute("aria-invalid"), "true");
  assert.equal(await username.evaluate((element) => element === document.activeElement), true);
  await accessible(madeline, "welcome with errors");
  await signUp(madeline, "madeline");
  await theo.goto(`${kith.url}/console/`);
  await signUp(theo, "theo");

  // Madeline edits her profile and uploads a picture.
  await visit(madeline, "Profile");
  await madeline.getByLabel("Name", { exact: true }).fill("Madeline");
  await madeline.getByLabel("Bio").fill("Climbs mountains.");
  await madeline.getByLabel("Website").fill("not a URL");
  await madeline.getByLabel("Profile picture").setInputFiles(await pngFile(madeline));
  await madeline.getByRole("button", { name: "Save", exact: true }).first().click();
  await madeline.getByText("valid URL").or(madeline.locator(".field-error")).first().waitFor();
  await madeline.getByLabel("Website").fill("https://example.org/");
  await madeline.getByRole("button", { name: "Save", exact: true }).first().click();
  await madeline.getByText("Profile saved.").first().waitFor();
  const width = await madeline.locator("main img.avatar").evaluate((image) => image.decode().then(() => image.naturalWidth));
  assert.equal(width, 512);
  await accessible(madeline, "profile");

  // Theo finds her, follows her and sends a friend request.
  await visit(theo, "People");
  await theo.getByLabel("Search").fill("madel");
  await theo.getByRole("heading", { name: "Search results" }).waitFor({ state: "attached" }); // "Newest members" lists her too.
  const found = card(theo, "Madeline");
  await found.waitFor();
  await found.getByRole("button", { name: "Follow", pressed: false }).click();
  await found.getByRole("button", { name: "Following", pressed: true }).waitFor();
  await found.getByRole("button", { name: "Add friend" }).click();
  await found.getByRole("button", { name: "Cancel request" }).waitFor();
  await accessible(theo, "people");

  // Her badge updates without a reload, and she accepts.
  const badge = madeline.getByRole("link", { name: /Notifications 2 new/ });
  await badge.waitFor();
  await badge.click();
  await madeline.getByRole("main").getByText("followed you").waitFor();
  await accessible(madeline, "notifications");
  await madeline.getByRole("link", { name: "View friend requests" }).click();
  await madeline.getByRole("button", { name: "Accept: theo" }).click();
  await madeline.getByRole("button", { name: "Remove friend: theo" }).waitFor();
  await accessible(madeline, "friends");

  // She publishes a poll. Markup that she types is shown as text.
  await visit(madeline, "Home");
  await madeline.getByLabel("Title").fill("Where next?");
  await madeline.getByLabel("What's on your mind?").fill("The weather is <b>good</b> & stays so.\n\nI have tea.");
  await madeline.getByRole("button", { name: "Add poll" }).click();
  await madeline.getByLabel("Question").fill("Which one first?");
  await madeline.getByLabel("Choice 1").fill("The summit");
  await madeline.getByLabel("Choice 2").fill("The lake");
  await accessible(madeline, "composer");
  await madeline.getByRole("button", { name: "Publish" }).click();
  const own = madeline.getByRole("article").first();
  await own.getByText("The weather is <b>good</b> & stays so.").waitFor();

  // He reads the post, votes and likes it.
  await theo.getByRole("link", { name: /Notifications \d+ new/ }).waitFor();
  await visit(theo, "Home");
  const post = theo.getByRole("article").first();
  await post.getByRole("heading", { name: "Where next?" }).waitFor();
  await post.getByRole("button", { name: /The lake/ }).click();
  await post.locator('button[aria-pressed="true"]').filter({ hasText: "1 vote" }).waitFor();
  await post.getByRole("button", { name: /Like/ }).click();
  await post.getByRole("button", { name: "Like · 1", pressed: true }).waitFor();
  await theo.evaluate(() => scrollTo(0, 0));
  await accessible(theo, "home");
  await theo.getByRole("heading", { name: "Your feed" }).evaluate((heading) => scrollBy(0, heading.getBoundingClientRect().top - 90));
  await screenshot(theo, "console-home");
  await visit(theo, "Notifications");
  await theo.getByRole("main").getByText("accepted your friend request").waitFor();
  await theo.getByRole("main").getByText("published a new post").waitFor();
  await madeline.getByRole("link", { name: /Notifications 1 new/ }).click();
  await madeline.getByRole("main").getByText("liked your post").waitFor();

  // Logging out works with the keyboard alone and removes the token.
  await theo.getByRole("button", { name: "Log out" }).focus();
  await theo.keyboard.press("Enter");
  await theo.getByRole("heading", { name: "Welcome" }).waitFor();
  assert.equal(await theo.evaluate(() => sessionStorage.length + localStorage.length), 0);
  await Promise.all([first.close(), second.close()]);
});

testBoth("staff deactivate an account and set its password", async (look) => {
  const username = look === "desk" ? "oshiro" : "granny";
  await register(kith.url, username);
  const { page, close } = await open(browser, kith.url, { expected: [400] });
  await logIn(page, kith.url, ADMIN.username, ADMIN.password);
  await visit(page, "Directory");
  await page.getByRole("link", { name: username }).waitFor();
  if (look === "desk") await screenshot(page, "console-directory", { width: 800, height: 680 });
  await page.getByLabel("Search by name").fill(username.slice(0, 4));
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByText("1 account,").waitFor();
  await accessible(page, "directory");
  await page.getByRole("link", { name: username }).click();
  // A deactivation asks first.
  await page.getByRole("button", { name: "Deactivate" }).click();
  const question = page.getByRole("dialog", { name: `Deactivate ${username}?` });
  await accessible(page, "question");
  await page.keyboard.press("Enter");
  await question.waitFor({ state: "detached" });
  await page.getByText("No entries yet.").waitFor();
  await page.getByRole("button", { name: "Deactivate" }).click();
  await question.getByRole("button", { name: "Deactivate account" }).click();
  await page.getByText("Active: yes → no").waitFor();
  await accessible(page, "account");
  const login = await fetch(`${kith.url}/api/users/login/`, { method: "POST", body: new URLSearchParams({ username, password: PASSWORD }) });
  assert.equal(login.status, 400);
  await page.getByRole("button", { name: "Activate" }).click();
  await page.getByText("Active: no → yes").waitFor();
  await page.getByLabel("New password").fill("short");
  await page.getByRole("button", { name: "Set password" }).click();
  await page.getByText("Use at least 8 characters.").waitFor();
  await page.getByLabel("New password").fill("another-horse");
  await page.getByRole("button", { name: "Set password" }).click();
  await page.getByText("Password set.").first().waitFor();
  // So does a change of roles, and no one changes their own.
  await page.getByRole("button", { name: "Make staff" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Make staff" }).click();
  await page.getByText("Staff: no → yes").waitFor();
  await page.getByRole("button", { name: "Remove staff role" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove staff role" }).click();
  await page.getByText("Staff: yes → no").waitFor();
  if (look === "desk") await screenshot(page, "console-staff", { width: 1100, height: 900 });
  assert.notEqual(await page.evaluate(() => document.activeElement.localName), "body");
  // The directory still shows the search.
  await page.getByRole("link", { name: "Back to the directory" }).click();
  await page.getByText("1 account,").waitFor();
  assert.equal(await page.getByLabel("Search by name").inputValue(), username.slice(0, 4));
  await page.getByLabel("Search by name").fill(ADMIN.username);
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("link", { name: ADMIN.username, exact: true }).last().click();
  await page.getByText("This is your own account.").waitFor();
  assert.equal(await page.getByRole("button", { name: "Deactivate" }).count(), 0);
  await close();
  const again = await open(browser, kith.url);
  await logIn(again.page, kith.url, username, "another-horse");
  // Users who are not staff cannot open the directory, not even by its URL.
  assert.equal(await again.page.getByRole("link", { name: "Directory" }).count(), 0);
  await again.page.goto(`${kith.url}/console/#/staff`);
  await again.page.getByRole("heading", { name: "For staff only" }).waitFor();
  await again.close();
});

test("views fit a phone and are accessible in dark mode", async () => {
  const { page, close } = await open(browser, kith.url, { viewport: PHONE, dark: true });
  await page.goto(`${kith.url}/console/`);
  await fits(page, "welcome");
  await accessible(page, "welcome, dark");
  await logIn(page, kith.url, ADMIN.username, ADMIN.password);
  const links = await page.getByRole("navigation", { name: "Main" }).getByRole("link").all();
  const boxes = await Promise.all(links.map((link) => link.boundingBox()));
  assert.equal(boxes.length, 5);
  for (const { y, height, width } of boxes) assert.deepEqual([y, height >= 44, width >= 44], [boxes[0].y, true, true]);
  for (const name of ["Home", "People", "Friends", "Notifications", "Profile", "Directory"]) {
    await visit(page, name);
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await fits(page, name);
    await accessible(page, `${name}, dark`);
    if (name === "People") await screenshot(page, "console-phone");
  }
  await close();
});

test("a post cannot load images of other hosts or run scripts", async () => {
  const { token, id } = await register(kith.url, "badeline");
  const text = '<p>Hi<img src="https://example.com/x.png" alt="a picture"><script>document.title="gone"</script><a href="javascript:alert(1)">there</a></p>';
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${token}` };
  const response = await fetch(`${kith.url}/api/v2/post/`, { method: "POST", headers, body: JSON.stringify({ text }) });
  assert.equal(response.status, 201);
  const { page, close } = await open(browser, kith.url);
  await logIn(page, kith.url, "badeline");
  await page.goto(`${kith.url}/console/#/person/${id}`);
  const post = page.getByRole("article").first();
  await post.getByText("Hi").waitFor();
  await post.getByRole("link", { name: "a picture (example.com)" }).waitFor();
  assert.equal(await post.locator("img:not(.avatar), script").count(), 0);
  await close();
});

for (const [name, viewport] of [["desk", DESK], ["phone", PHONE]]) {
  test(`the console skips to its content, names pages that it lacks, and holds long words (${name})`, async () => {
    const { page, close } = await open(browser, kith.url, { viewport });
    await page.goto(`${kith.url}/console/`);
    await signUp(page, `wordsmith-${name}`);
    await page.getByRole("link", { name: "Skip to content" }).focus();
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    await page.getByRole("heading", { name: "Home" }).waitFor();
    for (const [path, heading] of [["nowhere", "Page not found"], ["main", "Page not found"], ["staff", "For staff only"]]) {
      await page.goto(`${kith.url}/console/#/${path}`);
      await page.getByRole("heading", { name: heading }).waitFor();
      await accessible(page, path);
    }
    await page.getByRole("link", { name: "Go to Home" }).click();
    await page.getByRole("heading", { name: "Home" }).waitFor();

    const long = "m".repeat(90);
    await visit(page, "Profile");
    await page.getByLabel("Name", { exact: true }).fill(long);
    await page.getByLabel("Location", { exact: true }).fill(long);
    await page.getByLabel("Website").fill(`https://example.org/${long}`);
    await page.getByLabel("Bio").fill(long);
    await page.getByRole("button", { name: "Save", exact: true }).first().click();
    await page.getByText("Profile saved.").first().waitFor();
    await fits(page, "profile with long words");
    await page.getByRole("link", { name: "View public profile" }).click();
    await page.getByRole("heading", { name: long }).waitFor();
    await fits(page, "public profile with long words");
    await visit(page, "Home");
    await page.getByLabel("Title").fill(long);
    await page.getByLabel("What's on your mind?").fill(long);
    await page.getByRole("button", { name: "Add poll" }).click();
    await page.getByLabel("Question").fill(long);
    await page.getByLabel("Choice 1").fill(long);
    await page.getByLabel("Choice 2").fill(`${long}!`);
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByRole("article").first().getByRole("group", { name: long }).waitFor();
    await fits(page, "a post with long words");
    await accessible(page, "a post with long words");
    await close();
  });
}
