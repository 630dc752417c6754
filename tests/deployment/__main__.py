"""The deployment of `template.yaml`, tried on this machine. See `run`, which installs what this needs.

    check BINARIES      deploys, checks what is deployed, and ends it
    serve BINARIES      deploys, says where, and keeps it until it is interrupted

BINARIES is what `cargo lambda build` makes: a directory a function, with the function as `bootstrap`.
"""

import signal
import sys
import time
import unittest
from pathlib import Path

from checks import events, failures, janitor, members, pictures, routes, stream
from community import Check
from stack import WORK, Stack

CHECKS = [routes, events, members, pictures, stream, failures, janitor]


def deploy(binaries):
    start = time.monotonic()
    stack = Stack(Path(binaries).resolve())
    print(f"deployed in {time.monotonic() - start:.0f} s: {stack.url}", flush=True)
    return stack


def check(binaries):
    """Runs all checks; whether they passed."""
    stack = Check.stack = deploy(binaries)
    try:
        load = unittest.defaultTestLoader.loadTestsFromModule
        result = unittest.TextTestRunner(verbosity=2).run(unittest.TestSuite(map(load, CHECKS)))
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
    print(f"AWS itself is {stack.endpoint}, its log {WORK / 'emulator.log'}. Ctrl-C ends all of it.", flush=True)
    try:
        signal.pause()
    finally:
        stack.stop()


if __name__ == "__main__":
    # Told to end, it ends what it has started too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    match sys.argv[1:]:
        case ["check", binaries]:
            sys.exit(not check(binaries))
        case ["serve", binaries]:
            try:
                serve(binaries)
            except KeyboardInterrupt:
                print()
        case _:
            sys.exit(__doc__)
