// The console: which view an address shows, the bar above it, and who is logged in.

import { announce, h } from "../base/dom.js";
import { call, session } from "../base/api.js";
import { watchUnseen } from "./bell.js";
import { showFriends } from "./friends.js";
import { showHome } from "./home.js";
import { link } from "./link.js";
import { showMember } from "./member.js";
import { showNotifications } from "./notifications.js";
import { showPeople } from "./people.js";
import { showPerson } from "./person.js";
import { showProfile } from "./profile.js";
import { showStaff } from "./staff.js";
import { showWelcome } from "./welcome.js";

/** The first word of an address, its title in the bar if it is there, and what it shows. */
const VIEWS = {
  "": { title: "Home", show: showHome },
  people: { title: "People", show: showPeople },
  person: { show: showPerson },
  friends: { title: "Friends", show: showFriends },
  notifications: { title: "Notifications", show: showNotifications },
  profile: { title: "Profile", show: showProfile },
  staff: { title: "Directory", show: showStaff, staff: true },
  member: { show: showMember, staff: true },
};

const main = document.getElementById("main");
const nav = document.getElementById("nav");
const bell = watchUnseen();
/** The caller and their roles, once they are known. */
let caller = null;
/** How many views were asked for; an answer to an earlier one comes too late. */
let asked = 0;

async function whoIsThere() {
  if (!session.token) return null;
  const [me, account] = await Promise.all([call("GET", "api/v2/user/me/"), call("GET", "users/me/")]);
  const { is_staff, is_superuser } = account.data.attributes;
  return { ...me, is_staff: is_staff || is_superuser };
}

async function show() {
  asked += 1;
  const mine = asked;
  const [word, ...rest] = location.hash.replace(/^#\/?/, "").split("/");
  main.setAttribute("aria-busy", "true");
  let content;
  let view = VIEWS[word] ?? VIEWS[""];
  try {
    caller ??= await whoIsThere();
    if (!caller) view = { show: showWelcome };
    else if (view.staff && !caller.is_staff) view = VIEWS[""];
    content = await view.show({ caller, enter, bell, refresh: show }, ...rest.map(decodeURIComponent));
  } catch (error) {
    content = [h("h1", {}, "That did not work"), h("p", { class: "alert", role: "alert" }, error.message)];
  }
  if (mine !== asked) return;
  main.className = view.staff ? "wide" : "";
  main.replaceChildren(...[content].flat());
  main.removeAttribute("aria-busy");
  drawBar(view);
  const heading = main.querySelector("h1");
  document.title = `${heading?.textContent ?? "Community"} · kith`;
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
}

function drawBar(view) {
  nav.hidden = !caller;
  if (!caller) return nav.replaceChildren();
  const links = Object.entries(VIEWS).filter(([, { title, staff }]) => title && (!staff || caller.is_staff));
  nav.replaceChildren(
    ...links.map(([word, { title }]) =>
      h("a", { href: link(word), "aria-current": view === VIEWS[word] && "page" }, title, word === "notifications" && bell.badge)),
    h("button", { class: "end", onclick: leave }, "Log out"),
  );
}

/** After a login. */
function enter() {
  caller = null;
  bell.start();
  location.hash = "#/";
  return show();
}

async function leave() {
  await call("POST", "api/users/logout/").catch(() => {});
  ended();
}

function ended() {
  session.end();
  caller = null;
  bell.stop();
  announce("You are logged out.");
  show();
}

// The page's address may lack its slash, and its links have it.
history.replaceState(null, "", new URL(`console/${location.hash}`, document.baseURI));
addEventListener("hashchange", show);
addEventListener("kith:ended", ended);
addEventListener("kith:changed", () => { caller = null; });
if (session.token) bell.start();
show();
