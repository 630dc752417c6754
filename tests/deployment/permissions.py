"""Names the actions and resources of some calls as AWS does, when the emulator evaluates the caller's policies."""

import json
from email.utils import parseaddr

# Calls of Lambda that read, by the end of their path, which the emulator takes for others.
READ = {"event-invoke-config": "GetFunctionEventInvokeConfig"}


def name_reads(original):
    """Names reads of an alias and of an asynchronous configuration."""

    def action(method, path):
        if method == "GET":
            *_, parent, last = path.rstrip("/").split("/")
            if parent == "aliases":
                return "GetAlias"
            if last in READ:
                return READ[last]
        return original(method, path)

    return action


def find_rule(original):
    """Finds the rule of a call that names it `Rule`."""

    def resource(service, method, path, *rest, **options):
        if service == "events":
            rest = [name_rule(value) if isinstance(value, bytes) else value for value in rest]
            options = {name: name_rule(value) if name == "body" else value for name, value in options.items()}
        return original(service, method, path, *rest, **options)

    return resource


def name_rule(body):
    """A body with `Name` instead of `Rule`."""
    request = json.loads(body or b"{}")
    if "Rule" in request:
        request["Name"] = request["Rule"]
    return json.dumps(request).encode()


def find_sender(original):
    """Finds the identity that a mail is sent from."""

    def resource(service, method, path, headers, body, query, region, account):
        if service == "ses" and path.rstrip("/").endswith("/outbound-emails"):
            domain = parseaddr(json.loads(body)["FromEmailAddress"])[1].partition("@")[2]
            return f"arn:aws:ses:{region}:{account}:identity/{domain}"
        return original(service, method, path, headers, body, query, region, account)

    return resource
