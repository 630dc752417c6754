// How the user is told of new notifications: in this browser, as toasts, and by mail.

import { h, redraw, uniqueId } from "../base/dom.js";
import { call } from "../base/api.js";
import { actionButton } from "./action-button.js";
import { form } from "./form.js";
import { canPush, isDeviceOf, turnOff, turnOn } from "./web-push.js";

const SETTINGS = [
  ["show_toast_notifications", "Show a message on the page"],
  ["mobile_notifications_scmty", "Send pushes to my browsers"],
  ["email_notification_not_qa", "Send a mail, at most once a day, about what I have not seen"],
];

export async function notificationSettings({ id: user }) {
  const path = `api/v2/user/${user}/settings/`;
  const id = uniqueId("notification-settings");
  const browser = h("div", {});
  const [settings] = await Promise.all([call("GET", path), draw()]);
  async function draw() {
    redraw(browser, await pushButton(user, draw));
  }
  return h("section", { class: "card", "aria-labelledby": id }, h("h2", { id }, "New notifications"),
    form(
      {
        action: "Save",
        async submit(data) {
          const body = Object.fromEntries(SETTINGS.map(([name]) => [name, data.has(name) ? 1 : 0]));
          await call("PATCH", path, { body });
          dispatchEvent(new CustomEvent("kith:settings-changed", { detail: body }));
          return "Settings saved.";
        },
      },
      SETTINGS.map(([name, label]) => checkbox(name, label, settings[name] === 1))),
    browser);
}

function checkbox(name, label, checked) {
  return h("p", {}, h("label", {}, h("input", { type: "checkbox", name, checked }), " ", label));
}

/** The button that registers this browser for pushes, or removes it. */
async function pushButton(user, onChange) {
  if (!canPush()) return h("p", { class: "muted" }, "This browser cannot get pushes of this page.");
  const [isOn, vapid] = await Promise.all([isDeviceOf(user), call("GET", "api/v2/device/vapid/").catch(() => null)]);
  if (!vapid) return h("p", { class: "muted" }, "This community sends no pushes.");
  const act = async () => {
    await (isOn ? turnOff() : turnOn(user));
    await onChange();
    return isOn ? "This browser gets no pushes any more." : "This browser gets pushes now.";
  };
  return actionButton(isOn ? "Turn pushes off in this browser" : "Turn pushes on in this browser", act);
}
