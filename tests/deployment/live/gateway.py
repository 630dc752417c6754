"""The gateway in front of the functions."""

import json
import secrets
import zlib

from community import PASSWORD
from live.members import Live, only_on_aws

# A path of each function that serves requests. They change nothing.
PATHS = {
    "accounts": "/api/users/user/",
    "directory": "/users/me/",
    "docs": "/health/ready/",
    "feed": "/api/v2/feed/",
    "graph": "/api/v2/user/1/followers/",
    "notifications": "/api/v2/user/me/notifications/",
    "users": "/api/v2/user/me/",
}


class Gateway(Live):
    def test_each_function_answers_and_logs_the_request(self):
        member, requests = self.member(0), {}
        for function, path in PATHS.items():
            response = member.call("GET", path)
            self.assertIn(response.status, [200, 404], response)
            requests[response.headers["X-Request-Id"]] = function

        def assert_logged():
            logged = {}
            for function, lines in self.stack.logs(self.began - 60, '{ $.message = "answered" }').items():
                for line in (json.loads(line) for line in lines if line.startswith("{")):
                    if line.get("request_id") in requests and line.get("message") == "answered":
                        logged[line["request_id"]] = function
            self.assertEqual(logged, requests)

        self.eventually(assert_logged, timeout=120)

    def test_an_unknown_path_with_any_token_gets_a_404_in_the_shape_of_its_api(self):
        paths = {"/api/v2/nothing/": "errors", "/api/nothing/": "detail", "/users/1/2/": "errors"}
        for path, member in paths.items():
            for token in [None, "invalid", self.member(0).token]:
                response = self.call("GET", path, token=token).expect(404)
                self.assertIn(member, response.json, response)
                self.assertIn("X-Request-Id", response.headers)

    def test_pages_may_read_the_header_that_the_gateway_renames(self):
        response = self.call("GET", "/api/v2/user/me/").expect(401)
        self.assertEqual(response.headers["X-Amzn-Remapped-WWW-Authenticate"], "Bearer")
        self.assertIn("x-amzn-remapped-www-authenticate", response.headers["Access-Control-Expose-Headers"])

    def test_a_preflight_is_answered(self):
        origins = self.stack.parameters.get("CorsOrigins", "*")
        origin = "https://app.example.org" if origins == "*" else origins.split(",")[0]
        preflight = {"Origin": origin, "Access-Control-Request-Method": "PATCH"}
        response = self.call("OPTIONS", "/api/v2/user/1/", headers=preflight).expect(200)
        self.assertIn(response.headers["Access-Control-Allow-Origin"], ["*", origin])
        self.assertIn("PATCH", response.headers["Access-Control-Allow-Methods"])

    @only_on_aws("the emulator's gateway believes X-Forwarded-For")
    def test_a_client_cannot_choose_its_address(self):
        member, forged = self.member(0), "192.0.2.77"
        credentials = {"username": member.username, "password": PASSWORD}
        headers = {"X-Forwarded-For": forged, "X-Real-IP": forged}
        session = self.call("POST", "/api/users/login/", credentials, headers=headers).expect(200).json
        sessions = self.call("GET", "/api/v2/user/me/sessions/", token=session["token"]).expect(200).json
        sessions = sessions.get("results", sessions) if isinstance(sessions, dict) else sessions
        [current] = [session for session in sessions if session["current"]]
        self.assertTrue(current["network"])
        self.assertNotEqual(current["network"], forged)

    @only_on_aws("the emulator's gateway makes no responses of its own")
    def test_a_response_of_the_gateway_itself_has_the_shape_of_the_api(self):
        # Above the 10 MB that the gateway takes. It compresses nothing on the way in.
        connection, body = self.stack.connect(), secrets.token_bytes(11_000_000)
        try:
            connection.request("POST", f"/{self.stack.stage}/api/v2/user/avatar/", body)
        except (BrokenPipeError, ConnectionResetError):
            pass  # The response comes before the end of the body.
        response = connection.getresponse()
        self.assertEqual(response.status, 413)
        self.assertEqual(response.headers["Access-Control-Allow-Origin"], "*")
        body = json.loads(response.read())
        self.assertEqual(sorted(body), ["detail", "errors"])
        connection.close()

    @only_on_aws("the emulator's gateway does not compress")
    def test_the_gateway_compresses(self):
        response = self.call("GET", "/openapi.json", headers={"Accept-Encoding": "gzip"}).expect(200)
        self.assertEqual(response.headers["Content-Encoding"], "gzip")
        json.loads(zlib.decompress(response.body, wbits=31))

    @only_on_aws("the emulator has no TLS")
    def test_connections_use_tls_1_2_or_later(self):
        connection = self.stack.connect()
        connection.connect()
        self.assertIn(connection.sock.version(), ["TLSv1.2", "TLSv1.3"])
        connection.close()

    def test_the_stage_limits_requests_as_the_parameters_say(self):
        stage = self.stack.client("apigateway").get_stage(restApiId=self.stack.api, stageName=self.stack.stage)
        settings = stage["methodSettings"]["*/*"]
        self.assertEqual(int(settings["throttlingRateLimit"]), int(self.stack.parameters["RequestRate"]))
        self.assertEqual(int(settings["throttlingBurstLimit"]), int(self.stack.parameters["RequestBurst"]))

    @only_on_aws("the emulator has no firewall")
    def test_the_firewall_is_in_front_of_the_stage(self):
        self.needs(self.stack.has("Firewall"), "the stack has no firewall")
        arn = f"arn:aws:apigateway:{self.stack.session.region_name}::/restapis/{self.stack.api}/stages/{self.stack.stage}"
        found = self.stack.client("wafv2").get_web_acl_for_resource(ResourceArn=arn)
        self.assertIn("WebACL", found)
