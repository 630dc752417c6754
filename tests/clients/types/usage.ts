// A client typed by the OpenAPI document alone. It compiles only if the document describes these calls correctly.
import type { components, operations, paths } from "./kith.js";

type RequestBody<Op extends keyof operations> = operations[Op] extends {
  requestBody: { content: { "application/json": infer B } };
}
  ? B
  : never;
type ResponseBody<Op extends keyof operations, Status extends number> = operations[Op] extends {
  responses: { [S in Status]: { content: { "application/json": infer B } } };
}
  ? B
  : never;

async function call<B>(method: string, path: keyof paths, token: string | null, body?: unknown): Promise<B> {
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  if (token !== null) headers["Authorization"] = `Bearer ${token}`;
  const response = await fetch(path, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
  return (await response.json()) as B;
}

export async function exampleSession(): Promise<string> {
  const registration: RequestBody<"register_user"> = {
    email: "madeline@example.org",
    username: "madeline",
    password: "celeste-summit",
  };
  const { user, token } = await call<ResponseBody<"register_user", 200>>(
    "POST",
    "/api/users/register/",
    null,
    registration,
  );
  const id: number = user.id;

  const me = await call<ResponseBody<"retrieve_me", 200>>("GET", "/api/v2/user/me/", token);
  const mayFollow: boolean = me.permission.follow_user;

  const post: RequestBody<"publish_discussion"> = {
    title: "Summits",
    text: "Which one first?",
    poll: { title: "How?", choices: [{ choice: "On foot" }, { choice: "By rope" }] },
  };
  const published = await call<ResponseBody<"publish_discussion", 201>>("POST", "/api/v2/discussion/", token, post);
  const first: number | undefined = published.poll?.choices[0]?.count_votes;

  const followers = await call<ResponseBody<"list_followers", 200>>("GET", "/api/v2/user/{id}/followers/", token);
  const names: string[] = followers.results.map((follower) => follower.username);
  const next: string | null = followers.next;

  return [id, mayFollow, first, names, next].join(" ");
}

// Calls that the document does not describe must not compile.
// @ts-expect-error: a registration needs a password
export const incomplete: RequestBody<"register_user"> = { email: "a@example.org", username: "a" };
// @ts-expect-error: unknown path
export const unknown: keyof paths = "/api/v2/nowhere/";
// @ts-expect-error: a status is one of four letters
export const status: components["schemas"]["Status"] = "x";
