"""Who calls: the first superuser, with a token for each request, so that a logout ends no other request's."""

import base64
import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request
import uuid


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def token(user, secret):
    """A token as a host application mints it."""
    now = int(time.time())
    claims = {"user_id": user, "token_type": "access", "jti": uuid.uuid4().hex, "iat": now, "exp": now + 3600}
    parts = [{"alg": "HS256", "typ": "JWT"}, claims]
    signed = b".".join(encoded(json.dumps(part).encode()) for part in parts)
    return (signed + b"." + encoded(hmac.digest(secret.encode(), signed, hashlib.sha256))).decode()


def log_in(url, password):
    """The caller's id."""
    body = json.dumps({"username": "admin", "password": password}).encode()
    request = urllib.request.Request(f"{url}/api/users/login/", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["user"]["id"]


def account(url, user, secret):
    """The caller as the directory shows them; None where they are there no more, or may do nothing."""
    for _ in range(3):
        request = urllib.request.Request(f"{url}/users/me/", headers={"Authorization": f"Bearer {token(user, secret)}"})
        try:
            with urllib.request.urlopen(request) as answer:
                return json.load(answer)["data"]
        except urllib.error.HTTPError:
            # A logout from everywhere ends the tokens of its second.
            time.sleep(1.1)
    return None
