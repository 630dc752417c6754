// The archive of the caller's data: its request, its state, and the download.

import { announce, h, redraw, uniqueId } from "../base/dom.js";
import { call, download } from "../base/api.js";
import { actionButton } from "./action-button.js";
import { timeWithDate } from "./time.js";

const PATH = "api/v2/udp/";
const FILE = "my-data.zip";
/** Milliseconds between two looks at an archive that is being generated. */
const INTERVAL = 2_000;

/** A card with the state of the archive. */
export async function dataArchive() {
  const id = uniqueId("data-archive");
  const holder = h("div", { class: "stack" });
  const section = h("section", { class: "card", "aria-labelledby": id },
    h("h2", { id }, "Your data"),
    h("p", { class: "muted" }, "An archive of everything that this community has stored of you, as JSON files and pictures."),
    holder);

  const draw = (state) => redraw(holder, content(state, request));

  async function request() {
    draw(await call("POST", PATH));
    watch();
  }

  /** Draws the state until the archive is generated, or the page is left. */
  async function watch() {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, INTERVAL));
      if (!section.isConnected) return;
      const state = await call("GET", PATH).catch(() => null);
      if (!state || state.computing) continue;
      draw(state);
      announce(state.generated_at ? "The archive can be downloaded." : "The archive could not be generated.");
      return;
    }
  }

  const state = await call("GET", PATH);
  draw(state);
  if (state.computing) setTimeout(watch);
  return section;
}

function content({ computing, requested_at: requested, generated_at: generated }, request) {
  if (computing) return [h("p", { role: "status" }, "The archive is being generated. You can leave this page.")];
  return [
    generated && h("p", {}, "Requested ", timeWithDate(requested), ". It can be downloaded for 7 days."),
    requested && !generated && h("p", {}, "The last archive could not be generated. Request it again."),
    h("div", { class: "row" },
      generated && actionButton("Download", save, { class: "primary" }),
      actionButton(requested ? "Request a new archive" : "Request an archive", request)),
  ];
}

/** Saves the archive as a file. */
async function save() {
  const url = URL.createObjectURL(await download(`${PATH}download/`));
  h("a", { href: url, download: FILE }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return "The download has begun.";
}
