"""Tests the deployment of `template.yaml` on this machine. The script `run` installs the dependencies.

    check BINARIES      deploys, checks and stops
    serve BINARIES      deploys, prints the outputs, and keeps running until interrupted

BINARIES is the output directory of `cargo lambda build`, with one directory per function that contains `bootstrap`.
"""

import signal
import sys
import time
import unittest
from pathlib import Path

from checks import accounts, events, failures, janitor, leaving, pictures, routes, stream
from community import Check
from stack import WORK, Stack

CHECKS = [routes, events, accounts, pictures, stream, failures, janitor, leaving]


def deploy(binaries):
    start = time.monotonic()
    stack = Stack(Path(binaries).resolve())
    print(f"deployed in {time.monotonic() - start:.0f} s: {stack.url}", flush=True)
    return stack


def check(binaries):
    """Runs all checks and returns whether they passed."""
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
            sys.exit(not check(binaries))
        case ["serve", binaries]:
            try:
                serve(binaries)
            except KeyboardInterrupt:
                print()
        case _:
            sys.exit(__doc__)
