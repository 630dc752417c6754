"""The users of these checks, and their base class."""

import functools
import secrets
import time
import unittest

from community import PASSWORD, Check, User

# Few, because a network address may register 20 users an hour.
MEMBERS = 4

_run = secrets.token_hex(4)
_members = {}


def only_on_aws(reason):
    """Skips a check in the emulator, for this reason."""

    def wrap(check):
        @functools.wraps(check)
        def run(self):
            if self.stack.endpoint:
                self.skipTest(reason)
            return check(self)

        return run

    return wrap


class Live(Check):
    """Base class of the checks of any stack."""

    began = time.time()

    def member(self, number):
        """One of the users of these checks."""
        if number not in _members:
            assert number < MEMBERS
            name = f"check-{_run}-{number}"
            account = {"username": name, "email": address_of(name), "password": PASSWORD}
            # The emulator takes this for the client's address. AWS does not: see gateway.py.
            headers = {"X-Forwarded-For": f"198.51.100.{number}"}
            response = self.call("POST", "/api/users/register/", account, headers=headers)
            if response.status == 429:
                raise unittest.SkipTest("this network address has registered too many users: wait for an hour")
            _members[number] = User(self, response.expect(200).json)
        return _members[number]

    def needs(self, holds, what):
        """Skips a check that this stack has no occasion for."""
        if not holds:
            self.skipTest(what)

    def needs_follows(self):
        self.needs(self.stack.parameters.get("Mode") != "friendship", "the community has no follows")


def address_of(name):
    """An e-mail address that takes mail of SES without a bounce."""
    return f"success+{name}@simulator.amazonses.com"


def delete_members(stack):
    """Deletes the users of these checks, and returns those that could not be deleted."""
    Live.stack = stack
    left = []
    for member in list(_members.values()):
        response = member.check.call("DELETE", f"{member.path()}?hard=1", token=member.token)
        if response.status != 204:
            left.append(f"{member.username}: {response}")
    _members.clear()
    return left
