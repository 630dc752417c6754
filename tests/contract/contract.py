"""Runs schemathesis against a `kith serve` of its own.

    contract.py PATH_OF_KITH [SECONDS [SEED]]

Without SECONDS it asks the same each time: what CI does, which must not fail by chance. With SECONDS it goes on for so
long, from a new seed, which it prints in the end.
"""

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
LISTENS = "kith is listening on "
BOUND = 600  # seconds for all of it, where nobody asks for more
# A run follows only some of the links, which depend on its seed: these follow more.
MORE_SEEDS = ["1", "2", "3"]


def rounds(seconds, seed):
    if seconds:
        return [["--max-time", seconds, "--seed", seed or str(secrets.randbelow(2**32))]]
    return [[], *(["--phases", "stateful", "--seed", more] for more in MORE_SEEDS)]


@contextlib.contextmanager
def served(kith, env):
    arguments = [kith, "serve", "--memory", "--no-throttle", "--listen", "127.0.0.1:0"]
    server = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env)
    try:
        line = next((line for line in server.stdout if line.startswith(LISTENS)), None)
        if line is None:
            raise SystemExit(f"kith ended with {server.wait()} and never listened")
        # What it says later must not fill the pipe.
        threading.Thread(target=server.stdout.read, daemon=True).start()
        yield line.removeprefix(LISTENS).strip()
    finally:
        server.terminate()
        server.wait()


def run(kith, more, timeout):
    env = {name: value for name, value in os.environ.items() if not name.startswith(("KITH_", "AWS_"))}
    # The hooks mint tokens as a host application does, with the secret.
    secret, password = secrets.token_hex(32), secrets.token_hex(8)
    env |= {"KITH_JWT_SECRET": secret, "KITH_ADMIN_PASSWORD": password}
    env |= {"KITH_ARGON2_MEMORY_KIB": "8", "KITH_ARGON2_ITERATIONS": "1"}
    with served(kith, env) as url:
        user = caller.log_in(url, password)
        account = caller.account(url, user, secret)["id"]
        hooks = {"SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1"}
        hooks |= {"KITH_CONTRACT_CALLER": f"{user} {account}"}
        tool = Path(sys.executable).with_name("schemathesis")
        command = [tool, "--config-file", HERE / "schemathesis.toml", "run", HERE.parents[1] / "openapi/kith.json"]
        # It leaves what it found beside where it runs.
        done = subprocess.run([*command, "--url", url, *more], env=env | hooks, cwd=sys.prefix, timeout=timeout)
        left = caller.account(url, user, secret)
        if left is None or not left["attributes"]["is_superuser"]:
            raise SystemExit("the caller did not survive: what was answered after that proves nothing")
        return done.returncode


def main(kith, seconds=None, seed=None):
    end = time.monotonic() + max(BOUND, 2 * int(seconds or 0))
    codes = [run(str(Path(kith).resolve()), more, end - time.monotonic()) for more in rounds(seconds, seed)]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
