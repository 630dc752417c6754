import { Kith, KithError, webStorage } from "@kith/client";

const url = new URLSearchParams(location.search).get("kith") ?? "http://127.0.0.1:9000";
const kith = new Kith({ url, storage: webStorage(localStorage), onSessionEnd: show });
const find = (id) => document.getElementById(id);

/** Runs an action and shows its error. */
async function run(action) {
  find("status").textContent = "";
  try {
    await action();
  } catch (error) {
    if (!(error instanceof KithError)) throw error;
    const wait = error.retryAfter ? ` Try again in ${error.retryAfter} seconds.` : "";
    find("status").textContent = error.message + wait;
  }
}

function onSubmit(id, action) {
  find(id).addEventListener("submit", (event) => {
    event.preventDefault();
    run(async () => {
      await action(Object.fromEntries(new FormData(event.target)), event.submitter);
      event.target.reset();
    });
  });
}

function listItem(text, ...more) {
  const item = document.createElement("li");
  item.append(text, ...more);
  return item;
}

async function show() {
  const loggedIn = await kith.session.isLoggedIn();
  find("login").hidden = loggedIn;
  find("community").hidden = !loggedIn;
  if (loggedIn) await Promise.all([showFeed(), showPeople()]);
}

async function showFeed() {
  const { results } = await kith.get("/api/v2/feed/", { params: { query: { own: "1", limit: 20 } } });
  const posts = results.map((unit) => unit.post ?? unit.discussion);
  find("feed").replaceChildren(...posts.map((post) => listItem(`${post.author.username}: ${post.summary}`)));
}

async function showPeople() {
  const me = await kith.get("/api/v2/user/me/");
  const items = [];
  for await (const user of kith.list("/api/v2/user/")) {
    if (user.id !== me.id) items.push(listItem(`${user.username} `, await followButton(user)));
  }
  find("people").replaceChildren(...items);
}

async function followButton(user) {
  const at = { params: { path: { id: user.id } } };
  const { is_followed: followed } = await kith.get("/api/v2/user/{id}/is_followed/", at);
  const button = document.createElement("button");
  button.textContent = followed ? "Unfollow" : "Follow";
  button.setAttribute("aria-label", `${button.textContent} ${user.username}`);
  button.addEventListener("click", () =>
    run(async () => {
      // Both can be repeated until they are acknowledged.
      await (followed ? kith.delete("/api/v2/user/{id}/follow/", at) : kith.put("/api/v2/user/{id}/follow/", at));
      await showPeople();
    }),
  );
  return button;
}

onSubmit("login", async ({ username, password }, submitter) => {
  if (submitter?.name === "register") {
    const body = { username, password, email: `${username}@example.org` };
    await kith.post("/api/users/register/", { body, retry: true });
  }
  await kith.session.logIn(username, password);
  await show();
});

onSubmit("publish", async ({ text }) => {
  await kith.post("/api/v2/post/", { body: { text }, retry: true });
  await showFeed();
});

find("logout").addEventListener("click", () => run(() => kith.session.logOut()).then(show));

run(show);
