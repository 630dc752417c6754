"""The stack of `template.yaml`, deployed with `sam deploy` to a separate emulator."""

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
# The emulator treats this key as the account owner's, with all permissions. The functions have roles, and only the
# permissions of their policies.
OWNER = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
PARAMETERS = {
    # The functions are built for this machine.
    "Architecture": "x86_64" if os.uname().machine == "x86_64" else "arm64",
    "DeletionProtection": "false",
    # The emulator has no CodeDeploy.
    "GradualDeployment": "false",
    # The shortest possible schedule, and a short pause: no other writes are in flight.
    "JanitorSchedule": "rate(1 minute)",
    "JanitorPause": "1",
}


# Resource types that the emulator lacks. No other resource refers to one of these.
UNSUPPORTED = ["AWS::Logs::QueryDefinition"]


class Stack:
    """Deploys the functions in `binaries`; they run until `stop`."""

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
            # Enforce policies.
            "AUTH": "true",
            "IOT_MTLS_ENABLED": "0",
            # The emulator unpacks the functions here.
            "TMPDIR": str(WORK / "tmp"),
        }
        command = [sys.executable, Path(__file__).with_name("emulator.py"), str(self.port)]
        with open(WORK / "emulator.log", "w") as log:
            # In a new session, or Ctrl-C in a terminal would stop the emulator before pending requests are answered.
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
            *("--config-file", ROOT / "samconfig.toml", "--config-env", "prod", "--no-confirm-changeset", "--no-progressbar"),
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
            raise SystemExit(f"sam deploy failed with {code}:\n{(WORK / 'sam.log').read_text()}")
        [stack] = self.client("cloudformation").describe_stacks(StackName=NAME)["Stacks"]
        self.outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
        # https://<api>.execute-api.<region>.amazonaws.com/<stage>
        self.api, _, self.stage = re.fullmatch(r"https://(\w+)\.([^/]+)/([\w-]+)", self.outputs["ApiUrl"]).groups()
        # Most clients resolve names below `localhost` to this machine.
        self.host = f"{self.api}.execute-api.localhost:{self.port}"
        self.url = f"http://{self.host}/{self.stage}"

    def client(self, service):
        """A client of an AWS service, with the account owner's permissions."""
        key, secret, region = OWNER.values()
        return boto3.client(
            service, region, endpoint_url=self.endpoint, aws_access_key_id=key, aws_secret_access_key=secret
        )

    def resource(self, logical_id):
        """The physical id of a resource of the template."""
        detail = self.client("cloudformation").describe_stack_resource(StackName=NAME, LogicalResourceId=logical_id)
        return detail["StackResourceDetail"]["PhysicalResourceId"]

    def logs(self):
        """The log lines of the functions, by function."""
        logs = self.client("logs")
        groups = logs.describe_log_groups(logGroupNamePrefix=f"/kith/{NAME}/")["logGroups"]
        lines = {}
        for group in (group["logGroupName"] for group in groups):
            pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group)
            lines[group.rsplit("/", 1)[1]] = [event["message"] for page in pages for event in page["events"]]
        return lines

    def stop(self):
        """Stops the emulator, which stops the functions."""
        if self.emulator.poll() is None:
            self.emulator.send_signal(signal.SIGTERM)
            try:
                self.emulator.wait(10)
            except subprocess.TimeoutExpired:
                self.emulator.kill()


def built_template(template, binaries):
    """The template with absolute paths of the functions' binaries, without the resources that the emulator lacks."""
    resource = r"^  \w+:\n    Type: (?:%s)\n(?:(?:    .*)?\n)*" % "|".join(map(re.escape, UNSUPPORTED))
    template = re.sub(resource, "", template, flags=re.MULTILINE)
    expected = template.count("Type: AWS::Serverless::Function\n")
    found = template.count("CodeUri: target/lambda/")
    assert found == expected, f"{found} of {expected} functions name a binary"
    return template.replace("CodeUri: target/lambda/", f"CodeUri: {binaries}/")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
