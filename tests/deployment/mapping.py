"""Completes the emulator's event source mapping for DynamoDB streams with what AWS does: events with shard and tumbling
window, partial batch failures, retries without end or with one, bisection of failed batches, and dead letters.

Unlike AWS, it does not increase the pause between retries, and it omits the final invocation of a window, which has no
records.
"""

import itertools
import threading
import time

from ministack.services import lambda_svc

SHARD = "shardId-00000000000000000000-00000000"  # the emulator's only shard
RETRY_DELAY = 0.05  # seconds

_polling = threading.local()


def keep_window(original):
    """Stores the length of the window, which the emulator drops."""

    def create(logical_id, properties, stack):
        created = original(logical_id, properties, stack)
        mapping = lambda_svc._esms[created[0]]
        mapping["TumblingWindowInSeconds"] = int(properties.get("TumblingWindowInSeconds", 0))
        return created

    return create


def mark_poller(original):
    """Marks the thread that polls streams, for `deliver_batches`."""

    def poll_dynamodb_streams():
        _polling.active = True
        try:
            return original()
        finally:
            _polling.active = False

    return poll_dynamodb_streams


def deliver_batches(original):
    """Delivers polled batches with retries. A batch is done when each record was processed or given up."""

    def execute_function(function, event):
        if not getattr(_polling, "active", False):
            return original(function, event)
        source = event["Records"][0]["eventSourceARN"]
        mappings = (mapping for _, _, mapping in lambda_svc._iter_all_esms())
        name = function["config"]["FunctionName"]
        # fanout and the mailer read the same stream.
        [mapping] = [
            mapping for mapping in mappings if mapping["EventSourceArn"] == source and mapping["FunctionName"] == name
        ]
        # The emulator may call this function again to invoke the function under another account.
        _polling.active = False
        for records, result in failures(mapping, function, event["Records"], original):
            lambda_svc._send_ddb_stream_failure_record(
                mapping, function, records, source, result, "MaxRecordAgeExceeded"
            )
        _polling.active = True
        return {"body": {}}

    return execute_function


def failures(mapping, function, records, execute):
    """Yields the records that were given up, with the result of the last attempt.

    After a partial failure AWS goes on at the lowest record that was reported, with all that follow it. A batch that
    fails as a whole is tried in halves. Records that are given up for their age are a prefix of the batch.
    """
    attempts = mapping["MaximumRetryAttempts"]
    while records:
        result = execute(function, event_of(mapping, records))
        first = first_failure(mapping, records, result)
        if first is None:
            return
        records = records[first:]
        if first == 0 and result.get("error") and len(records) > 1 and mapping["BisectBatchOnFunctionError"]:
            half = len(records) // 2
            yield from failures(mapping, function, records[:half], execute)
            yield from failures(mapping, function, records[half:], execute)
            return
        old = too_old(mapping, records)
        if old:
            yield records[:old], result
            records = records[old:]
        elif attempts == 0:
            yield records, result
            return
        attempts -= 1
        time.sleep(RETRY_DELAY)


def too_old(mapping, records):
    """How many records at the beginning of a batch are older than the mapping allows."""
    limit = mapping["MaximumRecordAgeInSeconds"]
    ages = (time.time() - record["dynamodb"]["ApproximateCreationDateTime"] for record in records)
    return 0 if limit == -1 else sum(1 for _ in itertools.takewhile(lambda age: age > limit, ages))


def event_of(mapping, records):
    """The event for the function. The state of the window is always empty here."""
    event = {"Records": records}
    seconds = mapping["TumblingWindowInSeconds"]
    if seconds:
        start = int(time.time()) // seconds * seconds
        bounds = (time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at)) for at in (start, start + seconds))
        event |= {
            "window": dict(zip(("start", "end"), bounds)),
            "state": {},
            "shardId": SHARD,
            "eventSourceARN": mapping["EventSourceArn"],
            "isFinalInvokeForWindow": False,
            "isWindowTerminatedEarly": False,
        }
    return event


def first_failure(mapping, records, result):
    """The index of the first record to retry, or None."""
    if result.get("error"):
        return 0
    if "ReportBatchItemFailures" not in mapping["FunctionResponseTypes"]:
        return None
    reported = {failure["itemIdentifier"] for failure in (result.get("body") or {}).get("batchItemFailures", [])}
    if not reported:
        return None
    indexes = (at for at, record in enumerate(records) if record["dynamodb"]["SequenceNumber"] in reported)
    # A report of unknown records means that the whole batch failed.
    return next(indexes, 0)
