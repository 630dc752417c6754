"""Tests `kith serve` with the published client of the directory dialect.

    directory.py PATH_OF_KITH

The client calls `/api/users/...`, the paths of the product that it was made for. A proxy in this process strips `/api`,
as a reverse proxy in front of a deployment would.

The client's response schema for a single user is wrong: it expects the bare resource, while the standard and the
product return a document with the resource in `data`. Those calls skip the client's validation
(`skip_deserialization`), and this script checks their responses. Lists and `me` use the client's validation.
"""

import http.client
import json
import os
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import papermerge_restapi_client as papermerge
from papermerge_restapi_client.apis.tags import nodes_api, users_api
from papermerge_restapi_client.model.password import Password
from papermerge_restapi_client.model.patched_user import PatchedUser
from papermerge_restapi_client.model.user import User

ADMIN_PASSWORD = "the admin of this test"
NEW_PASSWORD = "celeste-summit"
LISTENING = "kith is listening on http://"


def serve(kith):
    """Starts `kith serve` on a free port and returns the process and its address."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("KITH_", "AWS_"))}
    clean |= {"KITH_ADMIN_PASSWORD": ADMIN_PASSWORD, "KITH_ARGON2_MEMORY_KIB": "8", "KITH_ARGON2_ITERATIONS": "1"}
    arguments = [kith, "serve", "--memory", "--listen", "127.0.0.1:0"]
    server = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env=clean)
    for line in server.stdout:
        if line.startswith(LISTENING):
            # Keep reading, so that later output does not fill the pipe.
            threading.Thread(target=server.stdout.read, daemon=True).start()
            return server, line.removeprefix(LISTENING).strip()
    raise SystemExit(f"kith exited with {server.wait()} before listening")


def proxy(upstream):
    """Starts a proxy that forwards `/api/...` to `/...` of `upstream`, and returns its URL."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def forward(self):
            if not self.path.startswith("/api/"):
                raise AssertionError(f"the client called {self.path}")
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            connection = http.client.HTTPConnection(upstream)
            headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
            connection.request(self.command, self.path.removeprefix("/api"), body, headers)
            response = connection.getresponse()
            content = response.read()
            self.send_response(response.status)
            for name, value in response.getheaders():
                if name.lower() not in ("content-length", "transfer-encoding", "connection", "date"):
                    self.send_header(name, value)
            if response.status != 204:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            connection.close()

        do_GET = do_POST = do_PATCH = do_DELETE = forward

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def log_in(address, username, password):
    """Logs in through the site dialect and returns a token, or `None` if the login is refused."""
    connection = http.client.HTTPConnection(address)
    body = json.dumps({"username": username, "password": password})
    connection.request("POST", "/api/users/login/", body, {"Content-Type": "application/json"})
    response = connection.getresponse()
    content = json.loads(response.read())
    connection.close()
    return content["token"] if response.status == 200 else None


def client(url, token):
    # Not as `api_key` of the configuration, with which the client raises an error in calls without other headers.
    configuration = papermerge.Configuration(host=url)
    return papermerge.ApiClient(configuration, header_name="Authorization", header_value=f"Token {token}")


def data(result, status=200):
    """The resource in a response that the client did not validate."""
    assert result.response.status == status, result.response.status
    assert result.response.headers["content-type"] == "application/vnd.api+json", result.response.headers
    return json.loads(result.response.data)["data"]


def assert_refused(status, call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except papermerge.ApiException as error:
        assert error.status == status, error
        assert json.loads(error.body)["errors"][0]["status"] == str(status), error.body
    else:
        raise AssertionError(f"{call.__name__} was not refused")


def await_search_result(users, word, id):
    """Waits for the name index, which is updated by event."""
    deadline = time.monotonic() + 10
    found = []
    while time.monotonic() < deadline:
        found = users.users_list(query_params={"filter[search]": word}).body["data"]
        if [str(user["id"]) for user in found] == [id]:
            return
        time.sleep(0.05)
    raise AssertionError(f"{word} finds {found}")


def drive(address, url):
    users = users_api.UsersApi(client(url, log_in(address, "admin", ADMIN_PASSWORD)))

    listed = users.users_list(query_params={"sort": "-username", "page[size]": 10}).body
    assert [str(user["attributes"]["username"]) for user in listed["data"]] == ["admin"], listed
    assert int(listed["meta"]["pagination"]["count"]) == 1, listed

    attributes = {"username": "madeline.c", "first_name": "Madeline", "email": "madeline@example.org"}
    created = users.users_create(body=User(type="users", attributes=attributes))
    madeline = data(created)
    assert created.response.headers["location"].endswith(f"/users/{madeline['id']}/"), created.response.headers
    for name, value in attributes.items():
        assert madeline["attributes"][name] == value, madeline
    path = {"id": madeline["id"]}
    assert data(users.users_retrieve(path_params=path, skip_deserialization=True)) == madeline

    changes = {"username": "madeline.c", "last_name": "C."}
    body = PatchedUser(type="users", id=madeline["id"], attributes=changes)
    updated = data(users.users_partial_update(path_params=path, body=body, skip_deserialization=True))
    expected = {**madeline, "attributes": {**madeline["attributes"], "last_name": "C."}}
    assert updated == expected, updated
    await_search_result(users, "made", madeline["id"])

    assert log_in(address, "madeline.c", NEW_PASSWORD) is None
    body = Password(password=NEW_PASSWORD)
    result = users.users_change_password_create(path_params=path, body=body, skip_deserialization=True)
    assert json.loads(result.response.data) == {"status": "password set"}, result.response.data
    token = log_in(address, "madeline.c", NEW_PASSWORD)

    own = users_api.UsersApi(client(url, token))
    me = own.users_me_retrieve().body["data"]
    assert str(me["id"]) == madeline["id"], me
    home = str(me["relationships"]["home_folder"]["data"]["id"])
    nodes = nodes_api.NodesApi(client(url, token)).node_retrieve(path_params={"id": home}, query_params={}).body
    assert len(nodes["data"]) == 0, nodes
    assert_refused(403, own.users_list, query_params={})
    assert_refused(403, own.users_create, body=User(type="users", attributes={"username": "theo"}))

    assert users.users_destroy(path_params=path).response.status == 204
    assert_refused(404, users.users_retrieve, path_params=path)
    assert_refused(401, own.users_me_retrieve)


def run_example(kith):
    """Runs the example of the guide."""
    command = [sys.executable, "examples/papermerge/users.py", kith, "admin", ADMIN_PASSWORD]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert [line.split()[1] for line in listed] == ["admin"], listed


def main():
    server, address = serve(sys.argv[1])
    try:
        drive(address, proxy(address))
        run_example(f"http://{address}")
    finally:
        server.terminate()
        server.wait()
    print("papermerge-restapi-client: list, create, retrieve, update, change password, me, delete; the example")


main()
