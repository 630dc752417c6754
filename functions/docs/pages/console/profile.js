// The caller's own profile.

import { freshId, h } from "../base/dom.js";
import { call } from "../base/api.js";
import { field, form } from "./form.js";
import { avatar } from "./person-card.js";
import { link } from "./link.js";

const PICTURES = "image/png,image/jpeg,image/webp,image/gif";

export async function showProfile() {
  let me = await call("GET", "api/v2/user/me/");
  const picture = h("div", {}, avatar(me, "large"));
  return [
    h("h1", {}, "Profile"),
    h("p", {}, h("a", { href: link("person", me.id) }, "As others see it")),
    h("section", { class: "card" },
      form(
        {
          action: "Save",
          async submit(data, element) {
            // A file field in which nothing was chosen.
            if (!data.get("avatar").size) data.delete("avatar");
            me = await call("PATCH", `api/v2/user/${me.id}/`, { body: data });
            picture.replaceChildren(avatar(me, "large"));
            element.querySelector("[type=file]").value = "";
            dispatchEvent(new Event("kith:changed"));
            return "Saved.";
          },
        },
        h("div", { class: "row" }, picture, field("avatar", "Picture", { kind: "file", accept: PICTURES, hint: "PNG, JPEG, WebP or GIF, up to 5 MB." })),
        field("real_name", "Name", { value: me.real_name, autocomplete: "name" }),
        field("username", "Username", { value: me.username, autocapitalize: "none" }),
        field("bio", "About you", { kind: "textarea", value: me.bio }),
        field("location", "Location", { value: me.location }),
        field("website", "Website", { kind: "url", value: me.website, placeholder: "https://" }),
        field("date_of_birth", "Birthday", { kind: "date", value: me.date_of_birth }),
        field("gender", "Gender", { kind: "select", options: ["Unspecified", "Female", "Male"], value: me.gender }),
      )),
    password(me),
  ];
}

function password(me) {
  const id = freshId("password");
  return h("section", { class: "card", "aria-labelledby": id }, h("h2", { id }, "Change the password"),
    form(
      {
        action: "Change password",
        async submit(data, element) {
          await call("PATCH", `api/v2/user/${me.id}/change_password/`, { body: Object.fromEntries(data) });
          element.reset();
          return "The password is changed. All other sessions have ended.";
        },
      },
      field("password", "Present password", { kind: "password", autocomplete: "current-password" }),
      field("new_password", "New password", { kind: "password", autocomplete: "new-password" }),
    ));
}
