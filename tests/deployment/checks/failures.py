"""Records that cannot be processed."""

import json

from community import Check


class DeadLetters(Check):
    def test_a_record_that_cannot_be_processed_becomes_a_dead_letter_and_blocks_nothing(self):
        star, fans = self.register(), [self.register() for _ in range(2)]
        table, name = self.stack.client("dynamodb"), self.stack.outputs["TableName"]
        fans[0].call("POST", star.path("follow/")).expect(201)
        # An edge whose target differs from its key. No handler would write it.
        poison = {"PK": {"S": "U#77"}, "SK": {"S": "FOLLOW#78"}, "from": {"N": "77"}, "id": {"N": "79"}}
        table.put_item(TableName=name, Item=poison)
        fans[1].call("POST", star.path("follow/")).expect(201)

        letter = self.eventually(self.dead_letter)
        self.assertEqual(letter["requestContext"]["condition"], "RetryAttemptsExhausted")
        batch = letter["DDBStreamBatchInfo"]
        self.assertEqual(batch["batchSize"], 1)
        self.assertEqual(batch["streamArn"], self.stack.outputs["TableStreamArn"])
        self.assertEqual(self.record_at(batch["startSequenceNumber"])["Keys"], {"PK": poison["PK"], "SK": poison["SK"]})
        self.eventually(lambda: self.assertEqual(star.counters()["followers"], 2))

    def dead_letter(self):
        queues, url = self.stack.client("sqs"), self.stack.resource("DeadLetters")
        messages = queues.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        self.assertEqual(len(messages), 1, messages)
        return json.loads(messages[0]["Body"])

    def record_at(self, sequence):
        """Reads the record at this position of the stream, as an operator would for a dead letter."""
        streams, arn = self.stack.client("dynamodbstreams"), self.stack.outputs["TableStreamArn"]
        [shard] = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
        iterator = streams.get_shard_iterator(
            StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="AT_SEQUENCE_NUMBER", SequenceNumber=sequence
        )
        [record, *_] = streams.get_records(ShardIterator=iterator["ShardIterator"])["Records"]
        return record["dynamodb"]
