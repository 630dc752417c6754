"""Who calls: the first superuser, with a token for each request, so that a logout ends no other request's."""

import base64
import hashlib
import hmac
import json
import os
import time
import urllib.request
import uuid

import schemathesis

URL = os.environ["KITH_CONTRACT_URL"]
SECRET = os.environ["KITH_JWT_SECRET"].encode()


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def token(user):
    now = int(time.time())
    claims = {"user_id": user, "token_type": "access", "jti": uuid.uuid4().hex, "iat": now, "exp": now + 3600}
    parts = [{"alg": "HS256", "typ": "JWT"}, claims]
    signed = b".".join(encoded(json.dumps(part).encode()) for part in parts)
    return (signed + b"." + encoded(hmac.digest(SECRET, signed, hashlib.sha256))).decode()


def superuser():
    body = json.dumps({"username": "admin", "password": os.environ["KITH_ADMIN_PASSWORD"]}).encode()
    request = urllib.request.Request(f"{URL}/api/users/login/", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["user"]["id"]


@schemathesis.auth(refresh_interval=None)
class Bearer:
    user = superuser()

    def get(self, case, context):
        return token(self.user)

    def set(self, case, data, context):
        case.headers = case.headers or {}
        case.headers["Authorization"] = f"Bearer {data}"
