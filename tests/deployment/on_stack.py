"""Checks a deployed stack by its outputs: on AWS, or in the emulator."""

import sys
import time
import unittest

from live import data, functions, gateway, members, pictures, watching
from target import Target

# The last check of `functions` reads what all others have logged.
CHECKS = [gateway, data, pictures, watching, functions]

# Seconds in which `fanout` deletes what is left of a deleted user.
CLEAN_UP = 60


def check(name, with_users=False):
    """Runs all checks on the stack `name`, and returns whether they passed and left nothing behind."""
    target = members.Live.stack = Target.of_environment(name)
    users = target.users()
    print(f"{target.url}: {users} users", flush=True)
    if users and not with_users:
        raise SystemExit(
            f"{name} has {users} users. The checks would register four more and delete them, which followers of events\n"
            "and the explore feed see. To do that all the same, add --with-users."
        )
    for parameter, value in [("RequireVerifiedEmail", "true")]:
        if target.parameters.get(parameter) == value:
            raise SystemExit(f"{name} has {parameter}={value}: the users of the checks cannot confirm an address.")
    load = unittest.defaultTestLoader.loadTestsFromModule
    try:
        result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(unittest.TestSuite(map(load, CHECKS)))
    finally:
        left = members.delete_members(target)
    for line in left:
        print(f"not deleted: {line}")
    end = time.monotonic() + CLEAN_UP
    while target.users() != users and time.monotonic() < end:
        time.sleep(1)
    if target.users() > users:
        left.append(f"{target.users() - users} users more than before")
    return result.wasSuccessful() and not left
