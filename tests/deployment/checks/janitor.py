"""The schedule of the janitor."""

from community import Check

TIMEOUT = 90  # seconds: up to a minute until the next run, and its work


class Janitor(Check):
    def test_a_scheduled_run_repairs_a_wrong_count(self):
        star, fan = self.register(), self.register()
        fan.call("POST", star.path("follow/")).expect(201)
        self.eventually(lambda: self.assert_followers(star, 1))
        self.stack.client("dynamodb").update_item(
            TableName=self.stack.outputs["TableName"],
            Key={"PK": {"S": f"U#{star.id}"}, "SK": {"S": "COUNTERS"}},
            UpdateExpression="SET followers = :wrong",
            ConditionExpression="followers = :right",
            ExpressionAttributeValues={":wrong": {"N": "41"}, ":right": {"N": "1"}},
        )
        self.assert_followers(star, 41)
        self.eventually(lambda: self.assert_followers(star, 1), TIMEOUT)
        self.assertTrue([line for line in self.stack.logs()["janitor"] if line.startswith("START")])

    def assert_followers(self, user, count):
        self.assertEqual(user.counters()["followers"], count)
