// `/account/unsubscribe/`: turns digests off with the code in the link.

import { submitTo, takeCode } from "./submit.js";

const path = `api/v2/account/unsubscribe/?code=${encodeURIComponent(takeCode())}`;
submitTo(document.getElementById("unsubscribe"), path, () => undefined, "You get no more of these mails.");
