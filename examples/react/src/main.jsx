import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { Endpoints, FeedService, http, UserService } from "@selfcommunity/api-services";
import { SCContextProvider, SCPreferencesProvider, SCUserProvider, useSCUser } from "@selfcommunity/react-core";
import { logIn, portal } from "./session.js";

function Login({ onLogin }) {
  const [error, setError] = useState("");
  const submit = async (event) => {
    event.preventDefault();
    const { username, password } = Object.fromEntries(new FormData(event.target));
    await logIn(username, password).then(onLogin, (failure) => setError(failure.message));
  };
  return (
    <form onSubmit={submit}>
      <p><label>Username <input name="username" autoComplete="username" required /></label></p>
      <p><label>Password <input name="password" type="password" autoComplete="current-password" required /></label></p>
      <p><button>Log in</button></p>
      <p role="status">{error}</p>
    </form>
  );
}

function Community() {
  const { user } = useSCUser();
  if (!user) return <p>Loading…</p>;
  return (
    <>
      <p>Logged in as {user.username}</p>
      <Posts />
      <h2>People</h2>
      <People me={user} />
    </>
  );
}

function Posts() {
  const [posts, setPosts] = useState([]);
  useEffect(() => {
    const posts = (units) => units.map((unit) => unit.post ?? unit.discussion);
    FeedService.getExploreFeed({ limit: 20 }).then(({ results }) => setPosts(posts(results)));
  }, []);
  const publish = async (event) => {
    event.preventDefault();
    const form = event.target;
    const { url, method } = Endpoints.Composer;
    const { data } = await http.request({ url: url({ type: "post" }), method, data: { text: form.text.value } });
    form.reset();
    setPosts([data, ...posts]);
  };
  return (
    <>
      <form onSubmit={publish}>
        <p><label>New post <textarea name="text" required /></label></p>
        <p><button>Publish</button></p>
      </form>
      <h2>Posts</h2>
      <ul>{posts.map((post) => <li key={post.id}>{post.author.username}: {post.summary}</li>)}</ul>
    </>
  );
}

function People({ me }) {
  const { followed } = useSCUser().managers;
  const [people, setPeople] = useState([]);
  useEffect(() => {
    UserService.getAllUsers({ limit: 20 }).then(({ results }) => setPeople(results.filter(({ id }) => id !== me.id)));
  }, [me.id]);
  return (
    <ul>
      {people.map((person) => (
        <li key={person.id}>
          {person.username}{" "}
          <button aria-pressed={followed.isFollowed(person)} onClick={() => followed.follow(person)}>
            Follow {person.username}
          </button>
        </li>
      ))}
    </ul>
  );
}

// The providers that this app uses; the packages have more, such as one for themes.
const contextProviders = [SCPreferencesProvider, SCUserProvider];

function App() {
  const [session, setSession] = useState(null);
  return (
    <main>
      <h1>A community in React</h1>
      {session ? (
        <SCContextProvider conf={{ portal, session, contextProviders }}><Community /></SCContextProvider>
      ) : (
        <Login onLogin={setSession} />
      )}
    </main>
  );
}

createRoot(document.getElementById("root")).render(<App />);
