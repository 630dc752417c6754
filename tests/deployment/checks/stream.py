"""What follows from the table's stream, by way of its real mapping."""

import json

from community import Check


class Stream(Check):
    def assert_told(self, member, kind, count=1):
        told = [entry["type"] for it in member.notifications()["results"] for entry in it["aggregated"]]
        self.assertEqual(told.count(kind), count, told)

    def assert_counts(self, member, **expected):
        counters = member.counters()
        self.assertEqual({name: counters[name] for name in expected}, expected)

    def test_a_follow_is_counted_and_told_and_taken_back(self):
        star, fan = self.register(), self.register()
        fan.call("POST", star.path("follow/")).expect(201)
        self.eventually(lambda: self.assert_counts(star, followers=1))
        self.eventually(lambda: self.assert_counts(fan, followings=1))
        self.eventually(lambda: self.assert_told(star, "user_follow"))
        self.assertEqual(star.get("/api/v2/notification/unseen/count/"), {"count": 1})
        fan.call("POST", star.path("follow/")).expect(201)
        self.eventually(lambda: self.assert_counts(star, followers=0))
        self.eventually(lambda: self.assert_told(star, "user_follow", 0))

    def test_friends_ask_and_accept(self):
        asker, asked = self.register(), self.register()
        asker.call("POST", asked.path("connection/request/")).expect(200)
        self.eventually(lambda: self.assert_counts(asked, connection_requests_received=1))
        self.eventually(lambda: self.assert_told(asked, "connection_request"))
        answer = asked.call("POST", asker.path("connection/accept/")).expect(200)
        self.assertEqual(answer.json, {"connection_status": "connected"})
        self.eventually(lambda: self.assert_counts(asker, connections=1, connection_requests_sent=0))
        self.eventually(lambda: self.assert_told(asker, "connection_accept"))
        [friend] = asked.get(asked.path("connections/"))["results"]
        self.assertEqual(friend["id"], asker.id)

    def test_a_new_name_is_found(self):
        member = self.register()
        member.call("PATCH", member.path(), {"real_name": "Badeline Mountaineer"}).expect(200)

        def found():
            users = self.call("GET", "/api/v2/user/search/?search=mountaineer").expect(200).json["results"]
            self.assertEqual([user["id"] for user in users], [member.id])

        self.eventually(found)

    def test_a_post_comes_to_the_feed_and_goes_again(self):
        author, reader = self.register(), self.register()
        reader.call("POST", author.path("follow/")).expect(201)
        self.eventually(lambda: self.assert_counts(author, followers=1))
        post = author.call("POST", "/api/v2/post/", {"text": "At the summit."}).expect(201).json

        def feed(*posts):
            read = [entry["post"]["id"] for entry in reader.get("/api/v2/feed/")["results"]]
            self.assertEqual(read, list(posts))

        self.eventually(lambda: feed(post["id"]))
        self.eventually(lambda: self.assert_counts(author, posts=1))
        reader.call("POST", f"/api/v2/post/{post['id']}/vote/").expect(204)
        self.eventually(lambda: self.assert_told(author, "vote_up"))
        author.call("DELETE", f"/api/v2/post/{post['id']}/").expect(204)
        self.eventually(feed)
        self.eventually(lambda: self.assert_counts(author, posts=0))

    def test_who_deletes_themself_leaves_nothing_behind(self):
        leaver, friend = self.register(), self.register()
        leaver.call("POST", friend.path("follow/")).expect(201)
        friend.call("POST", leaver.path("follow/")).expect(201)
        self.eventually(lambda: self.assert_counts(friend, followers=1, followings=1))
        leaver.call("DELETE", f"{leaver.path()}?hard=1").expect(204)
        leaver.call("GET", "/api/v2/user/me/").expect(401)
        self.call("GET", leaver.path()).expect(404)
        self.eventually(lambda: self.assert_counts(friend, followers=0, followings=0))
        self.eventually(lambda: self.assertEqual(self.rows_of(leaver), []))

    def rows_of(self, member):
        """What the table holds for good of a member."""
        rows = self.stack.client("dynamodb").query(
            TableName=self.stack.outputs["TableName"],
            KeyConditionExpression="PK = :member",
            ExpressionAttributeValues={":member": {"S": f"U#{member.id}"}},
            ConsistentRead=True,
        )
        return [row["SK"]["S"] for row in rows["Items"] if "expires" not in row]

    def test_other_programs_are_told_on_the_bus(self):
        events, queues, bus = self.stack.client("events"), self.stack.client("sqs"), self.stack.outputs["EventBusName"]
        queue = queues.create_queue(QueueName="subscriber")["QueueUrl"]
        arn = queues.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        pattern = json.dumps({"detail-type": ["user.created"]})
        events.put_rule(Name="newcomers", EventBusName=bus, EventPattern=pattern)
        events.put_targets(Rule="newcomers", EventBusName=bus, Targets=[{"Id": "queue", "Arn": arn}])
        member = self.register()

        def told():
            messages = queues.receive_message(QueueUrl=queue).get("Messages", [])
            users = [json.loads(message["Body"])["detail"]["user"] for message in messages]
            self.assertEqual(users, [{"id": member.id, "username": member.name}])

        self.eventually(told)
