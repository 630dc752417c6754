// The console: maps the URL's fragment to a view, and tracks the logged-in user.

import { announce, h, skipToContent } from "../base/dom.js";
import { call, session } from "../base/api.js";
import { logOut } from "../base/session.js";
import { showAccount } from "./account.js";
import { actionButton } from "./action-button.js";
import { showAudit } from "./audit.js";
import { showBlocked } from "./blocked.js";
import { showLoading, showingWork } from "./busy.js";
import { showDirectory } from "./directory.js";
import { dropDrafts } from "./draft.js";
import { showFigures } from "./figures.js";
import { showFriends } from "./friends.js";
import { drawHeader } from "./header.js";
import { showHidden } from "./hidden.js";
import { showHome } from "./home.js";
import { dropAll, entryKey, keep, resume, take } from "./kept-views.js";
import { link } from "./link.js";
import { hide } from "./notice.js";
import { showNotifications } from "./notifications.js";
import { showDiscussion, showPost } from "./post-page.js";
import { showProfile } from "./profile.js";
import { showReports } from "./reports.js";
import { showRequiredSecondFactor } from "./second-factor.js";
import { showSessions } from "./sessions.js";
import { startToasts, stopToasts } from "./toasts.js";
import { unseenBadge } from "./unseen-badge.js";
import { showUser } from "./user.js";
import { showUsers } from "./users.js";
import { turnOff, turnOffForOthers } from "./web-push.js";
import { showWelcome } from "./welcome.js";

/** The views by the first segment of the fragment. Views with a title are listed in the navigation bar. */
const VIEWS = {
  "": { title: "Home", show: showHome },
  people: { title: "People", show: showUsers },
  person: { show: showUser },
  hidden: { show: showHidden },
  blocked: { show: showBlocked },
  friends: { title: "Friends", show: showFriends },
  notifications: { title: "Notifications", show: showNotifications },
  post: { show: showPost },
  discussion: { show: showDiscussion },
  profile: { show: showProfile },
  sessions: { show: showSessions },
  staff: { title: "Directory", show: showDirectory, staff: true },
  member: { show: showAccount, staff: true },
  reports: { show: showReports, staff: true },
  audit: { show: showAudit, staff: true },
  figures: { show: showFigures, staff: true },
};

const main = document.getElementById("main");
const badge = unseenBadge();
/** The logged-in user and whether they are staff, once loaded. */
let caller = null;
/** The id of the user who was logged in last. */
let lastUser = null;
/** Why the user has to log in again. */
let reason = null;
/** Counts the calls of `show`, so that a view that loads slowly does not replace a later one. */
let shows = 0;
/** The entry of the history whose view is shown, and whether that could be loaded. */
let shown = { key: entryKey(), whole: false };

async function loadCaller() {
  if (!session.token) return null;
  const [me, account] = await Promise.all([call("GET", "api/v2/user/me/"), call("GET", "users/me/")]);
  const { is_staff, is_superuser } = account.data.attributes;
  return { ...me, uuid: account.data.id, is_staff: is_staff || is_superuser, is_superuser };
}

/** Loads the user, and shows unseen notifications from then on. The API refuses them to staff without a required second factor. */
async function startSession() {
  const loaded = await loadCaller();
  if (loaded) {
    if (lastUser && lastUser !== loaded.id) dropDrafts();
    lastUser = loaded.id;
    badge.start();
    startToasts(loaded.id);
    turnOffForOthers(loaded.id).catch(() => {});
  }
  return loaded;
}

function route() {
  const [name, ...segments] = location.hash.replace(/^#\/?/, "").split("/");
  return { name, segments: segments.map(decoded) };
}

/** A segment of a URL as text. People may write what cannot be decoded. */
function decoded(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Loads the view of the URL and shows it. */
async function show() {
  shows += 1;
  const current = shows;
  const { name, segments } = route();
  let view = VIEWS[name] ?? { show: showNothing };
  let whole = true;
  async function load() {
    try {
      caller ??= await startSession();
      if (!caller) view = { show: showWelcome };
      else if (view.staff && !caller.is_staff) view = { show: showStaffOnly };
      return await view.show({ caller, onLogin, logInAgain, badge, reason }, ...segments);
    } catch (error) {
      whole = false;
      if (error.code === "second_factor_required") return showRequiredSecondFactor({ logInAgain, onDone: onLogin, onLogout: logout }).catch(failure);
      return failure(error);
    }
  }
  const content = await showingWork((busy) => current === shows && showLoading(busy), load);
  if (current !== shows) return;
  leave();
  shown = { key: entryKey(), whole };
  main.className = view.staff ? "wide" : "";
  main.replaceChildren(...[content].flat());
  drawPage();
  const heading = main.querySelector("h1");
  document.title = `${heading?.textContent ?? "Console"} · kith`;
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
  scrollTo(0, 0);
}

/** Shows the view of the URL as it was left, or loads it. */
function navigate() {
  const view = take(entryKey());
  const isShown = shown.whole && shown.key === entryKey();
  if (!view && !isShown) return show();
  // A view that is still loading is not shown any more.
  shows += 1;
  showLoading(false);
  if (isShown) return drawPage();
  leave();
  shown = { key: entryKey(), whole: true };
  main.className = view.className;
  main.replaceChildren(view.content);
  document.title = view.title;
  drawPage();
  resume(view, main);
}

/** Keeps the view that is shown for Back. */
function leave() {
  hide();
  if (shown.whole && shown.key !== entryKey()) keep(shown.key, main);
}

function drawPage() {
  const views = Object.entries(VIEWS).filter(([, { title, staff }]) => title && (!staff || caller?.is_staff));
  drawHeader({ caller, views, current: route().name, badge: badge.element, onLogout: logout });
  badge.watch(openPost());
}

/** The type and id of the post that has the page to itself. */
function openPost() {
  const { name, segments: [id] } = route();
  return caller && ["post", "discussion"].includes(name) && /^\d+$/.test(id) ? { type: name, id: Number(id) } : null;
}

function failure(error) {
  return [
    h("h1", {}, error.status === 0 ? "No connection" : "Something went wrong"),
    h("p", { class: "alert", role: "alert" }, error.message),
    actionButton("Retry", show, { class: "primary" }),
  ];
}

function showNothing() {
  return [h("h1", {}, "Page not found"), h("p", {}, "The console has no such page. ", h("a", { href: link("") }, "Go to Home"))];
}

function showStaffOnly() {
  return [h("h1", {}, "For staff only"), h("p", {}, "Only staff can see this page. ", h("a", { href: link("") }, "Go to Home"))];
}

/** Shows the page that the user wanted to see before the login. */
function onLogin() {
  forget();
  reason = null;
  return show();
}

/** Ends the session, and shows the page again after a login, for what takes a fresh one. */
async function logInAgain(text) {
  await endSession();
  reason = text;
  await show();
}

async function logout() {
  await turnOff().catch(() => {});
  await endSession();
  dropDrafts();
  reason = null;
  announce("You have been logged out.");
  history.replaceState(history.state, "", new URL(link(""), document.baseURI));
  show();
}

async function endSession() {
  await logOut();
  forget();
}

function onSessionEnd() {
  forget();
  reason = "Your session has ended. Log in again. If you cannot, your account may have been deactivated: ask the staff of this community.";
  show();
}

/** Another tab has logged in or out. */
function onSessionChange() {
  if (!session.token) return caller && onSessionEnd();
  forget();
  reason = null;
  show();
}

function forget() {
  caller = null;
  shown.whole = false;
  dropAll();
  badge.stop();
  stopToasts();
}

async function reloadCaller() {
  caller = await loadCaller();
  drawPage();
}

// Without its trailing slash, the page's URL would differ from its links, and each link would reload the page.
history.replaceState(history.state, "", new URL(`console/${location.hash}`, document.baseURI));
history.scrollRestoration = "manual";
addEventListener("hashchange", navigate);
addEventListener("online", () => { if (!shown.whole && session.token) show(); });
addEventListener("kith:session-ended", onSessionEnd);
addEventListener("kith:session-changed", onSessionChange);
addEventListener("kith:profile-changed", () => reloadCaller().catch(() => {}));
skipToContent();
show();
