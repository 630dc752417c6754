"""The stack of `template.yaml`, deployed by `sam deploy` to an emulator of its own."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import boto3

ROOT = Path(__file__).parents[2]
WORK = ROOT / "target" / "deployment"
NAME = "kith"
# The emulator takes this key for the account's owner's, who may do everything. The functions have roles and may do what
# their policies allow.
OWNER = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
PARAMETERS = {
    # The functions were built for this machine.
    "Architecture": "x86_64" if os.uname().machine == "x86_64" else "arm64",
    "DeletionProtection": "false",
    # There is no CodeDeploy.
    "GradualDeployment": "false",
    # As often as a schedule may be, and what a settled table needs.
    "JanitorSchedule": "rate(1 minute)",
    "JanitorPause": "1",
}


class Stack:
    """Deployed from the functions in `binaries`, until `stop`."""

    def __init__(self, binaries):
        shutil.rmtree(WORK, ignore_errors=True)
        WORK.mkdir(parents=True)
        (WORK / "tmp").mkdir()
        self.port = free_port()
        self.endpoint = f"http://127.0.0.1:{self.port}"
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "KITH_"))}
        self.environment = clean | OWNER
        self.kith = os.environ.get("KITH", ROOT / "target" / "debug" / "kith")
        self.emulator = self.start_emulator()
        try:
            self.deploy(binaries)
        except BaseException:
            self.stop()
            raise

    def start_emulator(self):
        environment = self.environment | {
            # Policies count.
            "AUTH": "true",
            "IOT_MTLS_ENABLED": "0",
            # Where it unpacks the functions.
            "TMPDIR": str(WORK / "tmp"),
        }
        command = [sys.executable, Path(__file__).with_name("emulator.py"), str(self.port)]
        with open(WORK / "emulator.log", "w") as log:
            # In a session of its own, or the interrupt of a terminal ends it before what it was asked is answered.
            emulator = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        for _ in range(300):
            if emulator.poll() is not None:
                break
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return emulator
            time.sleep(0.1)
        emulator.kill()
        raise SystemExit(f"the emulator did not start:\n{(WORK / 'emulator.log').read_text()}")

    def deploy(self, binaries):
        template = WORK / "template.yaml"
        template.write_text(built_template((ROOT / "template.yaml").read_text(), binaries))
        overrides = [f'{name}="{value}"' for name, value in PARAMETERS.items()]
        command = [
            *(os.environ.get("SAM", "sam"), "deploy", "--template-file", template),
            *("--config-file", ROOT / "samconfig.toml", "--no-confirm-changeset", "--no-progressbar"),
            *("--parameter-overrides", *overrides),
        ]
        environment = self.environment | {
            "AWS_ENDPOINT_URL": self.endpoint,
            "SAM_CLI_TELEMETRY": "0",
            "__SAM_CLI_APP_DIR": str(WORK / "sam"),
        }
        with open(WORK / "sam.log", "w") as log:
            code = subprocess.run(command, env=environment, stdout=log, stderr=log, cwd=WORK).returncode
        if code != 0:
            raise SystemExit(f"sam deploy ended with {code}:\n{(WORK / 'sam.log').read_text()}")
        [stack] = self.client("cloudformation").describe_stacks(StackName=NAME)["Stacks"]
        self.outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
        # https://<api>.execute-api.<region>.amazonaws.com/<stage>
        self.api, _, self.stage = re.fullmatch(r"https://(\w+)\.([^/]+)/([\w-]+)", self.outputs["ApiUrl"]).groups()
        # Names below `localhost` are this machine's to most clients.
        self.host = f"{self.api}.execute-api.localhost:{self.port}"
        self.url = f"http://{self.host}/{self.stage}"

    def client(self, service):
        """The account owner's client of an AWS service."""
        key, secret, region = OWNER.values()
        return boto3.client(
            service, region, endpoint_url=self.endpoint, aws_access_key_id=key, aws_secret_access_key=secret
        )

    def resource(self, logical_id):
        """The name of what the template calls so."""
        detail = self.client("cloudformation").describe_stack_resource(StackName=NAME, LogicalResourceId=logical_id)
        return detail["StackResourceDetail"]["PhysicalResourceId"]

    def logs(self):
        """What the functions have said: lines by function."""
        logs = self.client("logs")
        groups = logs.describe_log_groups(logGroupNamePrefix=f"/kith/{NAME}/")["logGroups"]
        lines = {}
        for group in (group["logGroupName"] for group in groups):
            pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group)
            lines[group.rsplit("/", 1)[1]] = [event["message"] for page in pages for event in page["events"]]
        return lines

    def stop(self):
        """Ends the emulator, which ends the functions."""
        if self.emulator.poll() is None:
            self.emulator.send_signal(signal.SIGTERM)
            try:
                self.emulator.wait(10)
            except subprocess.TimeoutExpired:
                self.emulator.kill()


def built_template(template, binaries):
    """The template with the place of each function's binary, and all else as it is. `sam build` would add the same, and
    would build first what is built already."""
    metadata = re.compile(r"^( +)BuildProperties:\n +Binary: (\w+)\n +Properties:\n", re.MULTILINE)
    built, count = metadata.subn(lambda found: f"{found[0]}{found[1]}CodeUri: {binaries / found[2]}\n", template)
    assert count == template.count("Type: AWS::Serverless::Function\n"), f"{count} functions have a binary"
    return built


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
