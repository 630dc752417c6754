// What the client's types allow. It compiles only if they fit the document.
import { Kith, type components, type ListPath } from "@kith/client";

export async function correct(kith: Kith): Promise<string> {
  const body = { email: "madeline@example.org", username: "madeline", password: "celeste-summit" };
  const { user } = await kith.post("/api/users/register/", { body, retry: true });
  const me: components["schemas"]["MeView"] = await kith.get("/api/v2/user/me/");
  const nothing: undefined = await kith.put("/api/v2/user/{id}/follow/", { params: { path: { id: user.id } } });
  for await (const unit of kith.list("/api/v2/feed/", { params: { query: { limit: 5 } } })) {
    const text: string | undefined = unit.post?.html ?? unit.discussion?.title;
    return [me.username, text, nothing].join();
  }
  for await (const { attributes } of kith.list("/users/")) return attributes?.username ?? "";
  for await (const { sid } of kith.list("/api/v2/user/me/notifications/")) return sid;
  return "";
}

export const lists: ListPath[] = ["/api/v2/notification/", "/users/{id}/audit/", "/nodes/{id}/", "/api/v2/comment/"];

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
    // @ts-expect-error: no list
    kith.list("/api/v2/user/me/"),
    // @ts-expect-error: a repeated toggle undoes itself
    kith.post("/api/v2/user/{id}/follow/", { params: { path: { id: 1 } }, retry: true }),
  ];
}
