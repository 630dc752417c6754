"""Moves a community that Django wrote into kith.

    move.py PATH_OF_KITH

Django makes a project with its own commands and a SQLite database. Its users, with passwords of every hasher, are dumped
with `manage.py dumpdata` and imported with `kith import users`, as docs/guides/django.md says. Then they log in.
"""

import json
import os
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

PASSWORD = "Crème brûlée"
LISTENING = "kith is listening on http://"
PATHS = ["/api/v2/user/me/", "/api/users/user/", "/users/me/"]

# The first hasher is that of an old version of Django, because a debug build of kith takes seconds for a million iterations.
SETTINGS = """
PASSWORD_HASHERS = ["forum.hashers.OldHasher"] + [
    "django.contrib.auth.hashers." + name + "PasswordHasher"
    for name in ["Argon2", "BCryptSHA256", "BCrypt", "PBKDF2SHA1", "Scrypt", "MD5"]
]
"""
HASHERS = """
from django.contrib.auth.hashers import PBKDF2PasswordHasher

class OldHasher(PBKDF2PasswordHasher):
    iterations = 36000
"""

# As the code of a Django site creates users. The names of the first ones are those of their hashers.
USERS = """
import datetime
from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
from django.contrib.auth.models import User

password = %r
for number, hasher in enumerate(["pbkdf2_sha256", "argon2", "bcrypt_sha256", "bcrypt"]):
    joined = datetime.datetime(2011 + 4 * number, 5, 6, 7, 8, 9, 123456, tzinfo=datetime.timezone.utc)
    User.objects.create(username=hasher, email=f"{hasher}@example.org", first_name="Zoë", last_name="Bell",
        date_joined=joined, password=make_password(password, hasher=hasher))
User.objects.create(username="new", password=PBKDF2PasswordHasher().encode(password, "SodiumChloride"))
User.objects.create_user("editor", "editor@example.org", password, is_staff=True)
User.objects.create_user("left", "left@example.org", password, is_active=False)
User.objects.create_user("no+mail@home", None, password)
User.objects.create_user("single.sign.on", "sso@example.org")
User.objects.create_user("twin", "EDITOR@example.org", password)
User.objects.create_user("Editor", "editor2@example.org", password)
User.objects.create_user("Жанна", "zhanna@example.org", password)
for hasher in ["pbkdf2_sha1", "scrypt", "md5"]:
    User.objects.create(username=hasher, password=make_password(password, hasher=hasher))
"""

IMPORTED = ["boss", "pbkdf2_sha256", "argon2", "bcrypt_sha256", "bcrypt"]
IMPORTED += ["new", "editor", "left", "no+mail@home", "single.sign.on"]
REFUSED = {
    ("twin", "email", "unique"),
    ("Editor", "username", "unique"),
    ("Жанна", "username", "invalid"),
    ("pbkdf2_sha1", "password", "unsupported"),
    ("scrypt", "password", "unsupported"),
    ("md5", "password", "unsupported"),
}


def environment():
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("KITH_", "AWS_", "DJANGO_"))}
    return clean | {"KITH_ARGON2_MEMORY_KIB": "8", "KITH_ARGON2_ITERATIONS": "1", "DJANGO_SUPERUSER_PASSWORD": PASSWORD}


def run(*command, code=0):
    """Runs a command and returns its output on stderr."""
    ended = subprocess.run([str(part) for part in command], capture_output=True, text=True, env=environment())
    assert ended.returncode == code, f"{command} exited with {ended.returncode}: {ended.stdout}{ended.stderr}"
    return ended.stderr


def make_site(folder):
    """Makes a site with users, and returns the file that Django dumps them to."""
    folder.mkdir()
    run(sys.executable, "-m", "django", "startproject", "forum", folder)
    with (folder / "forum/settings.py").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    (folder / "forum/hashers.py").write_text(HASHERS, encoding="utf-8")
    manage = [sys.executable, folder / "manage.py"]
    run(*manage, "migrate", "--verbosity", "0")
    run(*manage, "createsuperuser", "--noinput", "--username", "boss", "--email", "boss@example.org")
    run(*manage, "shell", "--verbosity", "0", "--command", USERS % PASSWORD)
    run(*manage, "dumpdata", "auth.user", "--format", "jsonl", "--output", folder / "users.jsonl", "--verbosity", "0")
    return folder / "users.jsonl"


def call(url, body=None, token=None):
    """Returns the status and the JSON of a response."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(url, json.dumps(body).encode() if body else None, headers)
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def log_in(base, name, password=PASSWORD):
    """Logs in at the site API and at the token endpoint, and returns the tokens."""
    status, site = call(f"{base}/api/users/login/", {"username": name, "password": password})
    grant = {"grant_type": "password", "username": name, "password": password}
    granted, oauth = call(f"{base}/oauth/token/", grant)
    assert status == granted, (name, site, oauth)
    return [site["token"], oauth["access_token"]] if status == 200 else []


def check_logins(base, users):
    for name, _, _ in REFUSED - {("Editor", "username", "unique")}:
        assert not log_in(base, name), name
    # The slowest comes last: from then on all wrong passwords take as long.
    for name in sorted(IMPORTED, key=lambda name: name == "new"):
        tokens = log_in(base, name)
        assert bool(tokens) == (name not in {"left", "single.sign.on"}), name
        assert name == "new" or not log_in(base, name, "creme brulee"), name
        for path in PATHS if tokens else []:
            for token in tokens:
                status, _ = call(base + path, token=token)
                assert status == 200, (name, path, status)
        # The first login has hashed the password anew.
        assert bool(log_in(base, name)) == bool(tokens), name
    assert log_in(base, "argon2@example.org")
    [token, _] = log_in(base, "argon2")
    _, me = call(base + PATHS[0], token=token)
    assert me["date_joined"] == users["argon2"]["date_joined"] == "2015-05-06T07:08:09.123Z", me
    [token, _] = log_in(base, "boss")
    _, listed = call(f"{base}/users/?sort=date_joined&page[size]=100", token=token)
    found = {user["attributes"]["username"]: user["attributes"] for user in listed["data"]}
    assert sorted(found) == sorted(IMPORTED), found
    by_date = sorted(IMPORTED, key=lambda name: users[name]["date_joined"])
    assert list(found) == by_date, list(found)
    for name, user in found.items():
        for field in ["email", "first_name", "last_name", "is_staff", "is_superuser", "is_active"]:
            assert (user[field] or "") == (users[name][field] or ""), (name, field, user[field])


def check_export(kith, data, file, users):
    run(kith, "export", "users", file, "--data", data)
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert sorted(line["username"] for line in lines) == sorted(IMPORTED)
    for line in lines:
        password = line["password"]
        logged_in = line["username"] not in {"left", "single.sign.on"}
        assert not logged_in or password.startswith("$argon2id$v=19$m=8,t=1,p=1$"), line["username"]
    [left] = [line for line in lines if line["username"] == "left"]
    assert left["password"] == users["left"]["password"]


def main():
    kith = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        file, data, refused = make_site(folder / "site"), folder / "data", folder / "refused.jsonl"
        dumped = [json.loads(line)["fields"] for line in file.read_text(encoding="utf-8").splitlines()]
        users = {user["username"]: user for user in dumped}
        command = [kith, "import", "users", file, "--refused", refused, "--data", data]
        for imported, unchanged in [(len(IMPORTED), 0), (0, len(IMPORTED))]:
            printed = run(*command, code=1)
            expected = f"{imported} imported, {unchanged} unchanged, {len(REFUSED)} refused\n"
            assert printed == expected, printed
            lines = [json.loads(line) for line in refused.read_text(encoding="utf-8").splitlines()]
            assert {(line["username"], line["field"], line["code"]) for line in lines} == REFUSED, lines

        arguments = [kith, "serve", "--listen", "127.0.0.1:0", "--data", str(data), "--no-throttle", "--quiet"]
        server = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env=environment())
        try:
            line = server.stdout.readline()
            assert line.startswith(LISTENING), line
            check_logins("http://" + line.removeprefix(LISTENING).strip(), users)
        finally:
            server.terminate()
            server.wait()
        check_export(kith, data, folder / "export.jsonl", users)
    print(f"Django: {len(IMPORTED)} users imported and logged in, {len(REFUSED)} refused")


main()
