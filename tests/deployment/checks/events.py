"""Invokes the deployed functions with the files of `events/`, whose names start with the name of the function."""

import json

from community import Check
from stack import ROOT

# Expected error statuses. The username is taken by the time that the file is sent again.
STATUSES = {"accounts-register": 400, "accounts-unknown-method": 405, "docs-unknown-path": 404}


class Events(Check):
    def test_each_file_gets_the_expected_response(self):
        self.assertEqual(self.invoke("accounts-register")["statusCode"], 200)
        for file in sorted(path.stem for path in (ROOT / "events").glob("*.json")):
            with self.subTest(file):
                # Log in each time, because one of the files is a logout.
                madeline = json.loads(self.invoke("accounts-login")["body"])
                response = self.invoke(file, madeline["token"], str(madeline["user"]["id"]))
                match file.split("-")[0]:
                    case "janitor" | "media":
                        self.assertIsNone(response)
                    case "fanout" | "mailer":
                        self.assertEqual(response["batchItemFailures"], [])
                    case "realtime":
                        self.assertEqual(response["statusCode"], 200, response)
                    case _:
                        expected = [STATUSES[file]] if file in STATUSES else [200, 201, 204]
                        self.assertIn(response["statusCode"], expected, response)

    def invoke(self, file, token="", user=""):
        """Invokes the function and returns its response."""
        event = (ROOT / "events" / f"{file}.json").read_text().replace("TOKEN", token).replace("USER_ID", user)
        function = self.stack.resource(f"{file.split('-')[0].capitalize()}Function")
        result = self.stack.client("lambda").invoke(FunctionName=function, Payload=event)
        payload = result["Payload"].read()
        self.assertNotIn("FunctionError", result, payload)
        return json.loads(payload)
