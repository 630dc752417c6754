"""Sends the caller's token, and keeps the caller alive: whoever is deleted is refused everything, which proves nothing."""

import os

import schemathesis

from caller import token

USER, ACCOUNT = os.environ["KITH_CONTRACT_CALLER"].split()
NOBODY = "00000000-0000-0000-0000-000000000000"
# What may end the caller, and whom it is done to instead.
DEADLY = {"delete_user": 1, "delete_account": NOBODY, "update_account": NOBODY}


@schemathesis.auth(refresh_interval=None)
class Bearer:
    def get(self, case, context):
        return token(int(USER), os.environ["KITH_JWT_SECRET"])

    def set(self, case, data, context):
        case.headers = case.headers or {}
        case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def before_call(context, case, kwargs):
    instead = DEADLY.get(case.operation.definition.raw.get("operationId"))
    if instead and str(case.path_parameters.get("id")) in (USER, ACCOUNT):
        case.path_parameters["id"] = instead
