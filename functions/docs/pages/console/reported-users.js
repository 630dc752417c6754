// The queue of reported and banned users, for staff.

import { focusOn, h, uniqueId } from "../base/dom.js";
import { call } from "../base/api.js";
import { plural } from "../base/plural.js";
import { actionButton } from "./action-button.js";
import { pagedList } from "./paged-list.js";
import { REASONS, reasonSelect } from "./report.js";
import { userCard } from "./user-card.js";

const QUEUE = "api/v2/moderation/user/";
/** How long a user can be banned, in days. */
const LENGTHS = { 1: "1 day", 7: "1 week", 30: "30 days", 365: "1 year", "": "For good" };

/** The list of reported and banned users. */
export function reportedUsers() {
  return pagedList(QUEUE, { render: reportedUser, empty: "No user is reported or banned.", label: "Reported users" });
}

function reportedUser(user) {
  const card = h("article", { class: "card" });
  const [reason, length] = [uniqueId("reason"), uniqueId("length")];
  const reasons = reasonSelect(reason, user.moderation_type ?? 0);
  const lengths = h("select", { id: length, name: "length" },
    Object.entries(LENGTHS).map(([days, label]) => h("option", { value: days, selected: days === "7" }, label)));

  async function decide(body, done) {
    await call("PATCH", `${QUEUE}${user.id}/`, { body });
    // The button may have been focused again after a question.
    const focused = card.contains(document.activeElement) || document.activeElement === document.body;
    card.replaceChildren(h("p", { class: "muted" }, done));
    if (focused) focusOn(card);
    return done;
  }
  const ban = () => decide(
    { status: "b", moderation_type: Number(reasons.value), ...(lengths.value && { days_blocked: Number(lengths.value) }) },
    `@${user.username} is banned.`);
  const question = {
    title: `Ban @${user.username}?`,
    text: "The user is logged out everywhere and cannot log in until the ban ends. A mail and the login say why.",
    action: "Ban user",
  };
  card.append(
    userCard(user),
    h("p", {}, h("span", { class: "tag off" }, `${user.flags_received} ${plural(user.flags_received, "report")}`), state(user)),
    user.blocked_at
      ? h("div", { class: "row" }, actionButton("Lift ban", () => decide({ status: "a" }, `@${user.username} is not banned any more.`)))
      : h("div", {},
        h("div", { class: "field" }, h("label", { for: reason }, "Reason"), reasons),
        h("div", { class: "field" }, h("label", { for: length }, "For"), lengths),
        h("div", { class: "row" }, actionButton("Ban", ban, { class: "danger", question }))));
  return card;
}

/** Until when and why the user is banned. */
function state({ blocked_at: blocked, expire_at: until, moderation_type: type }) {
  if (!blocked) return "";
  const reason = type === null ? "" : ` (${REASONS[type].toLowerCase()})`;
  return until ? ` Banned until ${new Date(until).toLocaleString()}${reason}` : ` Banned for good${reason}`;
}
