// Runs `kith serve` for one test file.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export const ADMIN = { username: "admin", password: "a-superuser-of-tests" };
export const PASSWORD = "correct-horse";

/** Starts kith with `more` options, and an in-memory table unless `--data` is one of them; `stop` ends it. */
export function serve(...more) {
  return serveWith({}, ...more);
}

/** Starts kith as `serve` does, with variables of its environment. */
export async function serveWith(variables, ...more) {
  const options = ["serve", ...(more.includes("--data") ? [] : ["--memory"]), "--listen", "127.0.0.1:0", "--admin-password", ADMIN.password, "--no-throttle", ...more];
  const child = spawn(process.env.KITH, options, { stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, ...variables } });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    const url = line.match(/listening on (\S+)/)?.[1];
    if (url) return { url, stop: () => (child.kill("SIGTERM"), exited) };
  }
  throw new Error("kith did not start");
}

/** Registers a user over the API and returns their token and id. */
export async function register(url, username) {
  const body = JSON.stringify({ username, email: `${username}@example.org`, password: PASSWORD });
  const response = await fetch(`${url}/api/users/register/`, { method: "POST", headers: { "Content-Type": "application/json" }, body });
  const { token, user } = await response.json();
  return { token, id: user.id };
}

/** Calls the API as a user and returns the body of the response, if it has one. */
export async function callApi(url, { token }, method, path, body) {
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": body?.data ? "application/vnd.api+json" : "application/json" };
  const response = await fetch(`${url}/${path}`, { method, headers, body: body && JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : null;
}
