"""Accounts, their administration, and folders."""

import subprocess

from community import PASSWORD, Check, User
from stack import ROOT

SUPERUSER = "root-of-all"


class Accounts(Check):
    def test_a_user_registers_logs_in_and_logs_out(self):
        user = self.register()
        credentials = {"username": user.username, "password": "wrong-password"}
        response = self.call("POST", "/api/users/login/", credentials).expect(400)
        self.assertEqual(response.json, {"non_field_errors": ["Incorrect username/password."]})
        # As a form, with the e-mail address.
        form = f"username={user.username}%40example.org&password={PASSWORD}"
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        session = self.call("POST", "/api/users/login/", form, headers=headers).expect(200).json
        again = User(self, session)
        self.assertEqual(again.get("/api/users/user/")["id"], user.id)
        again.call("POST", "/api/users/logout/").expect(204)
        again.call("GET", "/api/users/user/").expect(401)
        # The other token is still valid.
        self.assertEqual(user.get("/api/v2/user/me/")["username"], user.username)

    def test_a_username_is_unique(self):
        user = self.register()
        account = {"username": user.username.upper(), "email": "else@example.org", "password": PASSWORD}
        response = self.call("POST", "/api/users/register/", account).expect(400)
        self.assertEqual(list(response.json), ["username"])

    def test_a_profile_is_the_same_in_all_dialects(self):
        user = self.register()
        change = {"real_name": "Madeline", "bio": "I like mountains"}
        user.call("PATCH", user.path(), change).expect(200)
        self.assertEqual(self.call("GET", user.path()).expect(200).json["real_name"], "Madeline")
        self.assertEqual(self.call("GET", f"/api/users/{user.username}").expect(200).json["bio"], "I like mountains")
        self.assertEqual(user.get("/users/me/")["data"]["attributes"]["username"], user.username)
        self.register().call("PATCH", user.path(), {"bio": "Not mine"}).expect(403)


class Directory(Check):
    def superuser(self):
        """Creates the superuser in the deployed table with the `kith` command, and logs in."""
        table = self.stack.outputs["TableName"]
        account = ["--username", SUPERUSER, "--email", "root@example.org"]
        command = [self.stack.kith, "create-superuser", *account, "--table", table]
        environment = self.stack.environment | {"AWS_ENDPOINT_URL": self.stack.endpoint, "KITH_PASSWORD": PASSWORD}
        subprocess.run(command, env=environment, check=True, capture_output=True, text=True, cwd=ROOT)
        login = {"username": SUPERUSER, "password": PASSWORD}
        return User(self, self.call("POST", "/api/users/login/", login).expect(200).json)

    def test_a_superuser_administers_users(self):
        root, user = self.superuser(), self.register()
        user.call("GET", "/users/").expect(403)
        listed = root.get("/users/?page[size]=100")["data"]
        [uuid] = [entry["id"] for entry in listed if entry["attributes"]["username"] == user.username]
        path = f"/users/{uuid}/"
        change = {"data": {"type": "users", "id": uuid, "attributes": {"first_name": "Theo", "is_active": False}}}
        updated = root.call("PATCH", path, change).expect(200).json["data"]["attributes"]
        self.assertEqual((updated["first_name"], updated["is_active"]), ("Theo", False))
        user.call("GET", "/api/v2/user/me/").expect(401)
        self.assertTrue(root.get(f"{path}audit/")["data"])
        root.call("DELETE", path).expect(204)
        root.call("GET", path).expect(404)

    def test_a_user_has_folders(self):
        user = self.register()
        home = user.get("/users/me/")["data"]["relationships"]["home_folder"]["data"]
        folder = {"type": "folders", "attributes": {"title": "Letters"}, "relationships": {"parent": {"data": home}}}
        created = user.call("POST", "/folders/", {"data": folder}).expect(201).json["data"]
        [child] = user.get(f"/nodes/{home['id']}/")["data"]
        self.assertEqual((child["id"], child["attributes"]["title"]), (created["id"], "Letters"))
        self.register().call("GET", f"/folders/{created['id']}/").expect(403)
        user.call("DELETE", f"/folders/{created['id']}/").expect(204)
        self.assertEqual(user.get(f"/nodes/{home['id']}/")["data"], [])
