"""Runs schemathesis against a `kith serve` of its own.

    contract.py PATH_OF_KITH SECONDS
"""

import os
import secrets
import subprocess
import sys
import threading
from pathlib import Path

HERE = Path(__file__).parent
LISTENS = "kith is listening on "


def main(kith, seconds):
    kith = str(Path(kith).resolve())
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("KITH_", "AWS_"))}
    # The hooks mint tokens as a host application does, with the secret.
    clean |= {"KITH_JWT_SECRET": secrets.token_hex(32), "KITH_ADMIN_PASSWORD": secrets.token_hex(8)}
    clean |= {"KITH_ARGON2_MEMORY_KIB": "8", "KITH_ARGON2_ITERATIONS": "1"}
    arguments = [kith, "serve", "--memory", "--no-throttle", "--listen", "127.0.0.1:0"]
    server = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=clean)
    try:
        line = next((line for line in server.stdout if line.startswith(LISTENS)), None)
        if line is None:
            raise SystemExit(f"kith ended with {server.wait()} and never listened")
        # What it says later must not fill the pipe.
        threading.Thread(target=server.stdout.read, daemon=True).start()
        url = line.removeprefix(LISTENS).strip()
        settings = {"KITH_CONTRACT_URL": url, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1"}
        tool = Path(sys.executable).with_name("schemathesis")
        run = [tool, "--config-file", HERE / "schemathesis.toml", "run", HERE.parents[1] / "openapi/kith.json"]
        run += ["--url", url, "--max-time", seconds]
        # It leaves what it found beside where it runs.
        return subprocess.run(run, env=clean | settings, cwd=Path(sys.prefix)).returncode
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
