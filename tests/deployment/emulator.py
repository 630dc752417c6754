"""Runs the AWS emulator ministack, with patches where it differs from AWS.

    emulator.py PORT        serves http://127.0.0.1:PORT until terminated

Each patch below replaces one function of the pinned version and gives its reason. The checks in this directory fail
without the patches.
"""

import importlib.metadata
import os
import re
import socketserver
import sys

import mapping
import permissions
import tables
from ministack import app
from ministack.core import iam_actions, lambda_runtime
from ministack.services import apigateway_v1, dynamodb, lambda_svc
from ministack.services.cloudformation import provisioners

VERSION = "1.5.33"


def patch(module, name, wrap):
    """Replaces a function by `wrap` of it."""
    original = getattr(module, name)
    setattr(module, name, wrap(original))
    assert getattr(module, name) is not original, name


def import_any_method(original):
    """Imports routes with the method ANY, which the emulator ignores."""

    def import_path_item(api, path, item, *rest):
        item = {"any" if method == "x-amazon-apigateway-any-method" else method: it for method, it in item.items()}
        return original(api, path, item, *rest)

    return import_path_item


def rename_headers(original):
    """Renames the headers of a function's response that a REST API renames."""
    renamed = {"content-length", "www-authenticate"}

    async def invoke(*request, **options):
        response = await original(*request, **options)
        if not isinstance(response, tuple):
            return response  # an error of the gateway itself
        status, headers, body = response
        rename = lambda name: f"x-amzn-Remapped-{name}" if name.lower() in renamed else name
        return status, {rename(name): value for name, value in headers.items()}, body

    return invoke


def unescape_media_types(original):
    """Unescapes binary media types, which SAM requires in the form `multipart~1form-data`."""

    def create(logical_id, properties, stack):
        types = [media_type.replace("~1", "/") for media_type in properties.get("BinaryMediaTypes", [])]
        return original(logical_id, {**properties, "BinaryMediaTypes": types}, stack)

    return create


def ref_secret_by_arn(original):
    """Makes `!Ref` of a secret return its ARN, which policies need."""

    def create(logical_id, properties, stack):
        _, attributes = original(logical_id, properties, stack)
        return attributes["Arn"], attributes

    return create


def reach_sockets(original):
    """Names the emulator's own address of a WebSocket API to a function, which cannot resolve AWS's."""

    def provision(*arguments, **options):
        return original(*(local(argument) for argument in arguments), **options)

    def local(properties):
        variables = properties.get("Environment", {}).get("Variables", {}) if isinstance(properties, dict) else {}
        if "KITH_REALTIME_URL" not in variables:
            return properties
        url = f"{os.environ['AWS_ENDPOINT_URL']}/_aws/execute-api"
        url = re.sub(r"https://(\w+)\.[^/]+", rf"{url}/\1", variables["KITH_REALTIME_URL"])
        return properties | {"Environment": {"Variables": variables | {"KITH_REALTIME_URL": url}}}

    return provision


def treat_as_encrypted(original):
    """Treats every request as encrypted: the bucket refuses plain connections, and there is no TLS here."""

    def pin_request_origin(address, _secure):
        return original(address, True)

    return pin_request_origin


def reduce_latency():
    """Removes about 50 ms of waiting from each invocation."""
    # The Runtime API writes the headers and the body separately. With Nagle's algorithm the body waits for an ACK.
    assert socketserver.StreamRequestHandler.disable_nagle_algorithm is False
    socketserver.StreamRequestHandler.disable_nagle_algorithm = True
    # Seconds to wait for the first log line, for another line after the last one, and in total.
    drain = lambda_runtime.Worker._drain_stderr_bounded
    assert drain.__defaults__ == (0.050, 0.005, 0.250), drain.__defaults__
    drain.__defaults__ = (0.010, 0.001, 0.050)


def main():
    assert importlib.metadata.version("ministack") == VERSION, "the patches are for another version"
    apigateway_v1._OPENAPI_HTTP_METHODS.add("any")
    patch(apigateway_v1, "_import_path_item", import_any_method)
    patch(apigateway_v1, "_invoke_lambda_proxy_v1", rename_headers)
    for resource, wrap in {
        "AWS::ApiGateway::RestApi": unescape_media_types,
        "AWS::DynamoDB::Table": tables.keep_settings,
        "AWS::Lambda::EventSourceMapping": mapping.keep_window,
        "AWS::SecretsManager::Secret": ref_secret_by_arn,
    }.items():
        handlers = provisioners._RESOURCE_HANDLERS[resource]
        handlers["create"] = wrap(handlers["create"])
    handlers = provisioners._RESOURCE_HANDLERS["AWS::DynamoDB::Table"]
    handlers["update"] = tables.keep_protection(handlers["update"])
    handlers = provisioners._RESOURCE_HANDLERS["AWS::Lambda::Function"]
    handlers |= {change: reach_sockets(handlers[change]) for change in ("create", "update")}
    # Of an update that replaces a mapping.
    patch(provisioners, "_lambda_esm_create", mapping.keep_window)
    patch(app, "pin_request_origin", treat_as_encrypted)
    patch(iam_actions, "_lambda_action", permissions.name_reads)
    patch(iam_actions, "extract_resource_arn", permissions.find_sender)
    patch(iam_actions, "extract_resource_arn", permissions.find_rule)
    patch(dynamodb, "_restore_table_to_point_in_time", tables.rewind)
    patch(lambda_svc, "_execute_function", mapping.deliver_batches)
    patch(lambda_svc, "_poll_dynamodb_streams", mapping.mark_poller)
    reduce_latency()
    port = sys.argv.pop()
    # Read by the server at its start, and inherited by the functions, which are child processes.
    os.environ |= {"BIND_HOST": "127.0.0.1", "GATEWAY_PORT": port, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}
    app.main()


if __name__ == "__main__":
    main()
