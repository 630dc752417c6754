// Calls kith as Overworld's web front end does: on its own origin, with `Token` credentials and toggles.

// Stands in for the games service, whose search would find these.
const GAMES = [
  { igdb: "26950", name: "Celeste" },
  { igdb: "113112", name: "Hades" },
  { igdb: "17000", name: "Stardew Valley" },
];
/** The action that toggles a list, the list in a profile, and its label. */
const LISTS = [
  ["log", "played", "Played"],
  ["like", "liked", "Liked"],
  ["backlog", "backlog", "Backlog"],
  ["wishlist", "wishlist", "Wishlist"],
];
const find = (id) => document.getElementById(id);
let session;

async function call(method, path, body) {
  const headers = { "Content-Type": "application/json" };
  if (session) headers.Authorization = `Token ${session.token}`;
  const response = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  const result = await response.json();
  if (!response.ok) throw new Error(Object.values(result).flat().join(" "));
  return result;
}

/** Runs an action and shows its error. */
async function run(action) {
  find("status").textContent = "";
  try {
    await action();
  } catch (error) {
    find("status").textContent = error.message;
  }
}

function element(name, text, attributes = {}) {
  return Object.assign(document.createElement(name), { textContent: text }, attributes);
}

function toggle(game, profile, [action, list, label]) {
  const button = element("button", label);
  const show = (on) => button.setAttribute("aria-pressed", on);
  show(profile[list].some(({ igdb }) => igdb === game.igdb));
  button.addEventListener("click", () =>
    run(async () => {
      const { value, removedFromBacklog } = await call("POST", `/api/actions/${action}/`, game);
      show(value);
      if (removedFromBacklog) await showGames();
    }),
  );
  return button;
}

async function rating(game) {
  const { rating: current } = await call("GET", `/api/actions/ratings/?igdb=${game.igdb}`);
  const label = element("label", "Rating ");
  const select = document.createElement("select");
  const stars = Array.from({ length: 11 }, (_, step) => (step / 2).toFixed(1));
  select.append(...stars.map((value) => element("option", value === "0.0" ? "–" : value, { value })));
  select.value = current ?? "0.0";
  select.addEventListener("change", () => run(() => call("POST", "/api/actions/ratings/", { ...game, rating: select.value })));
  label.append(select);
  return label;
}

async function showGames() {
  const profile = await call("GET", `/api/users/${session.user.username}`);
  const items = GAMES.map(async (game) => {
    const item = element("li", "", { ariaLabel: game.name });
    item.append(element("h2", game.name), ...LISTS.map((list) => toggle(game, profile, list)), await rating(game));
    return item;
  });
  find("games").replaceChildren(...(await Promise.all(items)));
}

find("login").addEventListener("submit", (event) => {
  event.preventDefault();
  const { username, password } = Object.fromEntries(new FormData(event.target));
  const isNew = event.submitter?.name === "register";
  run(async () => {
    const account = { username, password, email: `${username}@example.org` };
    session = await call("POST", isNew ? "/api/users/register/" : "/api/users/login/", isNew ? account : { username, password });
    find("me").textContent = session.user.username;
    find("login").hidden = true;
    find("community").hidden = false;
    await showGames();
  });
});
