// `/account/verify/`: confirms the address with the code in the link, or with one that is typed.

import { submitTo, takeCode } from "./submit.js";

const code = takeCode();
const typed = document.getElementById("typed");
typed.hidden = Boolean(code);
document.getElementById("code").required = !code;
const body = (data) => ({ validation_code: code || data.get("code").trim() });
submitTo(document.getElementById("verify"), "api/v2/account/verify/", body, "Your e-mail address is confirmed.");
