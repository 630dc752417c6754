"""Every route of the deployed API reaches its function."""

import json
import time

from community import Check
from stack import ROOT

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
# Values that match no user, so that these requests change nothing.
UNKNOWN = {
    "{id}": "1",
    "{username}": "nobody-at-all",
    "{action}": "accept",
    "{version}/{page}/{file}": "any/base/base.css",
}
UUID = "00000000-0000-8000-8000-000000000000"


class Routes(Check):
    def routes(self):
        """The deployed paths, with the name of the function behind each."""
        gateway = self.stack.client("apigateway")
        pages = gateway.get_paginator("get_resources").paginate(restApiId=self.stack.api, embed=["methods"])
        functions = {}
        for resource in (resource for page in pages for resource in page["items"]):
            # Resources without methods are parents of these.
            if resource.get("resourceMethods"):
                self.assertEqual(list(resource["resourceMethods"]), ["ANY"], resource["path"])
                uri = resource["resourceMethods"]["ANY"]["methodIntegration"]["uri"]
                # ...:function:kith-UsersFunction-1A2B3C/invocations
                functions[resource["path"]] = uri.split(":function:")[1].split("-")[1].removesuffix("Function").lower()
        return functions

    def test_each_path_reaches_its_function_with_any_method(self):
        routes = self.routes()
        template = (ROOT / "template.yaml").read_text()
        self.assertEqual(len(routes), template.count("RestApiId: !Ref Api,"))
        self.assertEqual(routes.pop("/{proxy+}"), "docs")
        requests = {}
        for path, function in routes.items():
            # The root is only a slash.
            path = path.rstrip("/")
            concrete = path if path.startswith("/api/") else path.replace("{id}", UUID)
            for variable, value in UNKNOWN.items():
                concrete = concrete.replace(variable, value)
            served = 0
            # With each method as documented, and once without the slash.
            for method, slash in [*((method, "/") for method in METHODS), ("GET", "")]:
                response = self.call(method, concrete + slash, {} if method != "GET" else None)
                # Only a route of the function answers like this, neither the gateway nor an unknown path of a function.
                self.assertIn(response.status, [200, 302, 400, 401, 404, 405, 409, 415], response)
                self.assertIn("X-Request-Id", response.headers, response)
                requests[response.headers["X-Request-Id"]] = (function, f"{method} {path}/", response.status)
                served += response.status != 405
                self.assertEqual(response.status == 405, "Allow" in response.headers, response)
            self.assertGreater(served, 0, path)
        # Log lines may appear after the response.
        self.eventually(lambda: self.assertEqual(requests, self.logged(requests)))

    def logged(self, ids):
        """The function, route and status that were logged for each of these requests."""
        logged = {}
        for function, lines in self.stack.logs().items():
            for line in (json.loads(line) for line in lines if line.startswith("{")):
                if line.get("request_id") in ids and line["message"] == "answered":
                    logged[line["request_id"]] = (function, line["route"], line["status"])
        return logged

    def test_unknown_paths_get_a_404_in_the_shape_of_their_api(self):
        user = self.register()
        community, site, directory = ["code", "message"], ["detail"], ["code", "detail", "status", "title"]
        paths = {
            "/api/v2/": community,
            "/api/v2/nothing/": community,
            "/api/v2/user/1/follow/nothing/": community,
            "/api/": site,
            "/api/users/1/2/3/": site,
            "/users/1/2/": directory,
        }
        for path, members in paths.items():
            for token in [None, "invalid", user.token]:
                response = self.call("GET", path, token=token).expect(404)
                [error] = response.json.get("errors", [response.json])
                self.assertEqual(sorted(error), members, path)
                self.assertEqual(response.headers["Access-Control-Allow-Origin"], "*")
                self.assertIn("X-Request-Id", response.headers)

    def test_pages_may_read_the_header_that_the_gateway_renames(self):
        response = self.call("GET", "/api/v2/user/me/").expect(401)
        self.assertEqual(response.headers["X-Amzn-Remapped-WWW-Authenticate"], "Bearer")
        self.assertNotIn("WWW-Authenticate", response.headers)
        self.assertIn("x-amzn-remapped-www-authenticate", response.headers["Access-Control-Expose-Headers"])

    def test_browsers_may_call_from_anywhere(self):
        preflight = {"Origin": "https://app.example.org", "Access-Control-Request-Method": "PATCH"}
        for path in ["/api/v2/user/1/", "/api/users/login/", "/users/me/"]:
            response = self.call("OPTIONS", path, headers=preflight).expect(200)
            self.assertEqual(response.headers["Access-Control-Allow-Origin"], "*", path)
            self.assertIn("PATCH", response.headers["Access-Control-Allow-Methods"], path)

    def test_a_warm_function_answers_quickly(self):
        def seconds():
            start = time.monotonic()
            self.call("GET", "/api/v2/user/1/").expect(404)
            return time.monotonic() - start

        # The fastest of 20, because the machine may be busy: about 8 ms, and 55 ms with the unpatched emulator.
        self.assertLess(min(seconds() for _ in range(20)), 0.030)
