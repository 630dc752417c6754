// Toasts: messages about new notifications, as they arrive on the WebSocket, for users who want them.

import { h } from "../base/dom.js";
import { call } from "../base/api.js";
import { link } from "./link.js";
import { textOf } from "./notification-texts.js";

/** Milliseconds for which a toast is shown. */
const SHOWN = 6_000;
/** The most toasts at a time. */
const MAX = 3;

const region = document.getElementById("toasts");
let wanted = false;

/** Shows the notifications of this user from now on, if they want toasts. */
export async function startToasts(user) {
  wanted = false;
  const settings = await call("GET", `api/v2/user/${user}/settings/`).catch(() => null);
  wanted = settings?.show_toast_notifications === 1;
}

export function stopToasts() {
  wanted = false;
  region.replaceChildren();
}

function show(notification) {
  if (!wanted || document.hidden) return;
  const [user, text] = textOf(notification);
  const name = user && (user.real_name || user.username);
  const toast = h("a", { class: "toast", href: link("notifications"), onclick: () => toast.remove() }, name ? `${name} ${text}` : text);
  region.append(toast);
  if (region.children.length > MAX) region.firstChild.remove();
  setTimeout(() => toast.remove(), SHOWN);
}

addEventListener("kith:notification", ({ detail }) => show(detail));
addEventListener("kith:settings-changed", ({ detail }) => { wanted = detail.show_toast_notifications === 1; });
