"""Users of the deployed community, and the base class of all checks."""

import itertools
import json
import time
import unittest
import uuid

PASSWORD = "celeste-summit"
TIMEOUT = 20  # seconds; the stream is read within one, but the machine may be busy

_numbers = itertools.count(1)


class Response:
    """A response of the API."""

    def __init__(self, request, response):
        self.request = request
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)

    def expect(self, status):
        assert self.status == status, f"expected {status}: {self}"
        return self

    def __str__(self):
        return f"{self.request} returned {self.status}: {self.body[:500]}"


class Check(unittest.TestCase):
    """Base class of the checks. The stack is deployed before any of them runs."""

    stack = None

    def call(self, method, path, body=None, token=None, headers=None):
        """Sends a request to the deployed API. A dict is sent as JSON."""
        headers = {"Host": self.stack.host} | (headers or {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if isinstance(body, dict):
            directory = not path.startswith("/api/")
            headers.setdefault("Content-Type", "application/vnd.api+json" if directory else "application/json")
            body = json.dumps(body)
        connection = self.stack.connect()
        connection.request(method, f"/{self.stack.stage}{path}", body, headers)
        response = Response(f"{method} {path}", connection.getresponse())
        connection.close()
        return response

    def register(self):
        """Registers a new user."""
        number = next(_numbers)
        name = f"user{number}"
        account = {"username": name, "email": f"{name}@example.org", "password": PASSWORD}
        # Each user has another address, or registrations would be throttled. The emulator's gateway trusts this header.
        headers = {"X-Forwarded-For": f"192.0.2.{number}"}
        session = self.call("POST", "/api/users/register/", account, headers=headers).expect(200).json
        return User(self, session)

    def eventually(self, check, timeout=TIMEOUT):
        """Retries `check` until it raises no AssertionError, and returns its result."""
        end = time.monotonic() + timeout
        while True:
            try:
                return check()
            except AssertionError:
                if time.monotonic() > end:
                    raise
            time.sleep(0.1)


class User:
    """A registered user with a token."""

    def __init__(self, check, session):
        self.check = check
        self.id, self.username = session["user"]["id"], session["user"]["username"]
        self.token = session["token"]

    def call(self, method, path, body=None, headers=None):
        return self.check.call(method, path, body, self.token, headers)

    def get(self, path):
        """The JSON body of a successful GET."""
        return self.call("GET", path).expect(200).json

    def upload(self, path, field, content):
        """Uploads a file as multipart form data."""
        boundary = uuid.uuid4().hex
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; filename="picture"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{boundary}--\r\n".encode()
        return self.call("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={boundary}"})

    def path(self, rest=""):
        """A path below this user's own path in the community dialect."""
        return f"/api/v2/user/{self.id}/{rest}"

    def counters(self):
        return self.get(self.path("counters/"))

    def notifications(self):
        """The notifications of this user, newest first."""
        return self.get("/api/v2/user/me/notifications/")
