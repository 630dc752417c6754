// Shows web pushes (docs/api/devices.md). It controls no page and caches nothing.

/** The console: the worker is at `assets/worker/console/`, below the root of the API. */
const CONSOLE = new URL("../../../console/", self.location.href).href;

self.addEventListener("push", (event) => event.waitUntil(show(event.data)));
self.addEventListener("notificationclick", (event) => event.waitUntil(open(event.notification)));

/** Shows a push, unless the console is in front of the user. */
async function show(data) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (windows.some((page) => page.focused && page.url.startsWith(CONSOLE))) return;
  const { title = "kith", body = "", tag } = data?.json() ?? {};
  await self.registration.showNotification(title, { body, tag });
}

/** Opens the page of notifications, in a window of the console if there is one. */
async function open(notification) {
  notification.close();
  const page = `${CONSOLE}#/notifications`;
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = windows.find(({ url }) => url.startsWith(CONSOLE));
  if (!open) return self.clients.openWindow(page);
  await open.focus();
  return open.navigate(page).catch(() => null);
}
