"""Derived data, through the event source mapping of the table's stream."""

import json

from community import Check


class Stream(Check):
    def assert_notified(self, user, kind, count=1):
        groups = user.notifications()["results"]
        kinds = [notification["type"] for group in groups for notification in group["aggregated"]]
        self.assertEqual(kinds.count(kind), count, kinds)

    def assert_counts(self, user, **expected):
        counters = user.counters()
        self.assertEqual({name: counters[name] for name in expected}, expected)

    def test_a_follow_is_counted_and_notified_and_undone(self):
        star, fan = self.register(), self.register()
        fan.call("POST", star.path("follow/")).expect(201)
        self.eventually(lambda: self.assert_counts(star, followers=1))
        self.eventually(lambda: self.assert_counts(fan, followings=1))
        self.eventually(lambda: self.assert_notified(star, "user_follow"))
        self.assertEqual(star.get("/api/v2/notification/unseen/count/"), {"count": 1})
        fan.call("POST", star.path("follow/")).expect(201)
        self.eventually(lambda: self.assert_counts(star, followers=0))
        self.eventually(lambda: self.assert_notified(star, "user_follow", 0))

    def test_a_connection_is_requested_and_accepted(self):
        sender, receiver = self.register(), self.register()
        sender.call("POST", receiver.path("connection/request/")).expect(200)
        self.eventually(lambda: self.assert_counts(receiver, connection_requests_received=1))
        self.eventually(lambda: self.assert_notified(receiver, "connection_request"))
        response = receiver.call("POST", sender.path("connection/accept/")).expect(200)
        self.assertEqual(response.json, {"connection_status": "connected"})
        self.eventually(lambda: self.assert_counts(sender, connections=1, connection_requests_sent=0))
        self.eventually(lambda: self.assert_notified(sender, "connection_accept"))
        [friend] = receiver.get(receiver.path("connections/"))["results"]
        self.assertEqual(friend["id"], sender.id)

    def test_a_new_name_is_searchable(self):
        user = self.register()
        user.call("PATCH", user.path(), {"real_name": "Badeline Mountaineer"}).expect(200)

        def assert_found():
            results = self.call("GET", "/api/v2/user/search/?search=mountaineer").expect(200).json["results"]
            self.assertEqual([result["id"] for result in results], [user.id])

        self.eventually(assert_found)

    def test_a_post_appears_in_the_feed_and_disappears_when_deleted(self):
        author, reader = self.register(), self.register()
        reader.call("POST", author.path("follow/")).expect(201)
        self.eventually(lambda: self.assert_counts(author, followers=1))
        post = author.call("POST", "/api/v2/post/", {"text": "At the summit."}).expect(201).json

        def assert_feed(*posts):
            ids = [entry["post"]["id"] for entry in reader.get("/api/v2/feed/")["results"]]
            self.assertEqual(ids, list(posts))

        self.eventually(lambda: assert_feed(post["id"]))
        self.eventually(lambda: self.assert_counts(author, posts=1))
        reader.call("POST", f"/api/v2/post/{post['id']}/vote/").expect(204)
        self.eventually(lambda: self.assert_notified(author, "vote_up"))
        author.call("DELETE", f"/api/v2/post/{post['id']}/").expect(204)
        self.eventually(assert_feed)
        self.eventually(lambda: self.assert_counts(author, posts=0))

    def test_a_deleted_user_leaves_nothing_behind(self):
        leaver, friend = self.register(), self.register()
        leaver.call("POST", friend.path("follow/")).expect(201)
        friend.call("POST", leaver.path("follow/")).expect(201)
        self.eventually(lambda: self.assert_counts(friend, followers=1, followings=1))
        leaver.call("DELETE", f"{leaver.path()}?hard=1").expect(204)
        leaver.call("GET", "/api/v2/user/me/").expect(401)
        self.call("GET", leaver.path()).expect(404)
        self.eventually(lambda: self.assert_counts(friend, followers=0, followings=0))
        self.eventually(lambda: self.assertEqual(self.rows_of(leaver), []))

    def rows_of(self, user):
        """The sort keys of a user's rows, except those that expire."""
        rows = self.stack.client("dynamodb").query(
            TableName=self.stack.outputs["TableName"],
            KeyConditionExpression="PK = :user",
            ExpressionAttributeValues={":user": {"S": f"U#{user.id}"}},
            ConsistentRead=True,
        )
        return [row["SK"]["S"] for row in rows["Items"] if "expires" not in row]

    def test_events_are_published_on_the_bus(self):
        events, queues, bus = self.stack.client("events"), self.stack.client("sqs"), self.stack.outputs["EventBusName"]
        queue = queues.create_queue(QueueName="subscriber")["QueueUrl"]
        arn = queues.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        pattern = json.dumps({"detail-type": ["user.created"]})
        events.put_rule(Name="newcomers", EventBusName=bus, EventPattern=pattern)
        events.put_targets(Rule="newcomers", EventBusName=bus, Targets=[{"Id": "queue", "Arn": arn}])
        user = self.register()

        def assert_published():
            messages = queues.receive_message(QueueUrl=queue).get("Messages", [])
            users = [json.loads(message["Body"])["detail"]["user"] for message in messages]
            self.assertEqual(users, [{"id": user.id, "username": user.username}])

        self.eventually(assert_published)
