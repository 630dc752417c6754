// The queue of reported posts, comments and users, and what is held for review, for staff.

import { focusOn, h, uniqueId } from "../base/dom.js";
import { call } from "../base/api.js";
import { plural } from "../base/plural.js";
import { actionButton } from "./action-button.js";
import { htmlNodes } from "./html.js";
import { link } from "./link.js";
import { pagedList } from "./paged-list.js";
import { REASONS, reasonSelect } from "./report.js";
import { reportedUsers } from "./reported-users.js";
import { relativeTime } from "./time.js";
import { userCard } from "./user-card.js";

const QUEUE = "api/v2/moderation/contribution/";
/** The parts of the queue, by status in the API. */
const PARTS = { open: "Open", hidden: "Hidden", ignored: "Ignored", held: "Held for review", users: "Users" };
/** Why something is held. */
const HELD = { new_account: "New account", word: "Has a listed word", links: "Has many links" };
const EMPTY = {
  open: "Nothing is reported.",
  hidden: "Nothing is hidden.",
  ignored: "Nothing is ignored.",
  held: "Nothing is held for review.",
};

export async function showReports(_, part = "open") {
  const status = part in PARTS ? part : "open";
  const tabs = Object.entries(PARTS).map(([name, label]) =>
    h("a", { class: "button plain", href: link("reports", name), "aria-current": name === status && "page" }, label));
  const list = status === "users"
    ? await reportedUsers()
    : await pagedList(QUEUE, {
      query: { moderation_status: status },
      render: reportCard,
      empty: EMPTY[status],
      label: "Reports",
    });
  return [
    h("h1", {}, "Reports"),
    h("p", { class: "muted" }, status === "held" ? "What others see once you release it, oldest first." : "What users have reported, most reports first."),
    h("nav", { class: "row", "aria-label": "Parts of the queue" }, tabs),
    list,
  ];
}

function reportCard(report) {
  const { contribution, contribution_type: type } = report;
  const card = h("article", { class: "card post" });
  const id = uniqueId("reason");
  const select = reasonSelect(id, report.moderation_type ?? 0);
  const page = type === "comment" ? pageOf(contribution) : link(type, contribution.id);

  async function decide(action, body, done) {
    await call("PATCH", `${QUEUE}${contribution.id}/`, { body: { contribution_type: type, action, ...body } });
    // The button may have been focused again after a question.
    const focused = card.contains(document.activeElement) || document.activeElement === document.body;
    card.replaceChildren(h("p", { class: "muted" }, done));
    if (focused) focusOn(card);
    return done;
  }
  const reason = () => ({ moderation_type: Number(select.value) });
  const removal = {
    title: `Delete this ${type}?`,
    text: "It is deleted with all that belongs to it, and its author is told the reason. This cannot be undone.",
    action: `Delete ${type}`,
  };
  const [hidden, held] = [report.moderation_status === "hidden", report.moderation_status === "held"];
  card.append(
    userCard(contribution.author, h("a", { href: page }, relativeTime(contribution.added_at))),
    h("p", {}, h("span", { class: "tag off" }, held ? HELD[report.hold_reason] : `${report.flag_count} ${plural(report.flag_count, "report")}`), decision(report)),
    contribution.title ? h("h2", {}, contribution.title) : "",
    h("div", { class: "text" }, htmlNodes(contribution.html)),
    h("div", { class: "field" }, h("label", { for: id }, "Reason"), select),
    h("div", { class: "row" },
      held && actionButton("Release", () => decide("release", {}, "Released.")),
      !held && (hidden
        ? actionButton("Show again", () => decide("hide", {}, "Shown again."))
        : actionButton("Hide", () => decide("hide", reason(), "Hidden. Its author is told the reason."))),
      !held && report.moderation_status !== "ignored" && actionButton("Ignore", () => decide("ignore", {}, "Ignored.")),
      actionButton("Delete", () => decide("delete", reason(), "Deleted. Its author is told the reason."), { class: "danger", question: removal })));
  return card;
}

/** Who has decided about it, and when. */
function decision({ moderation_by: by, moderation_at: at, moderation_type: type, moderation_status: status }) {
  if (!status || status === "held") return "";
  const name = by ? `@${by.username}` : "staff";
  const reason = type === null ? "" : ` (${REASONS[type].toLowerCase()})`;
  return [` ${PARTS[status]} by ${name}${reason}, `, relativeTime(at)];
}

function pageOf({ discussion, post }) {
  return discussion ? link("discussion", discussion) : link("post", post);
}
