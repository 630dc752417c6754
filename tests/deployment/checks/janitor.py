"""The schedule."""

from community import Check

# Seconds: a minute until the schedule's next time, and some for its work.
PATIENCE = 90


class Janitor(Check):
    def test_what_is_wrong_is_put_right_by_the_schedule(self):
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
        self.eventually(lambda: self.assert_followers(star, 1), PATIENCE)
        self.assertTrue([line for line in self.stack.logs()["janitor"] if line.startswith("START")])

    def assert_followers(self, member, count):
        self.assertEqual(member.counters()["followers"], count)
