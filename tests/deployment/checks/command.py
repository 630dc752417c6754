"""The check of a deployed stack, as it runs on AWS, with the role of the nightly run (docs/nightly-role.yaml)."""

import base64
import json
import re
import subprocess
import sys
from pathlib import Path

from botocore.exceptions import ClientError
from community import Check
from stack import NAME, OWNER, ROOT, WORK

GITHUB = "token.actions.githubusercontent.com"
ROLES = ROOT / "docs" / "nightly-role.yaml"


class Command(Check):
    def test_a_stack_without_users_is_left_as_it_was_and_one_with_users_is_refused(self):
        before = self.rows()
        run = self.check()
        self.assertEqual(run.returncode, 0, run.stdout)
        [passed, skipped] = re.search(r"Ran (\d+) tests in .*\n\nOK \(skipped=(\d+)\)", run.stdout).groups()
        print(f"\n{run.stdout}", flush=True)
        self.assertGreater(int(passed) - int(skipped), 15)
        self.eventually(lambda: self.assertEqual(self.rows(), before))

        self.register()
        run = self.check()
        self.assertEqual(run.returncode, 1, run.stdout)
        self.assertIn("has 1 users", run.stderr)

    def check(self):
        """Runs the command with the role of the workflow, for which the SDK exchanges a token of GitHub."""
        token = WORK / "token"
        token.write_text(token_of("main"))
        role = {"AWS_ROLE_ARN": self.role(), "AWS_WEB_IDENTITY_TOKEN_FILE": str(token)}
        environment = {name: value for name, value in self.stack.environment.items() if name not in OWNER}
        environment |= role | {"AWS_DEFAULT_REGION": "us-east-1", "AWS_ENDPOINT_URL": self.stack.endpoint}
        command = [sys.executable, Path(__file__).parents[1], "stack", NAME]
        return subprocess.run(command, env=environment, capture_output=True, text=True)

    def role(self):
        """The role of the workflow."""
        stacks, roles = self.stack.client("cloudformation"), "kith-nightly-roles"
        # The policy is for the stack `kith-nightly`, and the emulator has no resources for providers of identities.
        template = ROLES.read_text().replace("kith-nightly/", f"{NAME}/").replace("kith-nightly-", f"{NAME}-")
        template = re.sub(r"^  Provider:\n(?:    .*\n)*", "", template, flags=re.MULTILINE)
        template = template.replace("!If [CreatesProvider, !Ref Provider, !Ref ProviderArn]", "!Ref ProviderArn")
        parameters = {"Repository": "owner/name", "ProviderArn": f"arn:aws:iam::000000000000:oidc-provider/{GITHUB}"}
        try:
            stacks.describe_stacks(StackName=roles)
        except stacks.exceptions.ClientError:
            stacks.create_stack(
                StackName=roles,
                TemplateBody=template,
                Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()],
                Capabilities=["CAPABILITY_NAMED_IAM"],
            )
            stacks.get_waiter("stack_create_complete").wait(StackName=roles, WaiterConfig={"Delay": 1})
        [stack] = stacks.describe_stacks(StackName=roles)["Stacks"]
        [arn] = [output["OutputValue"] for output in stack["Outputs"] if output["OutputKey"] == "Role"]
        return arn

    def test_only_runs_of_the_branch_may_use_the_role(self):
        request = {"RoleArn": self.role(), "RoleSessionName": "check"}
        assume = self.stack.client("sts").assume_role_with_web_identity
        assume(**request, WebIdentityToken=token_of("main"))
        for token in [token_of("other"), token_of("main", audience="else"), token_of("main", repository="owner/names")]:
            with self.assertRaises(ClientError):
                assume(**request, WebIdentityToken=token)

    def rows(self):
        """The keys of the rows that do not expire, except those of the janitor and the numbers of users, which are 0."""
        pages = self.stack.client("dynamodb").get_paginator("scan").paginate(TableName=self.stack.outputs["TableName"])
        rows = [row for page in pages for row in page["Items"] if "expires" not in row]
        keys = [(row["PK"]["S"], row["SK"]["S"]) for row in rows]
        counts = [row["n"]["N"] for row in rows if row["PK"]["S"] == "STATS#USERS"]
        self.assertEqual([count for count in counts if count != "0"], [])
        return sorted(key for key in keys if key[0] not in ("JANITOR", "STATS#USERS"))


def token_of(branch, audience="sts.amazonaws.com", repository="owner/name"):
    """A token as GitHub makes it for a run. The emulator verifies its claims and no signature."""
    subject = f"repo:{repository}:ref:refs/heads/{branch}"
    parts = [{"alg": "none"}, {"iss": f"https://{GITHUB}", "aud": audience, "sub": subject}]
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
    return ".".join([*encoded, "signature"])
