"""Mail by SES, as the emulator has accepted it, and bounces."""

import json
import re
import time
import urllib.request

from community import Check
from stack import ROOT, SENDER


class Mail(Check):
    def sent(self, user, count):
        """The mails to a user, oldest first, once there are so many."""
        with urllib.request.urlopen(f"{self.stack.endpoint}/_ministack/ses/messages") as response:
            accounts = json.load(response)["messages"]
        mails = [mail for mails in accounts.values() for mail in mails if mail["To"] == [self.address(user)]]
        self.assertEqual(len(mails), count, mails)
        return mails

    def address(self, user):
        return f"{user.username}@example.org"

    def recover(self, user):
        self.call("POST", "/api/v2/account/recover/", {"email": self.address(user)}).expect(204)

    def code(self, mail, page):
        """The code in the link of a mail."""
        return re.search(rf"https://\S+/account/{page}#(\S+)", mail["BodyText"])[1]

    def test_a_registration_is_confirmed_and_an_account_recovered_by_mail(self):
        user = self.register()
        [mail] = self.eventually(lambda: self.sent(user, 1))
        self.assertEqual((mail["Source"], mail["Type"]), (SENDER, "v2.SendEmail"))
        self.call("POST", "/api/v2/account/verify/", {"validation_code": self.code(mail, "verify")}).expect(204)
        self.assertTrue(user.get("/api/v2/user/me/")["email_isvalid"])
        self.recover(user)
        mail = self.eventually(lambda: self.sent(user, 2))[-1]
        body = {"validation_code": self.code(mail, "reset"), "password": "summit-of-celeste"}
        self.call("POST", "/api/v2/account/reset/", body).expect(204)
        user.call("GET", "/api/v2/user/me/").expect(401)
        login = {"username": user.username, "password": "summit-of-celeste"}
        self.call("POST", "/api/users/login/", login).expect(200)

    def test_no_mail_goes_to_an_address_that_bounces(self):
        user, other = self.register(), self.register()
        for registered in [user, other]:
            self.eventually(lambda registered=registered: self.sent(registered, 1))
        event = json.loads((ROOT / "events/mailer-bounce.json").read_text().replace("bounced@example.com", self.address(user)))
        event["detail"]["mail"]["tags"]["ses:configuration-set"] = [self.stack.resource("SesConfigurationSet")]
        marks = self.marks()
        # EventBridge takes events of SES from SES alone, so this is what its rule does with one.
        function = self.stack.resource("MailerFunction")
        result = self.stack.client("lambda").invoke(FunctionName=function, Payload=json.dumps(event))
        self.assertNotIn("FunctionError", result)
        self.eventually(lambda: self.assertEqual(self.marks(), marks + 1))
        for asked in [user, other]:
            self.recover(asked)
        self.eventually(lambda: self.sent(other, 2))
        time.sleep(1)
        self.sent(user, 1)

    def marks(self):
        """How many addresses get no more mail."""
        table, name = self.stack.client("dynamodb"), self.stack.outputs["TableName"]
        pages = table.get_paginator("scan").paginate(TableName=name)
        return sum(item["SK"]["S"] == "UNDELIVERABLE" for page in pages for item in page["Items"])
