"""Accounts and their administration."""

import subprocess

from community import PASSWORD, Check, Member
from stack import ROOT

SUPERUSER = "root-of-all"


class Accounts(Check):
    def test_a_member_registers_signs_in_and_signs_out(self):
        member = self.register()
        wrong = {"username": member.name, "password": "wrong-password"}
        answer = self.call("POST", "/api/users/login/", wrong).expect(400)
        self.assertEqual(answer.json, {"non_field_errors": ["Incorrect username/password."]})
        # As a form, and by e-mail.
        form = f"username={member.name}%40example.org&password={PASSWORD}"
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        session = self.call("POST", "/api/users/login/", form, headers=headers).expect(200).json
        again = Member(self, session)
        self.assertEqual(again.get("/api/users/user/")["id"], member.id)
        again.call("POST", "/api/users/logout/").expect(204)
        again.call("GET", "/api/users/user/").expect(401)
        # The other token is not that token.
        self.assertEqual(member.get("/api/v2/user/me/")["username"], member.name)

    def test_a_name_is_taken_once(self):
        member = self.register()
        account = {"username": member.name.upper(), "email": "else@example.org", "password": PASSWORD}
        answer = self.call("POST", "/api/users/register/", account).expect(400)
        self.assertEqual(list(answer.json), ["username"])

    def test_a_profile_is_the_same_in_all_dialects(self):
        member = self.register()
        change = {"real_name": "Madeline", "bio": "I like mountains"}
        member.call("PATCH", member.path(), change).expect(200)
        self.assertEqual(self.call("GET", member.path()).expect(200).json["real_name"], "Madeline")
        self.assertEqual(self.call("GET", f"/api/users/{member.name}").expect(200).json["bio"], "I like mountains")
        self.assertEqual(member.get("/users/me/")["data"]["attributes"]["username"], member.name)
        self.register().call("PATCH", member.path(), {"bio": "Not mine"}).expect(403)


class Directory(Check):
    def superuser(self):
        """The superuser, whom the command makes in the deployed table."""
        table = self.stack.outputs["TableName"]
        account = ["--username", SUPERUSER, "--email", "root@example.org"]
        command = [self.stack.kith, "create-superuser", *account, "--table", table]
        environment = self.stack.environment | {"AWS_ENDPOINT_URL": self.stack.endpoint, "KITH_PASSWORD": PASSWORD}
        subprocess.run(command, env=environment, check=True, capture_output=True, text=True, cwd=ROOT)
        login = {"username": SUPERUSER, "password": PASSWORD}
        return Member(self, self.call("POST", "/api/users/login/", login).expect(200).json)

    def test_a_superuser_administers_members(self):
        root, member = self.superuser(), self.register()
        member.call("GET", "/users/").expect(403)
        listed = root.get("/users/?page[size]=100")["data"]
        [user] = [user for user in listed if user["attributes"]["username"] == member.name]
        path, uuid = f"/users/{user['id']}/", user["id"]
        change = {"data": {"type": "users", "id": uuid, "attributes": {"first_name": "Theo", "is_active": False}}}
        changed = root.call("PATCH", path, change).expect(200).json["data"]["attributes"]
        self.assertEqual((changed["first_name"], changed["is_active"]), ("Theo", False))
        member.call("GET", "/api/v2/user/me/").expect(401)
        self.assertTrue(root.get(f"{path}audit/")["data"])
        root.call("DELETE", path).expect(204)
        root.call("GET", path).expect(404)

    def test_a_member_has_folders(self):
        member = self.register()
        home = member.get("/users/me/")["data"]["relationships"]["home_folder"]["data"]
        folder = {"type": "folders", "attributes": {"title": "Letters"}, "relationships": {"parent": {"data": home}}}
        made = member.call("POST", "/folders/", {"data": folder}).expect(201).json["data"]
        [child] = member.get(f"/nodes/{home['id']}/")["data"]
        self.assertEqual((child["id"], child["attributes"]["title"]), (made["id"], "Letters"))
        self.register().call("GET", f"/folders/{made['id']}/").expect(403)
        member.call("DELETE", f"/folders/{made['id']}/").expect(204)
        self.assertEqual(member.get(f"/nodes/{home['id']}/")["data"], [])
