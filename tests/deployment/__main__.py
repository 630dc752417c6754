"""Tests the deployment of `template.yaml` on this machine. The script `run` installs the dependencies.

    check BINARIES              deploys to the emulator, checks and stops
    drill BINARIES              deploys to the emulator, restores its table as after a loss, and stops
    serve BINARIES              deploys to the emulator, prints the outputs, and keeps running until interrupted
    stack NAME [--with-users]   checks the stack NAME of the environment's account and region
    adopt NAME TABLE            begins the stack NAME with the existing table TABLE
    delete NAME                 deletes the stack NAME with its table and pictures, if it is not protected

BINARIES is the output directory of `cargo lambda build`, with one directory per function that contains `bootstrap`.
"""

import signal
import sys
import time
import unittest
from pathlib import Path

import adoption
import on_stack
import teardown
from checks import accounts, command, events, failures, janitor, leaving, mail, pictures, realtime, restoring, routes, stream
from community import Check
from stack import WORK, Stack
from target import Account

# `command` needs a stack without users.
CHECKS = [command, routes, events, accounts, mail, pictures, stream, realtime, failures, janitor, restoring, leaving]


def deploy(binaries):
    start = time.monotonic()
    stack = Stack(Path(binaries).resolve())
    print(f"deployed in {time.monotonic() - start:.0f} s: {stack.url}", flush=True)
    return stack


def check(binaries, checks):
    """Runs these checks and returns whether they passed."""
    stack = Check.stack = deploy(binaries)
    try:
        load = unittest.defaultTestLoader.loadTestsFromModule
        result = unittest.TextTestRunner(verbosity=2).run(unittest.TestSuite(map(load, checks)))
        if not result.wasSuccessful():
            for function, lines in stack.logs().items():
                print(f"--- {function}", *lines, sep="\n")
            print("--- the emulator", (WORK / "emulator.log").read_text(), sep="\n")
    finally:
        stack.stop()
    return result.wasSuccessful()


def serve(binaries):
    stack = deploy(binaries)
    for name, value in stack.outputs.items():
        print(f"  {name}: {value}")
    print(f"AWS endpoint: {stack.endpoint}. Log: {WORK / 'emulator.log'}. Press Ctrl-C to stop.", flush=True)
    try:
        signal.pause()
    finally:
        stack.stop()


if __name__ == "__main__":
    # Exit through `finally` on SIGTERM, so that the emulator stops as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    match sys.argv[1:]:
        case ["check", binaries]:
            sys.exit(not check(binaries, CHECKS))
        case ["drill", binaries]:
            sys.exit(not check(binaries, [restoring, leaving]))
        case ["stack", name]:
            sys.exit(not on_stack.check(name))
        case ["stack", name, "--with-users"]:
            sys.exit(not on_stack.check(name, with_users=True))
        case ["adopt", name, table]:
            adoption.adopt(Account.of_environment(), name, table)
        case ["delete", name]:
            teardown.delete(Account.of_environment(), name)
        case ["serve", binaries]:
            try:
                serve(binaries)
            except KeyboardInterrupt:
                print()
        case _:
            sys.exit(__doc__)
