// The caller's own profile and credentials.

import { h } from "../base/dom.js";
import { call } from "../base/api.js";
import { emailForm, passwordForm } from "./credentials.js";
import { dataArchive } from "./data-archive.js";
import { field, form } from "./form.js";
import { link } from "./link.js";
import { notificationSettings } from "./notification-settings.js";
import { privacyForm } from "./privacy.js";
import { secondFactor } from "./second-factor.js";
import { avatar } from "./user-card.js";

const PICTURE_TYPES = "image/png,image/jpeg,image/webp,image/gif";

export async function showProfile({ logInAgain }) {
  let me = await call("GET", "api/v2/user/me/");
  const picture = h("div", {}, avatar(me, "large"));
  return [
    h("h1", {}, "Profile"),
    h("p", {}, h("a", { href: link("person", me.id) }, "View public profile"), " · ", h("a", { href: link("hidden") }, "Hidden people"), " · ",
      h("a", { href: link("blocked") }, "Blocked people"), " · ",
      h("a", { href: link("sessions") }, "Sessions")),
    h("section", { class: "card" },
      form(
        {
          action: "Save",
          async submit(data, element) {
            // An empty file field is sent as an empty file.
            if (!data.get("avatar").size) data.delete("avatar");
            me = await call("PATCH", `api/v2/user/${me.id}/`, { body: data });
            picture.replaceChildren(avatar(me, "large"));
            element.querySelector("[type=file]").value = "";
            dispatchEvent(new Event("kith:profile-changed"));
            return "Profile saved.";
          },
        },
        h("div", { class: "row" }, picture, field("avatar", "Profile picture", { kind: "file", accept: PICTURE_TYPES, hint: "PNG, JPEG, WebP or GIF, up to 5 MB." })),
        field("real_name", "Name", { value: me.real_name, autocomplete: "name" }),
        field("username", "Username", { value: me.username, autocapitalize: "none" }),
        field("bio", "Bio", { kind: "textarea", value: me.bio }),
        field("location", "Location", { value: me.location }),
        field("website", "Website", { kind: "url", value: me.website, placeholder: "https://example.com" }),
        field("date_of_birth", "Date of birth", { kind: "date", value: me.date_of_birth }),
        field("gender", "Gender", { kind: "select", options: ["Unspecified", "Female", "Male"], value: me.gender }),
      )),
    await privacyForm(me),
    passwordForm(me),
    emailForm(me, logInAgain),
    ...await Promise.all([secondFactor({ logInAgain }), notificationSettings(me), dataArchive()]),
  ];
}
