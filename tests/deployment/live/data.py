"""The table, its stream, and the event bus."""

import json
import secrets
import threading
import time

from live.members import Live


class Table(Live):
    def test_the_table_is_protected_and_has_expiry_recovery_and_a_stream(self):
        dynamodb, name = self.stack.client("dynamodb"), self.stack.outputs["TableName"]
        table = dynamodb.describe_table(TableName=name)["Table"]
        self.assertEqual(table["BillingModeSummary"]["BillingMode"], "PAY_PER_REQUEST")
        self.assertEqual(table["StreamSpecification"]["StreamViewType"], "NEW_AND_OLD_IMAGES")
        self.assertEqual(str(table["DeletionProtectionEnabled"]).lower(), self.stack.parameters["DeletionProtection"])
        ttl = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
        self.assertEqual((ttl["TimeToLiveStatus"], ttl["AttributeName"]), ("ENABLED", "expires"))
        backups = dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
        self.assertEqual(backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"], "ENABLED")

    def test_of_users_who_take_a_name_at_once_one_gets_it(self):
        members, name = [self.member(number) for number in range(4)], f"check-{secrets.token_hex(4)}"
        responses = []

        def rename(member):
            responses.append(member.call("PATCH", member.path(), {"username": name}))

        threads = [threading.Thread(target=rename, args=[member]) for member in members]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        statuses = sorted(response.status for response in responses)
        self.assertEqual(statuses, [200, 400, 400, 400], [str(response) for response in responses])

    def test_a_list_that_an_index_serves_follows_a_write_within_seconds(self):
        member = self.member(0)
        post = member.call("POST", "/api/v2/post/", {"text": "At the summit."}).expect(201).json
        began = time.monotonic()

        def assert_listed(*ids):
            listed = [post["id"] for post in member.get(member.path("feed/"))["results"]]
            self.assertEqual(listed, list(ids))

        self.eventually(lambda: assert_listed(post["id"]), timeout=10)
        print(f"[an index showed a post after {time.monotonic() - began:.2f} s] ", end="", flush=True)
        member.call("DELETE", f"/api/v2/post/{post['id']}/").expect(204)
        self.eventually(lambda: assert_listed(), timeout=10)


class Stream(Live):
    def mapping(self, function):
        """The event source mapping of a function."""
        [mapping] = [
            mapping
            for mapping in self.stack.client("lambda").list_event_source_mappings()["EventSourceMappings"]
            if self.stack.resource(function) in mapping["FunctionArn"]
        ]
        return mapping

    def test_the_mappings_are_enabled_and_read_the_stream_of_the_table(self):
        table = self.stack.client("dynamodb").describe_table(TableName=self.stack.outputs["TableName"])["Table"]
        for function in ["FanoutFunction", "MailerFunction"]:
            mapping = self.mapping(function)
            self.assertEqual(mapping["State"], "Enabled", function)
            self.assertEqual(mapping["EventSourceArn"], table["LatestStreamArn"], function)
            self.assertEqual(mapping["FunctionResponseTypes"], ["ReportBatchItemFailures"], function)
        self.assertGreater(self.mapping("FanoutFunction")["TumblingWindowInSeconds"], 0)

    def test_a_follow_is_counted_and_notified_and_marked_by_its_shard(self):
        self.needs_follows()
        star, fan = self.member(0), self.member(1)
        fan.call("PUT", star.path("follow/")).expect(204)
        self.eventually(lambda: self.assertEqual(star.counters()["followers"], 1), timeout=60)
        self.eventually(lambda: self.assert_notified(star))
        key = {"PK": {"S": f"U#{star.id}"}, "SK": {"S": "COUNTERS"}}
        dynamodb = self.stack.client("dynamodb")
        counters = dynamodb.get_item(TableName=self.stack.outputs["TableName"], Key=key, ConsistentRead=True)["Item"]
        # A mark needs the name of the shard, which only the event of a mapping with a window has.
        self.assertTrue([name for name in counters if name.startswith("place")], counters)
        fan.call("DELETE", star.path("follow/")).expect(204)
        self.eventually(lambda: self.assertEqual(star.counters()["followers"], 0), timeout=60)

    def assert_notified(self, user):
        kinds = [each["type"] for group in user.notifications()["results"] for each in group["aggregated"]]
        self.assertIn("user_follow", kinds)

    def test_a_follower_has_the_post_in_the_feed(self):
        self.needs_follows()
        author, reader = self.member(2), self.member(3)
        reader.call("PUT", author.path("follow/")).expect(204)
        self.eventually(lambda: self.assertEqual(author.counters()["followers"], 1), timeout=60)
        post = author.call("POST", "/api/v2/post/", {"text": "At the summit."}).expect(201).json

        def assert_feed(*posts):
            self.assertEqual([entry["post"]["id"] for entry in reader.get("/api/v2/feed/")["results"]], list(posts))

        self.eventually(lambda: assert_feed(post["id"]), timeout=60)
        author.call("DELETE", f"/api/v2/post/{post['id']}/").expect(204)
        self.eventually(assert_feed, timeout=60)

    def test_events_reach_a_subscriber_of_the_bus(self):
        self.needs_follows()
        events, queues, bus = self.stack.client("events"), self.stack.client("sqs"), self.stack.outputs["EventBusName"]
        name = f"{self.stack.name[:40]}-check-{secrets.token_hex(4)}"
        queue = queues.create_queue(QueueName=name)["QueueUrl"]
        self.addCleanup(queues.delete_queue, QueueUrl=queue)
        arn = queues.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        pattern = json.dumps({"detail-type": ["follow.created"]})
        rule = events.put_rule(Name=name, EventBusName=bus, EventPattern=pattern)["RuleArn"]
        self.addCleanup(events.delete_rule, Name=name, EventBusName=bus)
        policy = {
            "Version": "2012-10-17",
            "Statement": {
                "Effect": "Allow",
                "Principal": {"Service": "events.amazonaws.com"},
                "Action": "sqs:SendMessage",
                "Resource": arn,
                "Condition": {"ArnEquals": {"aws:SourceArn": rule}},
            },
        }
        queues.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": json.dumps(policy)})
        events.put_targets(Rule=name, EventBusName=bus, Targets=[{"Id": "queue", "Arn": arn}])
        self.addCleanup(events.remove_targets, Rule=name, EventBusName=bus, Ids=["queue"])
        # A rule works within a minute.
        followed, follower = self.member(1), self.member(0)

        def assert_published():
            follower.call("PUT", followed.path("follow/")).expect(204)
            follower.call("DELETE", followed.path("follow/")).expect(204)
            self.eventually(assert_received, timeout=15)

        def assert_received():
            messages = queues.receive_message(QueueUrl=queue, WaitTimeSeconds=2).get("Messages", [])
            self.assertIn(f'{followed.id}', " ".join(message["Body"] for message in messages))

        self.eventually(assert_published, timeout=120)

    def test_nothing_is_in_the_queue_of_dead_letters(self):
        attributes = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        queue = self.stack.resource("DeadLetters")
        counts = self.stack.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=attributes)["Attributes"]
        self.assertEqual([int(counts[name]) for name in attributes], [0, 0])
