// Web push: registers this browser as a device of the user (docs/api/devices.md).

import { apiUrl, call } from "../base/api.js";

/** The worker has an address that stays, unlike those of other assets: a browser keeps the worker of each address. */
const WORKER = "assets/worker/console/service-worker.js";
/** The id of this browser as a device, and of its user. */
const DEVICE = "kith.device";

/** Whether this browser can get pushes at all: not over plain http, and not in some private windows. */
export function canPush() {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

/** Whether this browser is a device of the user. */
export async function isDeviceOf(user) {
  const stored = storedDevice();
  return stored?.user === user && Notification.permission === "granted" && Boolean(await subscription());
}

/** Asks the user for permission and registers the browser. */
export async function turnOn(user) {
  const { public_key: key } = await call("GET", "api/v2/device/vapid/");
  if ((await Notification.requestPermission()) !== "granted") {
    throw new Error("The browser does not allow notifications of this page. Allow them in its settings and try again.");
  }
  await navigator.serviceWorker.register(apiUrl(WORKER));
  const registration = await active();
  // A subscription of an earlier user or with an earlier key is of no use.
  await (await registration.pushManager.getSubscription())?.unsubscribe();
  const subscription = await subscribe(registration, key);
  const { id } = await call("POST", "api/v2/device/web/", { body: subscription.toJSON() });
  localStorage.setItem(DEVICE, JSON.stringify({ id, user }));
}

/** Removes the browser from the devices of its user. The push service forgets it even if kith cannot be reached. */
export async function turnOff() {
  if (!canPush()) return;
  const stored = storedDevice();
  localStorage.removeItem(DEVICE);
  await (await subscription())?.unsubscribe();
  if (stored) await call("DELETE", `api/v2/device/web/${stored.id}/`);
}

/** Ends the pushes to another user who has used this browser. */
export async function turnOffForOthers(user) {
  if (!canPush() || !storedDevice() || storedDevice().user === user) return;
  localStorage.removeItem(DEVICE);
  await (await subscription())?.unsubscribe();
}

function storedDevice() {
  return JSON.parse(localStorage.getItem(DEVICE) ?? "null");
}

async function subscription() {
  const registration = await navigator.serviceWorker.getRegistration(apiUrl(WORKER));
  return registration?.pushManager.getSubscription();
}

/** The registration, once its worker is active: `serviceWorker.ready` waits for one that controls this page. */
async function active() {
  const registration = await navigator.serviceWorker.getRegistration(apiUrl(WORKER));
  const worker = registration.installing ?? registration.waiting;
  if (worker && !registration.active) {
    await new Promise((resolve) => worker.addEventListener("statechange", () => worker.state === "activated" && resolve()));
  }
  return registration;
}

async function subscribe(registration, key) {
  try {
    return await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  } catch {
    throw new Error("The push service of this browser cannot be reached.");
  }
}
