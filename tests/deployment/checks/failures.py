"""Records that cannot be processed."""

import json

from community import Check


class ParkedRecords(Check):
    def test_a_record_that_cannot_be_processed_is_parked_with_its_content_and_blocks_nothing(self):
        star, fans = self.register(), [self.register() for _ in range(2)]
        table, name = self.stack.client("dynamodb"), self.stack.outputs["TableName"]
        fans[0].call("POST", star.path("follow/")).expect(201)
        # Edges whose targets differ from their keys. No handler would write them.
        poison = [
            {"PK": {"S": f"U#{id}"}, "SK": {"S": "FOLLOW#78"}, "from": {"N": str(id)}, "id": {"N": "79"}}
            for id in (76, 77)
        ]
        for item in poison:
            table.put_item(TableName=name, Item=item)
        fans[1].call("POST", star.path("follow/")).expect(201)

        self.eventually(lambda: self.assertEqual(star.counters()["followers"], 2))
        images = self.eventually(lambda: self.parked(count=2))
        self.assertCountEqual(images, poison)

    def parked(self, count):
        """The images of the parked records, read as an operator would without the command `kith`."""
        table, name = self.stack.client("dynamodb"), self.stack.outputs["TableName"]
        parts = [
            item
            for page in table.get_paginator("scan").paginate(TableName=name)
            for item in page["Items"]
            if item["SK"]["S"].startswith("PARKEDPART#")
        ]
        self.assertEqual(len(parts), count, parts)
        return [json.loads(part["content"]["S"])["dynamodb"]["NewImage"] for part in parts]
