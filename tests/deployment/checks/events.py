"""The files of `events/`, each handed to the deployed function whose name it begins with."""

import json

from community import Check
from stack import ROOT

# Of requests that are no success: her name is taken by then.
STATUSES = {"accounts-register": 400, "accounts-unknown-method": 405}


class Events(Check):
    def test_each_file_is_answered(self):
        self.assertEqual(self.invoke("accounts-register")["statusCode"], 200)
        for file in sorted(path.stem for path in (ROOT / "events").glob("*.json")):
            with self.subTest(file):
                # One of the files is a logout.
                madeline = json.loads(self.invoke("accounts-login")["body"])
                answer = self.invoke(file, madeline["token"], str(madeline["user"]["id"]))
                match file.split("-")[0]:
                    case "janitor" | "media":
                        self.assertIsNone(answer)
                    case "fanout":
                        self.assertEqual(answer["batchItemFailures"], [])
                    case _:
                        wanted = [STATUSES[file]] if file in STATUSES else [200, 201, 204]
                        self.assertIn(answer["statusCode"], wanted, answer)

    def invoke(self, file, token="", user=""):
        """What the function answers."""
        event = (ROOT / "events" / f"{file}.json").read_text().replace("TOKEN", token).replace("USER_ID", user)
        function = self.stack.resource(f"{file.split('-')[0].capitalize()}Function")
        result = self.stack.client("lambda").invoke(FunctionName=function, Payload=event)
        payload = result["Payload"].read()
        self.assertNotIn("FunctionError", result, payload)
        return json.loads(payload)
