// The console: toasts, and web pushes to this browser.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PHONE, accessible, fits, launch, open } from "./browser.mjs";
import { logIn, visit } from "./console.mjs";
import { callApi, register, serve } from "./kith.mjs";

let browser;
let kith;
before(async () => {
  [browser, kith] = await Promise.all([launch(), serve()]);
});
after(() => Promise.all([browser?.close(), kith?.stop()]));

const follow = (from, to) => callApi(kith.url, from, "POST", `api/v2/user/${to.id}/follow/`);

async function openSettings(page) {
  await visit(page, "Profile");
  const settings = page.getByRole("region", { name: "New notifications" });
  await settings.waitFor();
  return settings;
}

test("a toast tells of a new notification, unless the user wants none", async () => {
  const [ada, ben, cyd] = [await register(kith.url, "ada"), await register(kith.url, "ben"), await register(kith.url, "cyd")];
  const { page, close } = await open(browser, kith.url, { viewport: PHONE });
  const socket = page.waitForEvent("websocket");
  await logIn(page, kith.url, "ada");
  await (await socket).waitForEvent("framereceived", { timeout: 500 }).catch(() => {});
  await follow(ben, ada);
  const toast = page.getByRole("link", { name: "ben followed you" });
  await toast.waitFor();
  await fits(page, "a toast");
  await toast.click();
  await page.getByRole("heading", { level: 1, name: "Notifications" }).waitFor();
  assert.equal(await toast.count(), 0);

  const settings = await openSettings(page);
  await accessible(page, "notification settings");
  await settings.getByLabel("Show a message on the page").uncheck();
  await settings.getByRole("button", { name: "Save" }).click();
  await settings.getByText("Settings saved.").waitFor();
  assert.equal((await callApi(kith.url, ada, "GET", `api/v2/user/${ada.id}/settings/`)).show_toast_notifications, 0);
  await follow(cyd, ada);
  await page.getByRole("navigation").getByText("1 new").waitFor();
  assert.equal(await page.locator(".toast").count(), 0);
  await close();
});

/** A push service: that of the browser needs a network. */
function subscribeWithoutNetwork() {
  const subscription = {
    toJSON: () => ({
      endpoint: "https://updates.push.services.mozilla.com/wpush/v2/test",
      keys: { p256dh: "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8", auth: "BTBZMqHH6r4Tts7J_aSIgg" },
    }),
    unsubscribe: async () => sessionStorage.removeItem("subscribed"),
  };
  PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
    sessionStorage.setItem("subscribed", applicationServerKey);
    return subscription;
  };
  PushManager.prototype.getSubscription = async () => (sessionStorage.getItem("subscribed") ? subscription : null);
}

test("pushes are turned on and off in this browser, and the worker shows them", async () => {
  await register(kith.url, "dee");
  const { page, context, close } = await open(browser, kith.url);
  await context.grantPermissions(["notifications"], { origin: kith.url });
  await page.addInitScript(subscribeWithoutNetwork);
  await logIn(page, kith.url, "dee");
  const settings = await openSettings(page);
  await settings.getByRole("button", { name: "Turn pushes on in this browser" }).click();
  const off = settings.getByRole("button", { name: "Turn pushes off in this browser" });
  await off.waitFor();
  const { public_key: key } = await (await fetch(`${kith.url}/api/v2/device/vapid/`)).json();
  assert.equal(await page.evaluate(() => sessionStorage.getItem("subscribed")), key);

  // The browser delivers a push to the worker while the user looks at another page.
  await page.goto(`${kith.url}/docs/`);
  const devtools = await context.newCDPSession(page);
  const registered = new Promise((resolve) => {
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => registrations.length && resolve(registrations[0]));
  });
  await devtools.send("ServiceWorker.enable");
  const { registrationId } = await registered;
  const data = JSON.stringify({ title: "kith", body: "ben follows you", tag: "7", type: "user_follow", count: 1 });
  await devtools.send("ServiceWorker.deliverPushMessage", { origin: kith.url, registrationId, data });
  const shown = await page.waitForFunction(async () => {
    const [registration] = await navigator.serviceWorker.getRegistrations();
    const [notification] = await registration.getNotifications();
    return notification && [notification.title, notification.body, notification.tag];
  });
  assert.deepEqual(await shown.jsonValue(), ["kith", "ben follows you", "7"]);

  await page.goto(`${kith.url}/console/#/profile`);
  await off.click();
  await settings.getByRole("button", { name: "Turn pushes on in this browser" }).waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.getItem("subscribed") ?? localStorage.getItem("kith.device")), null);
  await close();
});
