// What the client's types allow. It compiles only if the document describes these calls correctly.
import { Kith, type components, type ListPath, type Realtime, type RealtimeMessage } from "@kith/client";

export async function correct(kith: Kith): Promise<unknown[]> {
  const registration = { email: "madeline@example.org", username: "madeline", password: "celeste-summit" };
  const { user, token } = await kith.post("/api/users/register/", { body: registration, retry: true });
  const id: number = user.id;
  const me: components["schemas"]["MeView"] = await kith.get("/api/v2/user/me/");
  const mayFollow: boolean = me.permission.follow_user;

  const poll = { title: "How?", choices: [{ choice: "On foot" }, { choice: "By rope" }] };
  const discussion = { title: "Summits", text: "Which one first?", poll };
  const published = await kith.post("/api/v2/discussion/", { body: discussion });
  const votes: number | undefined = published.poll?.choices[0]?.count_votes;

  const followers = await kith.get("/api/v2/user/{id}/followers/", { params: { path: { id }, query: { limit: 5 } } });
  const names: string[] = followers.results.map((follower) => follower.username);
  const next: string | null = followers.next;
  const nothing: undefined = await kith.put("/api/v2/user/{id}/follow/", { params: { path: { id } } });
  return [token, mayFollow, votes, names, next, nothing];
}

export async function* rows(kith: Kith): AsyncGenerator<string | undefined> {
  for await (const unit of kith.list("/api/v2/feed/")) yield unit.post?.html ?? unit.discussion?.title;
  for await (const { attributes } of kith.list("/users/")) yield attributes?.username;
  for await (const { sid } of kith.list("/api/v2/user/me/notifications/")) yield sid;
}

/** The type of a message says what it contains. */
export function texts(kith: Kith): Realtime {
  const text = (message: RealtimeMessage): string | undefined => {
    if (message.type === "post") return message.data.comments[0]?.html;
    if (message.type === "subscription") return message.data.code;
    return message.data.notification_obj?.type ?? String(message.data.count_interactions);
  };
  const live = kith.realtime({ onMessage: text, onState: (state) => state === "open" });
  live.watch({ post: 1 });
  // @ts-expect-error: a post is named by its kind
  live.unwatch({ id: 1 });
  return live;
}

export const lists: ListPath[] = ["/api/v2/notification/", "/users/{id}/audit/", "/nodes/{id}/", "/api/v2/comment/"];

// Calls that the document does not describe must not compile.
export function wrong(kith: Kith): unknown[] {
  return [
    // @ts-expect-error: unknown path
    kith.get("/api/v2/nowhere/"),
    // @ts-expect-error: the path has no such method
    kith.delete("/api/v2/feed/"),
    // @ts-expect-error: the id is missing
    kith.get("/api/v2/user/{id}/"),
    // @ts-expect-error: a registration needs a password
    kith.post("/api/users/register/", { body: { email: "a@example.org", username: "a" } }),
    // @ts-expect-error: not a list
    kith.list("/api/v2/user/me/"),
    // @ts-expect-error: a repeated toggle undoes itself
    kith.post("/api/v2/user/{id}/follow/", { params: { path: { id: 1 } }, retry: true }),
  ];
}
// @ts-expect-error: a status is one of four letters
export const status: components["schemas"]["Status"] = "x";
