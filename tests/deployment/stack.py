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
from target import Target

ROOT = Path(__file__).parents[2]
WORK = ROOT / "target" / "deployment"
NAME = "kith"
# The emulator treats this key as the account owner's, with all permissions. The functions have roles, and only the
# permissions of their policies.
OWNER = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
# The domain is one that the account has proved to SES.
DOMAIN = "example.org"
SENDER = f"Summit <no-reply@{DOMAIN}>"
PARAMETERS = {
    # The functions are built for this machine.
    "Architecture": "x86_64" if os.uname().machine == "x86_64" else "arm64",
    "DeletionProtection": "false",
    # The emulator has no CodeDeploy.
    "GradualDeployment": "false",
    # The shortest possible schedule, and a short pause: no other writes are in flight.
    "JanitorSchedule": "rate(1 minute)",
    "JanitorPause": "1",
    "Mail": "ses",
    "MailDomain": DOMAIN,
    "MailIdentity": "existing",
    "MailFrom": SENDER,
}


# Resource types that the emulator lacks. No other resource refers to one of these.
UNSUPPORTED = ["AWS::ApiGatewayV2::RouteResponse", "AWS::Logs::QueryDefinition"]


class Stack(Target):
    """Deploys the functions in `binaries`; they run until `stop`."""

    def __init__(self, binaries):
        shutil.rmtree(WORK, ignore_errors=True)
        WORK.mkdir(parents=True)
        (WORK / "tmp").mkdir()
        self.port = free_port()
        self.endpoint = f"http://127.0.0.1:{self.port}"
        self.binaries = binaries
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "KITH_"))}
        self.environment = clean | OWNER
        self.kith = os.environ.get("KITH", ROOT / "target" / "debug" / "kith")
        self.emulator = self.start_emulator()
        try:
            self.deploy()
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

    def deploy(self):
        """Deploys the stack, and reads what it is then."""
        key, secret, region = OWNER.values()
        session = boto3.Session(key, secret, region_name=region)
        session.client("sesv2", endpoint_url=self.endpoint).create_email_identity(EmailIdentity=DOMAIN)
        template = WORK / "template.yaml"
        template.write_text(built_template((ROOT / "template.yaml").read_text(), self.binaries))
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
        super().__init__(NAME, session, self.endpoint)
        packaged = self.client("cloudformation").get_template(StackName=NAME, TemplateStage="Original")["TemplateBody"]
        s3 = self.client("s3")
        s3.create_bucket(Bucket="templates")
        s3.put_object(Bucket="templates", Key="template.yaml", Body=packaged.encode())

    def update(self, parameters=None):
        """Deploys the same template with more parameters, as `sam deploy` does, but without its pauses."""
        stacks = self.client("cloudformation")
        given = PARAMETERS | (parameters or {})
        stacks.update_stack(
            StackName=NAME,
            TemplateURL=f"{self.endpoint}/templates/template.yaml",
            Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in given.items()],
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        )
        stacks.get_waiter("stack_update_complete").wait(StackName=NAME, WaiterConfig={"Delay": 1})
        super().__init__(NAME, self.session, self.endpoint)

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
