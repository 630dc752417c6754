"""The deletion of the stack, after all other checks."""

from community import Check
from stack import NAME


class Leaving(Check):
    def test_the_data_survives_the_deletion_of_the_stack(self):
        user = self.register()
        table, bucket = (self.stack.outputs[name] for name in ("TableName", "MediaBucketName"))
        self.stack.client("cloudformation").delete_stack(StackName=NAME)
        self.stack.client("cloudformation").get_waiter("stack_delete_complete").wait(
            StackName=NAME, WaiterConfig={"Delay": 1, "MaxAttempts": 60}
        )
        key = {"PK": {"S": f"U#{user.id}"}, "SK": {"S": "ACCOUNT#PROFILE"}}
        self.assertIn("Item", self.stack.client("dynamodb").get_item(TableName=table, Key=key))
        self.stack.client("s3").head_bucket(Bucket=bucket)
