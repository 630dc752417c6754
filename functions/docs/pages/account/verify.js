// `/account/verify/`: confirms the address with the code in the link, or with one that is typed.

import { submitCodeTo } from "./submit.js";

submitCodeTo(document.getElementById("verify"), "api/v2/account/verify/", "Your e-mail address is confirmed.");
