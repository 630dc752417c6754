"""The restoration of the table, step by step as docs/operations.md has it ("Restoring the table")."""

import datetime
import subprocess
import time

from community import TIMEOUT, Check, User
from stack import NAME, ROOT


class Restoring(Check):
    def test_the_table_is_restored_and_the_community_goes_on(self):
        star, fans = self.register(), [self.register() for _ in range(2)]
        fans[0].call("POST", star.path("follow/")).expect(201)
        self.eventually(lambda: self.assertEqual(star.counters()["followers"], 1))
        time.sleep(1.1)  # DynamoDB restores a second
        moment = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
        time.sleep(0.1)
        late = self.damage(star)

        steps = Steps(self.stack, moment)
        for step in [steps.stop, steps.restore, steps.swap, steps.enable, steps.connect, steps.reconcile, steps.resume]:
            began = time.monotonic()
            step()
            print(f"\n    {step.__doc__} {time.monotonic() - began:.1f} s", end="", flush=True)
        print()

        self.assertEqual(self.call("GET", star.path()).expect(200).json["username"], star.username)
        self.assertEqual(star.counters()["followers"], 1)
        # What came after the moment is lost, sessions included.
        self.call("GET", late.path()).expect(404)
        late.call("GET", "/api/v2/user/me/").expect(401)
        # The new stream is read.
        fans[1].call("POST", star.path("follow/")).expect(201)
        self.eventually(lambda: self.assertEqual(star.counters()["followers"], 2))

    def damage(self, star):
        """Loses a user, as a bug would, and writes after the loss."""
        for row in ["ACCOUNT#PROFILE", "ACCOUNT#AUTH", "COUNTERS"]:
            key = {"PK": {"S": f"U#{star.id}"}, "SK": {"S": row}}
            self.stack.client("dynamodb").delete_item(TableName=self.stack.outputs["TableName"], Key=key)
        self.call("GET", star.path()).expect(404)
        return self.register()


class Steps:
    """The steps. Each docstring is its name."""

    def __init__(self, stack, moment):
        self.stack, self.moment = stack, moment
        self.dynamodb, self.table = stack.client("dynamodb"), stack.outputs["TableName"]
        self.functions = stack.resources("AWS::Lambda::Function").values()

    def stop(self):
        """1. Stop writes."""
        for function in self.functions:
            self.stack.client("lambda").put_function_concurrency(FunctionName=function, ReservedConcurrentExecutions=0)

    def restore(self):
        """2. Restore."""
        restored = f"{self.table}-restored"
        self.dynamodb.restore_table_to_point_in_time(
            SourceTableName=self.table, TargetTableName=restored, RestoreDateTime=self.moment
        )
        self.dynamodb.get_waiter("table_exists").wait(TableName=restored, WaiterConfig={"Delay": 1})
        self.kith("reconcile", "--dry-run", "--pause", "0", "--table", restored)

    def swap(self):
        """3. Swap the names."""
        create = self.dynamodb.create_backup
        create(TableName=self.table, BackupName="damaged")
        good = create(TableName=f"{self.table}-restored", BackupName="good")["BackupDetails"]["BackupArn"]
        self.dynamodb.update_table(TableName=self.table, DeletionProtectionEnabled=False)
        self.dynamodb.delete_table(TableName=self.table)
        self.dynamodb.get_waiter("table_not_exists").wait(TableName=self.table, WaiterConfig={"Delay": 1})
        self.dynamodb.restore_table_from_backup(TargetTableName=self.table, BackupArn=good)
        self.dynamodb.get_waiter("table_exists").wait(TableName=self.table, WaiterConfig={"Delay": 1})
        self.dynamodb.delete_table(TableName=f"{self.table}-restored")

    def enable(self):
        """4. Enable what a restored table lacks."""
        restored = self.dynamodb.describe_table(TableName=self.table)["Table"]
        assert "LatestStreamArn" not in restored and not restored["DeletionProtectionEnabled"], restored
        self.dynamodb.update_table(
            TableName=self.table,
            DeletionProtectionEnabled=self.stack.parameters["DeletionProtection"] == "true",
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
        )
        self.dynamodb.update_time_to_live(
            TableName=self.table, TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"}
        )
        self.dynamodb.update_continuous_backups(
            TableName=self.table, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
        )

    def connect(self):
        """5. Connect fanout to the new stream."""
        stream = self.dynamodb.describe_table(TableName=self.table)["Table"]["LatestStreamArn"]
        assert stream != self.stack.outputs["TableStreamArn"]
        self.stack.update({"TableStream": stream})
        mappings = self.stack.client("lambda").list_event_source_mappings()["EventSourceMappings"]
        assert {mapping["EventSourceArn"] for mapping in mappings} == {stream}, mappings

    def reconcile(self):
        """6. Reconcile."""
        self.kith("reconcile", "--pause", "0", "--table", self.table)

    def resume(self):
        """6. Resume."""
        for function in self.functions:
            self.stack.client("lambda").delete_function_concurrency(FunctionName=function)

    def kith(self, *arguments):
        """Runs the kith command. A dry run ends with 1 if anything differs."""
        environment = self.stack.environment | {"AWS_ENDPOINT_URL": self.stack.endpoint}
        run = subprocess.run([self.stack.kith, *arguments], env=environment, capture_output=True, text=True, cwd=ROOT)
        if run.returncode != 0 and not ("--dry-run" in arguments and run.returncode == 1):
            raise AssertionError(run.stdout + run.stderr)
