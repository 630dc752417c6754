"""Sends the caller's token, and protects the caller: a deleted caller would get only errors, which prove nothing."""

import os

import schemathesis

from caller import token

USER, ACCOUNT = os.environ["KITH_CONTRACT_CALLER"].split()
UNKNOWN = "00000000-0000-0000-0000-000000000000"
# Operations that could delete or demote the caller, and the id that they are sent to instead.
REDIRECTED = {"delete_user": 1, "delete_account": UNKNOWN, "update_account": UNKNOWN}


@schemathesis.auth(refresh_interval=None)
class Bearer:
    def get(self, case, context):
        return token(int(USER), os.environ["KITH_JWT_SECRET"])

    def set(self, case, data, context):
        case.headers = case.headers or {}
        case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def before_call(context, case, kwargs):
    replacement = REDIRECTED.get(case.operation.definition.raw.get("operationId"))
    if replacement and str(case.path_parameters.get("id")) in (USER, ACCOUNT):
        case.path_parameters["id"] = replacement
    is_valid = case.meta is not None and case.meta.generation.mode.is_positive
    if is_valid and case.media_type == "multipart/form-data" and isinstance(case.body, dict):
        # The names of fields are in headers of their parts, and no schema says what a header can hold.
        for name in [name for name in case.body if not (name.isascii() and name.isprintable())]:
            del case.body[name]
