// `/account/reset/`: sets a new password with the code in the link, or without one asks for the mail.

import { submitTo, takeCode } from "./submit.js";

const code = takeCode();
if (code) {
  const body = (data) => ({ validation_code: code, password: data.get("password") });
  submitTo(document.getElementById("reset"), "api/v2/account/reset/", body, "Your password is set. Log in with it.");
} else {
  const body = (data) => ({ email: data.get("email") });
  const done = "If there is an account with this address, the mail is on its way.";
  submitTo(document.getElementById("recover"), "api/v2/account/recover/", body, done);
}
