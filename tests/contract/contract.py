"""Runs schemathesis against a `kith serve` that it starts itself.

    contract.py PATH_OF_KITH [SECONDS [SEED]]

Without SECONDS every run sends the same requests, so that CI does not fail by chance. With SECONDS it runs that long,
from a new seed, which it prints at the end.
"""

import concurrent.futures
import contextlib
import os
import secrets
import subprocess
import sys
import threading
import time
from pathlib import Path

import caller

HERE = Path(__file__).parent
LISTENING = "kith is listening on "
TIMEOUT = 600  # seconds for all runs, unless SECONDS asks for more
# A run follows only some of the links, depending on its seed. These runs follow more.
EXTRA_SEEDS = ["1", "2", "3"]


def runs(seconds, seed):
    if seconds:
        return [["--max-time", seconds, "--seed", seed or str(secrets.randbelow(2**32))]]
    return [[], *(["--phases", "stateful", "--seed", extra] for extra in EXTRA_SEEDS)]


@contextlib.contextmanager
def serve(kith, env):
    arguments = [kith, "serve", "--memory", "--no-throttle", "--listen", "127.0.0.1:0"]
    server = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env)
    try:
        line = next((line for line in server.stdout if line.startswith(LISTENING)), None)
        if line is None:
            raise SystemExit(f"kith exited with {server.wait()} before listening")
        # Keep reading, so that later output does not fill the pipe.
        threading.Thread(target=server.stdout.read, daemon=True).start()
        yield line.removeprefix(LISTENING).strip()
    finally:
        server.terminate()
        server.wait()


def run(kith, options, timeout):
    env = {name: value for name, value in os.environ.items() if not name.startswith(("KITH_", "AWS_"))}
    # The hooks mint tokens with this secret, as a host application would.
    secret, password = secrets.token_hex(32), secrets.token_hex(8)
    env |= {"KITH_JWT_SECRET": secret, "KITH_ADMIN_PASSWORD": password}
    env |= {"KITH_ARGON2_MEMORY_KIB": "8", "KITH_ARGON2_ITERATIONS": "1"}
    with serve(kith, env) as url:
        user = caller.log_in(url, password)
        account = caller.account(url, user, secret)["id"]
        hooks = {"SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1"}
        hooks |= {"KITH_CONTRACT_CALLER": f"{user} {account}"}
        tool = Path(sys.executable).with_name("schemathesis")
        command = [tool, "--config-file", HERE / "schemathesis.toml", "run", HERE.parents[1] / "openapi/kith.json"]
        # schemathesis writes its findings to the working directory.
        done = subprocess.run([*command, "--url", url, *options], env=env | hooks, cwd=sys.prefix, timeout=timeout)
        after = caller.account(url, user, secret)
        if after is None or not after["attributes"]["is_superuser"]:
            raise SystemExit("the run deleted the caller or took its rights, so later responses prove nothing")
        return done.returncode


def main(kith, seconds=None, seed=None):
    end = time.monotonic() + max(TIMEOUT, 2 * int(seconds or 0))
    kith = str(Path(kith).resolve())
    # Two at a time: each keeps one processor busy.
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return max(pool.map(lambda options: run(kith, options, end - time.monotonic()), runs(seconds, seed)))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
