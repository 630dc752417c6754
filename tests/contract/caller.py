"""The caller: the first superuser, with a new token for each request, so that a logout affects no other request."""

import base64
import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request
import uuid


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def token(user, secret):
    """An access token, as a host application would mint it."""
    now = int(time.time())
    claims = {"user_id": user, "token_type": "access", "jti": uuid.uuid4().hex, "iat": now, "exp": now + 3600}
    parts = [{"alg": "HS256", "typ": "JWT"}, claims]
    signed = b".".join(encode(json.dumps(part).encode()) for part in parts)
    return (signed + b"." + encode(hmac.digest(secret.encode(), signed, hashlib.sha256))).decode()


def log_in(url, password):
    """Logs the superuser in and returns their user id."""
    body = json.dumps({"username": "admin", "password": password}).encode()
    request = urllib.request.Request(f"{url}/api/users/login/", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:
        return json.load(response)["user"]["id"]


def account(url, user, secret):
    """The caller's account in the directory, or None if it was deleted or deactivated."""
    for _ in range(3):
        request = urllib.request.Request(f"{url}/users/me/", headers={"Authorization": f"Bearer {token(user, secret)}"})
        try:
            with urllib.request.urlopen(request) as response:
                return json.load(response)["data"]
        except urllib.error.HTTPError:
            # A logout of all sessions also revokes tokens issued in the same second.
            time.sleep(1.1)
    return None
