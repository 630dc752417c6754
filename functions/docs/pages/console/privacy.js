// Who sees the caller's private fields and lists.

import { h } from "../base/dom.js";
import { call } from "../base/api.js";
import { field, form } from "./form.js";

const AUDIENCES = ["everyone", "members", "connections", "self"];

export async function privacyForm(me) {
  const path = `api/v2/user/${me.id}/settings/`;
  const settings = await call("GET", path);
  const audience = (name, label, hint) => field(name, label, { kind: "select", options: AUDIENCES, value: settings[name], hint });
  return h("section", { class: "card" },
    h("h2", {}, "Privacy"),
    form(
      {
        action: "Save privacy settings",
        async submit(data) {
          await call("PATCH", path, { body: data });
          return "Privacy settings saved.";
        },
      },
      audience("profile_visibility", "Who sees your birthday, gender and location", "Friends are your connections. Staff see everything."),
      audience("connections_visibility", "Who sees your followers, followings and friends"),
    ));
}
