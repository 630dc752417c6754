// Copying to the clipboard, with feedback where the eye is and for screen readers.

import { announce, copy, h } from "../base/dom.js";

/** A button that copies a text, which `write` resolves to when it is pressed. */
export function copyButton(label, write) {
  const text = h("span", {}, label());
  const button = h("button", { type: "button" }, text);
  let timer;
  button.addEventListener("click", async () => {
    text.textContent = (await copyAnnounced(await write())) ? "Copied" : "Could not copy";
    clearTimeout(timer);
    timer = setTimeout(() => { text.textContent = label(); }, 1_500);
  });
  return { element: button, relabel: () => { text.textContent = label(); } };
}

/** Copies a text and announces whether that succeeded. */
export async function copyAnnounced(text) {
  const done = await copy(text).then(() => true, () => false);
  announce(done ? "Copied to clipboard." : "Could not copy to the clipboard.");
  return done;
}
