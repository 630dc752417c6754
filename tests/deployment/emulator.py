"""An AWS of this machine's own: ministack, with what it does otherwise than AWS put right.

    emulator.py PORT        answers on http://127.0.0.1:PORT until it is told to end

Each replacement below is of one function of the pinned version, and names the reason. That the function is there is made
sure of first; that the replacement has its effect is what the checks of this folder show, which fail without it.
"""

import importlib.metadata
import os
import socketserver
import sys

import mapping
from ministack import app
from ministack.core import lambda_runtime
from ministack.services import apigateway_v1, lambda_svc
from ministack.services.cloudformation import provisioners

VERSION = "1.5.33"


def replace(module, name, make):
    """Puts what `make` makes of the function in its place."""
    original = getattr(module, name)
    setattr(module, name, make(original))
    assert getattr(module, name) is not original, name


def import_any_method(original):
    """Routes of method ANY, which the import of a REST API leaves out."""

    def import_path_item(api, path, item, *rest):
        item = {"any" if method == "x-amazon-apigateway-any-method" else method: it for method, it in item.items()}
        return original(api, path, item, *rest)

    return import_path_item


def import_gateway_responses(original):
    """The gateway's own answers, which the import of a REST API leaves out."""

    def import_rest_api(spec, *rest):
        api = original(spec, *rest)
        for kind, response in spec.get("x-amazon-apigateway-gateway-responses", {}).items():
            status, _, body = apigateway_v1._put_gateway_response(api, kind, response)
            assert status == 201, body
        return api

    return import_rest_api


def unescape_media_types(original):
    """Binary media types as SAM has to spell them: `multipart~1form-data`."""

    def create(logical_id, properties, stack):
        types = [media_type.replace("~1", "/") for media_type in properties.get("BinaryMediaTypes", [])]
        return original(logical_id, {**properties, "BinaryMediaTypes": types}, stack)

    return create


def name_by_arn(original):
    """A secret's reference is its ARN, which is what policies name it by."""

    def create(logical_id, properties, stack):
        _, attributes = original(logical_id, properties, stack)
        return attributes["Arn"], attributes

    return create


def count_as_encrypted(original):
    """The bucket refuses what does not come over TLS, as nothing does here."""

    def pin_request_origin(address, _secure):
        return original(address, True)

    return pin_request_origin


def hasten():
    """Takes away some 50 ms of waiting from each invocation."""
    # The Runtime API writes an answer's head and body apart; without this the second waits for an acknowledgement.
    assert socketserver.StreamRequestHandler.disable_nagle_algorithm is False
    socketserver.StreamRequestHandler.disable_nagle_algorithm = True
    # Seconds: for the first line of the log, for one more after the last, for all of them.
    drain = lambda_runtime.Worker._drain_stderr_bounded
    assert drain.__defaults__ == (0.050, 0.005, 0.250), drain.__defaults__
    drain.__defaults__ = (0.010, 0.001, 0.050)


def main():
    assert importlib.metadata.version("ministack") == VERSION, "the replacements are for another version"
    apigateway_v1._OPENAPI_HTTP_METHODS.add("any")
    replace(apigateway_v1, "_import_path_item", import_any_method)
    replace(apigateway_v1, "_import_rest_api", import_gateway_responses)
    for resource, make in {
        "AWS::ApiGateway::RestApi": unescape_media_types,
        "AWS::Lambda::EventSourceMapping": mapping.keep_window,
        "AWS::SecretsManager::Secret": name_by_arn,
    }.items():
        handlers = provisioners._RESOURCE_HANDLERS[resource]
        handlers["create"] = make(handlers["create"])
    replace(app, "pin_request_origin", count_as_encrypted)
    replace(lambda_svc, "_execute_function", mapping.deliver)
    replace(lambda_svc, "_poll_dynamodb_streams", mapping.poll)
    hasten()
    port = sys.argv.pop()
    # Read when the server starts, and by the functions, which are processes with this environment.
    os.environ |= {"BIND_HOST": "127.0.0.1", "GATEWAY_PORT": port, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}
    app.main()


if __name__ == "__main__":
    main()
