// `/account/restore/`: takes a change of address back with the code in the link, or with one that is typed.

import { submitCodeTo } from "./submit.js";

const done = "Your account has its former e-mail address again. Everyone is logged out.";
submitCodeTo(document.getElementById("restore"), "api/v2/account/restore_email/", done);
