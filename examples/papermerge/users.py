"""Lists the first ten users of kith with the published client of Papermerge.

    users.py [URL OF KITH] [USERNAME] [PASSWORD]
"""

import json
import sys
import urllib.parse
import urllib.request

import papermerge_restapi_client as papermerge
from papermerge_restapi_client.apis.tags import users_api

DEFAULTS = ["http://127.0.0.1:9000", "admin", "a-superuser"]


class Client(papermerge.ApiClient):
    """Calls /users/... where Papermerge has /api/users/..."""

    def call_api(self, resource_path, *args, **kwargs):
        return super().call_api(resource_path.removeprefix("/api"), *args, **kwargs)


def log_in(kith, username, password):
    """Returns an access token."""
    fields = {"grant_type": "password", "username": username, "password": password}
    with urllib.request.urlopen(f"{kith}/oauth/token/", urllib.parse.urlencode(fields).encode()) as response:
        return json.load(response)["access_token"]


given = sys.argv[1:]
kith, username, password = given + DEFAULTS[len(given) :]
token = log_in(kith, username, password)
client = Client(papermerge.Configuration(host=kith), header_name="Authorization", header_value=f"Token {token}")
users = users_api.UsersApi(client)
for user in users.users_list(query_params={"page[size]": 10}).body["data"]:
    print(user["id"], user["attributes"]["username"])
