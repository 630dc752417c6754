"""The deletion of the stack, after all other checks, and another one that takes its table over."""

import adoption
import teardown
from botocore.exceptions import ClientError
from community import PASSWORD, Check, User
from stack import NAME


class Leaving(Check):
    def test_the_data_survives_the_stack_and_can_be_taken_over_and_deleted(self):
        user = self.register()
        table, bucket = (self.stack.outputs[name] for name in ("TableName", "MediaBucketName"))
        dynamodb, s3 = self.stack.client("dynamodb"), self.stack.client("s3")
        # A mail that waits would reach the mailer of the new stack before that may read the settings of mail.
        claim = {"PK": {"S": f"NAME#{user.username}@example.org"}, "SK": {"S": "EMAIL"}}
        self.eventually(lambda: self.assertNotIn("mail", dynamodb.get_item(TableName=table, Key=claim)["Item"]))
        self.stack.client("cloudformation").delete_stack(StackName=NAME)
        self.stack.client("cloudformation").get_waiter("stack_delete_complete").wait(
            StackName=NAME, WaiterConfig={"Delay": 1, "MaxAttempts": 60}
        )
        key = {"PK": {"S": f"U#{user.id}"}, "SK": {"S": "ACCOUNT#PROFILE"}}
        self.assertIn("Item", dynamodb.get_item(TableName=table, Key=key))
        s3.head_bucket(Bucket=bucket)

        self.adopt(user, table)

        s3.put_object(Bucket=bucket, Key="media/left.jpg", Body=b"a picture")
        teardown.delete_bucket(s3, bucket)
        self.assertRaises(ClientError, s3.head_bucket, Bucket=bucket)
        taken_over = self.stack.outputs["MediaBucketName"]
        teardown.delete(self.stack, NAME)
        self.assertRaises(dynamodb.exceptions.ResourceNotFoundException, dynamodb.describe_table, TableName=table)
        self.assertRaises(ClientError, s3.head_bucket, Bucket=taken_over)

    def adopt(self, user, table):
        """A new stack takes the table over, and its users log in."""
        adoption.adopt(self.stack, NAME, table)
        # The emulator gives a role of an update no access to secrets that the update creates, as that of mail.
        self.stack.update({"Mail": "off"})
        self.assertEqual(self.stack.outputs["TableName"], table)
        credentials = {"username": user.username, "password": PASSWORD}
        again = User(self, self.call("POST", "/api/users/login/", credentials).expect(200).json)
        self.assertEqual(again.id, user.id)
        # The stream of the table is connected as well.
        fan = self.register()
        fan.call("POST", again.path("follow/")).expect(201)
        self.eventually(lambda: self.assertEqual(again.counters()["followers"], 1))
