// Reports: users tell staff about posts, comments and users that break the rules.

import { h, uniqueId } from "../base/dom.js";
import { call } from "../base/api.js";
import { actionButton } from "./action-button.js";
import { asked } from "./confirm.js";

/** The reasons by their numbers in the API. */
export const REASONS = ["Spam", "Aggressive", "Vulgar", "Poor", "Off topic"];

/** A button that reports what is at this path of the API, `noun` in words. */
export function reportButton(path, noun) {
  async function report() {
    const reason = await reasonFor(noun);
    if (reason === null) return undefined;
    await call("PUT", `${path}flag/`, { body: { flag_type: Number(reason) } });
    return "Reported. The staff of this community will look at it.";
  }
  return actionButton("Report", report, { class: "plain" });
}

/** Asks for a reason. Returns its number as text, or null. */
function reasonFor(noun) {
  const id = uniqueId("reason");
  const select = reasonSelect(id);
  return asked({
    title: `Report this ${noun}?`,
    text: noun === "user" ? "Staff see who has reported them. They do not." : "Staff see who has reported it. Its author does not.",
    content: h("div", { class: "field" }, h("label", { for: id }, "Reason"), select),
    action: "Report",
    answer: () => select.value,
  });
}

/** A control with the reasons. */
export function reasonSelect(id, chosen = 0) {
  return h("select", { id, name: "reason" }, REASONS.map((name, number) => h("option", { value: String(number), selected: number === chosen }, name)));
}
