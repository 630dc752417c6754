"""Every route of the deployed API leads to its function."""

import json
import time

from community import Check
from stack import ROOT

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
# Nobody's: what is asked of them changes nothing.
MADE_UP = {"{id}": "1", "{username}": "nobody-at-all", "{action}": "accept",
           "{version}/{page}/{file}": "any/base/base.css"}
UUID = "00000000-0000-8000-8000-000000000000"


class Routes(Check):
    def routes(self):
        """The deployed paths, with the name of the function behind each."""
        gateway = self.stack.client("apigateway")
        pages = gateway.get_paginator("get_resources").paginate(restApiId=self.stack.api, embed=["methods"])
        functions = {}
        for resource in (resource for page in pages for resource in page["items"]):
            # The others are on the way to these.
            if resource.get("resourceMethods"):
                self.assertEqual(list(resource["resourceMethods"]), ["ANY"], resource["path"])
                uri = resource["resourceMethods"]["ANY"]["methodIntegration"]["uri"]
                # ...:function:kith-UsersFunction-1A2B3C/invocations
                functions[resource["path"]] = uri.split(":function:")[1].split("-")[1].removesuffix("Function").lower()
        return functions

    def test_each_path_is_answered_by_its_function_whatever_the_method(self):
        routes = self.routes()
        template = (ROOT / "template.yaml").read_text()
        self.assertEqual(len(routes), template.count("RestApiId: !Ref Api,"))
        asked = {}
        for path, function in routes.items():
            # The root has nothing but its slash.
            path = path.rstrip("/")
            concrete = path if path.startswith("/api/") else path.replace("{id}", UUID)
            for variable, value in MADE_UP.items():
                concrete = concrete.replace(variable, value)
            served = 0
            # As documented, and without the slash.
            for method, slash in [*((method, "/") for method in METHODS), ("GET", "")]:
                answer = self.call(method, concrete + slash, {} if method != "GET" else None)
                # The functions' own: neither the gateway nor an unknown path within a function answers so.
                self.assertIn(answer.status, [200, 400, 401, 404, 405], answer)
                self.assertIn("X-Request-Id", answer.headers, answer)
                asked[answer.headers["X-Request-Id"]] = (function, f"{method} {path}/", answer.status)
                served += answer.status != 405
                self.assertEqual(answer.status == 405, "Allow" in answer.headers, answer)
            self.assertGreater(served, 0, path)
        # The log of a function may come later than its answer.
        self.eventually(lambda: self.assertEqual(asked, self.logged(asked)))

    def logged(self, ids):
        """What the functions have logged of these requests."""
        logged = {}
        for function, lines in self.stack.logs().items():
            for line in (json.loads(line) for line in lines if line.startswith("{")):
                if line.get("request_id") in ids and line["message"] == "answered":
                    logged[line["request_id"]] = (function, line["route"], line["status"])
        return logged

    def test_what_is_no_route_is_answered_by_the_gateway_as_the_template_says(self):
        for path in ["/api/", "/api/v2/", "/api/v2/nothing/", "/api/v2/user/1/follow/nothing/", "/users/1/2/"]:
            answer = self.call("GET", path).expect(404)
            both = {"errors": [{"code": "not_found", "message": "Not found."}], "detail": "Not found."}
            self.assertEqual(answer.json, both, path)
            self.assertEqual(answer.headers["Access-Control-Allow-Origin"], "*")
            self.assertNotIn("X-Request-Id", answer.headers)

    def test_browsers_may_call_from_anywhere(self):
        asks = {"Origin": "https://app.example.org", "Access-Control-Request-Method": "PATCH"}
        for path in ["/api/v2/user/1/", "/api/users/login/", "/users/me/"]:
            answer = self.call("OPTIONS", path, headers=asks).expect(200)
            self.assertEqual(answer.headers["Access-Control-Allow-Origin"], "*", path)
            self.assertIn("PATCH", answer.headers["Access-Control-Allow-Methods"], path)

    def test_a_warm_function_answers_at_once(self):
        def seconds():
            start = time.monotonic()
            self.call("GET", "/api/v2/user/1/").expect(404)
            return time.monotonic() - start

        # The quickest, because others may keep the machine busy: some 8 ms, and 55 with the emulator as it is.
        self.assertLess(min(seconds() for _ in range(20)), 0.030)
