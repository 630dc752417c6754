"""An event source mapping from a stream as AWS has it, which the emulator has in part: a function is told its shard and
window, partial failures count, what fails is tried again and cut in halves, and what fails still becomes a dead letter.

AWS makes growing pauses, and calls the function once more without records at the end of a window: neither does this.
"""

import threading
import time

from ministack.services import lambda_svc

SHARD = "shardId-00000000000000000000-00000000"  # the only one, by the emulator's name for it
PAUSE = 0.05  # seconds, between tries of the same record

_polling = threading.local()


def keep_window(original):
    """The length of the window, which a mapping of the emulator forgets."""

    def create(logical_id, properties, stack):
        created = original(logical_id, properties, stack)
        mapping = lambda_svc._esms[created[0]]
        mapping["TumblingWindowInSeconds"] = int(properties.get("TumblingWindowInSeconds", 0))
        return created

    return create


def poll(original):
    """Marks the thread that polls streams, for `deliver`."""

    def poll_dynamodb_streams():
        _polling.now = True
        try:
            return original()
        finally:
            _polling.now = False

    return poll_dynamodb_streams


def deliver(original):
    """Where a stream is polled, a batch counts as dealt with when each record is, or has become a dead letter."""

    def execute_function(function, event):
        if not getattr(_polling, "now", False):
            return original(function, event)
        source = event["Records"][0]["eventSourceARN"]
        [mapping] = [it for _, _, it in lambda_svc._iter_all_esms() if it["EventSourceArn"] == source]
        # The function may be called under another account, by way of this very function.
        _polling.now = False
        for records, result in failures(mapping, function, event["Records"], original):
            lambda_svc._send_ddb_stream_failure_record(
                mapping, function, records, source, result, "RetryAttemptsExhausted"
            )
        _polling.now = True
        return {"body": {}}

    return execute_function


def failures(mapping, function, records, execute):
    """The records that no try has dealt with, each with the last answer about it."""
    tries = 1 + mapping["MaximumRetryAttempts"]
    while records:
        result = execute(function, event_of(mapping, records))
        first = first_failure(mapping, records, result)
        if first is None:
            return
        records = records[first:]
        if len(records) > 1 and mapping["BisectBatchOnFunctionError"]:
            half = len(records) // 2
            yield from failures(mapping, function, records[:half], execute)
            yield from failures(mapping, function, records[half:], execute)
            return
        tries -= 1
        if tries <= 0:
            yield records, result
            return
        time.sleep(PAUSE)


def event_of(mapping, records):
    """What the function is handed; the state is that of the window, which nobody here keeps."""
    event = {"Records": records}
    seconds = mapping["TumblingWindowInSeconds"]
    if seconds:
        start = int(time.time()) // seconds * seconds
        instants = (time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at)) for at in (start, start + seconds))
        event |= {
            "window": dict(zip(("start", "end"), instants)),
            "state": {},
            "shardId": SHARD,
            "eventSourceARN": mapping["EventSourceArn"],
            "isFinalInvokeForWindow": False,
            "isWindowTerminatedEarly": False,
        }
    return event


def first_failure(mapping, records, result):
    """Where the first record is that has to come again."""
    if result.get("error"):
        return 0
    if "ReportBatchItemFailures" not in mapping["FunctionResponseTypes"]:
        return None
    reported = {failure["itemIdentifier"] for failure in (result.get("body") or {}).get("batchItemFailures", [])}
    if not reported:
        return None
    places = (at for at, record in enumerate(records) if record["dynamodb"]["SequenceNumber"] in reported)
    # Who reports what was not asked has failed altogether.
    return next(places, 0)

