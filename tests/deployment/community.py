"""Members of the deployed community, and the checks' way to wait for what follows from the stream."""

import http.client
import itertools
import json
import time
import unittest
import uuid

PASSWORD = "celeste-summit"
PATIENCE = 20  # seconds: a stream is read within one, and a machine may be busy

_numbers = itertools.count(1)


class Answer:
    """What the API says."""

    def __init__(self, request, response):
        self.request = request
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)

    def expect(self, status):
        assert self.status == status, f"{self} instead of {status}"
        return self

    def __str__(self):
        return f"{self.request} was answered with {self.status}: {self.body[:500]}"


class Check(unittest.TestCase):
    """A check on the stack, which is deployed before any of them runs."""

    stack = None

    def call(self, method, path, body=None, token=None, headers=None):
        """An answer of the deployed API. A dict goes as JSON."""
        headers = {"Host": self.stack.host} | (headers or {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if isinstance(body, dict):
            directory = not path.startswith("/api/")
            headers.setdefault("Content-Type", "application/vnd.api+json" if directory else "application/json")
            body = json.dumps(body)
        connection = http.client.HTTPConnection("127.0.0.1", self.stack.port, timeout=30)
        connection.request(method, f"/{self.stack.stage}{path}", body, headers)
        answer = Answer(f"{method} {path}", connection.getresponse())
        connection.close()
        return answer

    def register(self):
        """A new member."""
        number = next(_numbers)
        name = f"member{number}"
        account = {"username": name, "email": f"{name}@example.org", "password": PASSWORD}
        # From an address of their own, or the throttle ends it: the emulator's gateway takes the client's word for it.
        headers = {"X-Forwarded-For": f"192.0.2.{number}"}
        session = self.call("POST", "/api/users/register/", account, headers=headers).expect(200).json
        return Member(self, session)

    def eventually(self, what, patience=PATIENCE):
        """Waits until it holds; an assertion that fails, or an answer other than expected, does not hold yet."""
        end = time.monotonic() + patience
        while True:
            try:
                return what()
            except AssertionError:
                if time.monotonic() > end:
                    raise
            time.sleep(0.1)


class Member:
    """Somebody with an account."""

    def __init__(self, check, session):
        self.check = check
        self.id, self.name = session["user"]["id"], session["user"]["username"]
        self.token = session["token"]

    def call(self, method, path, body=None, headers=None):
        return self.check.call(method, path, body, self.token, headers)

    def get(self, path):
        """What is there."""
        return self.call("GET", path).expect(200).json

    def upload(self, path, field, content):
        """Sends a file as a form."""
        boundary = uuid.uuid4().hex
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; filename="it"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{boundary}--\r\n".encode()
        return self.call("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={boundary}"})

    def path(self, rest=""):
        """Of this member, by id."""
        return f"/api/v2/user/{self.id}/{rest}"

    def counters(self):
        return self.get(self.path("counters/"))

    def notifications(self):
        """What this member was told, newest first."""
        return self.get("/api/v2/user/me/notifications/")
