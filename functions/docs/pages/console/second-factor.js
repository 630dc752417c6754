// The caller's second factor: its set-up with an authenticator app, the recovery codes, and its removal.

import { announce, copy, h, redraw, uniqueId } from "../base/dom.js";
import { call } from "../base/api.js";
import { actionButton } from "./action-button.js";
import { confirmed } from "./confirm.js";
import { field, form } from "./form.js";
import { plural } from "../base/plural.js";

const PATH = "api/v2/user/me/totp/";

const QUESTION = {
  title: "Log in again?",
  text: "Your last login is too long ago to change your second factor. After the login you come back to this page.",
  action: "Log in again",
};

/** A card with the second factor. `logInAgain(reason)` leads to the login and back; `onDone` is called after a set-up. */
export async function secondFactor({ logInAgain, onDone }) {
  const id = uniqueId("second-factor");
  const holder = h("div", { class: "stack" });
  const show = (...content) => redraw(holder, content);

  /** Runs what takes a fresh login. */
  async function freshly(action) {
    try {
      return await action();
    } catch (error) {
      if (error.code !== "reauthentication_required" || !(await confirmed(QUESTION))) throw error;
      return logInAgain("Log in again to change your second factor.");
    }
  }

  async function draw() {
    const state = await call("GET", PATH);
    if (state.enabled) show(isOn(state, freshly, draw));
    else show(isOff(() => freshly(begin)));
  }

  async function begin() {
    const setUp = await call("POST", PATH);
    show(instructions(setUp, confirm));
    announce("Scan the QR code with your authenticator app.");
  }

  const confirm = (code) => freshly(async () => {
    const { recovery_codes: codes } = await call("POST", `${PATH}confirm/`, { body: { code } });
    show(recoveryCodes(codes, onDone ?? draw));
    announce("The second factor is on. Write the recovery codes down.");
  });

  await draw();
  return h("section", { class: "card", "aria-labelledby": id }, h("h2", { id }, "Second factor"), holder);
}

/** The page of staff who have to set up a second factor before anything else. */
export async function showRequiredSecondFactor({ logInAgain, onDone, onLogout }) {
  return [
    h("h1", {}, "Set up a second factor"),
    h("p", { class: "muted" }, "Staff of this community log in with a code of an authenticator app as well. Set it up to go on."),
    await secondFactor({ logInAgain, onDone }),
    h("p", {}, actionButton("Log out", onLogout, {})),
  ];
}

function isOff(begin) {
  return [
    h("p", {}, "With a second factor, a login takes a code of an authenticator app on your phone as well. A stolen password is not enough then."),
    h("p", {}, actionButton("Set up", begin, { class: "primary" })),
  ];
}

function isOn({ recovery_codes_left: left }, freshly, draw) {
  return [
    h("p", {}, h("span", { class: "tag on" }, "On"), ` ${left} recovery ${plural(left, "code")} left. To get new ones, turn the second factor off and set it up again.`),
    form(
      {
        action: "Turn off",
        submit: (data) => freshly(async () => {
          await call("DELETE", PATH, { body: { code: data.get("code") } });
          await draw();
          announce("The second factor is off. You have been logged out of all other sessions.");
        }),
      },
      codeField("Code of the app, or a recovery code", "code"),
    ),
  ];
}

function instructions({ secret, otpauth_url: url, qr }, confirm) {
  return [
    h("p", {}, "Scan the QR code with an authenticator app, or ", h("a", { href: url }, "open it on this device"), "."),
    picture(qr),
    h("p", { class: "small" }, "Or type this key into the app: ", h("code", {}, secret.match(/.{1,4}/g).join(" "))),
    form({ action: "Turn on", submit: (data) => confirm(data.get("code")) }, codeField("Code of the app", "code")),
  ];
}

function recoveryCodes(codes, onDone) {
  const copied = async () => {
    await copy(codes.join("\n"));
    return "Recovery codes copied.";
  };
  return [
    h("p", {}, h("strong", {}, "The second factor is on."), " Write these recovery codes down, or keep them in a password manager: each opens your account once, if you lose the app. They are not shown again."),
    h("ul", { class: "codes", "aria-label": "Recovery codes" }, codes.map((code) => h("li", {}, h("code", {}, code)))),
    h("p", { class: "row" }, actionButton("Copy", copied, {}), actionButton("I have kept them", async () => { await onDone(); }, { class: "primary" })),
  ];
}

/** The field of a code, here and in the form to log in. */
export function codeField(label, name) {
  return field(name, label, { autocomplete: "one-time-code", autocapitalize: "none", spellcheck: "false" });
}

/** The QR code as an element. The server has made it. */
function picture(svg) {
  const { documentElement } = new DOMParser().parseFromString(svg, "image/svg+xml");
  const element = document.importNode(documentElement, true);
  element.setAttribute("role", "img");
  element.setAttribute("aria-label", "QR code of the key");
  element.setAttribute("class", "qr");
  return element;
}
