// The console: maps the URL's fragment to a view, draws the navigation bar, and tracks the logged-in user.

import { announce, h, skipToContent } from "../base/dom.js";
import { call, session } from "../base/api.js";
import { showAccount } from "./account.js";
import { showDirectory } from "./directory.js";
import { showFriends } from "./friends.js";
import { showHome } from "./home.js";
import { link } from "./link.js";
import { showNotifications } from "./notifications.js";
import { showProfile } from "./profile.js";
import { unseenBadge } from "./unseen-badge.js";
import { showUser } from "./user.js";
import { showUsers } from "./users.js";
import { showWelcome } from "./welcome.js";

/** The views by the first segment of the fragment. Views with a title are listed in the navigation bar. */
const VIEWS = {
  "": { title: "Home", show: showHome },
  people: { title: "People", show: showUsers },
  person: { show: showUser },
  friends: { title: "Friends", show: showFriends },
  notifications: { title: "Notifications", show: showNotifications },
  profile: { title: "Profile", show: showProfile },
  staff: { title: "Directory", show: showDirectory, staff: true },
  member: { show: showAccount, staff: true },
};

const main = document.getElementById("main");
const nav = document.getElementById("nav");
const badge = unseenBadge();
/** The logged-in user and whether they are staff, once loaded. */
let caller = null;
/** Counts the calls of `show`, so that a view that loads slowly does not replace a later one. */
let shows = 0;

async function loadCaller() {
  if (!session.token) return null;
  const [me, account] = await Promise.all([call("GET", "api/v2/user/me/"), call("GET", "users/me/")]);
  const { is_staff, is_superuser } = account.data.attributes;
  return { ...me, is_staff: is_staff || is_superuser };
}

async function show() {
  shows += 1;
  const current = shows;
  const [name, ...rest] = location.hash.replace(/^#\/?/, "").split("/");
  main.setAttribute("aria-busy", "true");
  let content;
  let view = VIEWS[name] ?? { show: showNothing };
  try {
    caller ??= await loadCaller();
    if (!caller) view = { show: showWelcome };
    else if (view.staff && !caller.is_staff) view = { show: showStaffOnly };
    content = await view.show({ caller, onLogin, badge, refresh: show }, ...rest.map(decodeURIComponent));
  } catch (error) {
    content = [h("h1", {}, "Something went wrong"), h("p", { class: "alert", role: "alert" }, error.message)];
  }
  if (current !== shows) return;
  main.className = view.staff ? "wide" : "";
  main.replaceChildren(...[content].flat());
  main.removeAttribute("aria-busy");
  drawNav(view);
  const heading = main.querySelector("h1");
  document.title = `${heading?.textContent ?? "Console"} · kith`;
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
}

function showNothing() {
  return [h("h1", {}, "Page not found"), h("p", {}, "The console has no such page. ", h("a", { href: link("") }, "Go to Home"))];
}

function showStaffOnly() {
  return [h("h1", {}, "For staff only"), h("p", {}, "Only staff can see this page. ", h("a", { href: link("") }, "Go to Home"))];
}

function drawNav(view) {
  nav.hidden = !caller;
  if (!caller) return nav.replaceChildren();
  const links = Object.entries(VIEWS).filter(([, { title, staff }]) => title && (!staff || caller.is_staff));
  nav.replaceChildren(
    ...links.map(([name, { title }]) =>
      h("a", { href: link(name), "aria-current": view === VIEWS[name] && "page" }, title, name === "notifications" && badge.element)),
    h("button", { class: "end", onclick: logout }, "Log out"),
  );
}

function onLogin() {
  caller = null;
  badge.start();
  location.hash = "#/";
  return show();
}

async function logout() {
  await call("POST", "api/users/logout/").catch(() => {});
  onSessionEnd();
}

function onSessionEnd() {
  session.end();
  caller = null;
  badge.stop();
  announce("You have been logged out.");
  show();
}

// Without its trailing slash, the page's URL would differ from its links, and each link would reload the page.
history.replaceState(null, "", new URL(`console/${location.hash}`, document.baseURI));
addEventListener("hashchange", show);
addEventListener("kith:session-ended", onSessionEnd);
addEventListener("kith:profile-changed", () => { caller = null; });
skipToContent();
if (session.token) badge.start();
show();
