"""Completes the emulator's tables with what AWS does: settings of a template that the emulator drops, and the restoration of
an earlier state."""

import copy

from ministack.services import dynamodb


def keep_settings(original):
    """Applies expiry and recovery of a template."""

    def create(logical_id, properties, stack):
        created = original(logical_id, read_protection(properties), stack)
        name = created[0]
        for setting, update in [
            ("TimeToLiveSpecification", dynamodb._update_ttl),
            ("PointInTimeRecoverySpecification", dynamodb._update_continuous_backups),
        ]:
            if setting in properties:
                update({"TableName": name, setting: properties[setting]})
        return created

    return create


def keep_protection(original):
    """Reads a changed protection as a new one is read."""

    def update(physical_id, old, new, *rest):
        return original(physical_id, read_protection(old), read_protection(new), *rest)

    return update


def read_protection(properties):
    """Reads the text "false" of a parameter, which the emulator takes for true."""
    protected = str(properties.get("DeletionProtectionEnabled", False)).lower() == "true"
    return {**properties, "DeletionProtectionEnabled": protected}


def rewind(original):
    """Restores the state of the requested moment. The emulator restores the present one."""

    def restore(request):
        response = original(request)
        moment = request.get("RestoreDateTime")
        if response[0] == 200 and moment:
            table = dynamodb._tables[request["TargetTableName"]]
            for record in reversed(dynamodb._stream_records.get(request["SourceTableName"]) or []):
                change = record["dynamodb"]
                # A sequence number begins with the milliseconds.
                if int(change["SequenceNumber"][:20]) <= moment * 1000:
                    break
                partition, row = (dynamodb._extract_key_val(change["Keys"][name]) for name in ("PK", "SK"))
                if "OldImage" in change:
                    table["items"][partition][row] = copy.deepcopy(change["OldImage"])
                else:
                    table["items"][partition].pop(row, None)
            dynamodb._items_replaced(table)
        return response

    return restore
