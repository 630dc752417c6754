"""A deployed stack, as its outputs and AWS's APIs show it: on AWS, or in the emulator."""

import http.client
import os
import re
import urllib.parse

import boto3
from botocore.config import Config


class Account:
    """An account and region of AWS, or the emulator at `endpoint`."""

    def __init__(self, session, endpoint=None):
        self.session, self.endpoint = session, endpoint

    @classmethod
    def of_environment(cls, *name):
        """What the environment's credentials reach."""
        return cls(*name, boto3.Session(), os.environ.get("AWS_ENDPOINT_URL"))

    def client(self, service, **config):
        """A client of an AWS service."""
        return self.session.client(service, endpoint_url=self.endpoint, config=Config(**config))


class Target(Account):
    """The stack of this name."""

    def __init__(self, name, session, endpoint=None):
        self.name = name
        super().__init__(session, endpoint)
        [stack] = self.client("cloudformation").describe_stacks(StackName=name)["Stacks"]
        self.outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
        self.parameters = {given["ParameterKey"]: given["ParameterValue"] for given in stack.get("Parameters", [])}
        self.created = stack["CreationTime"]
        # https://<api>.execute-api.<region>.amazonaws.com/<stage>
        self.api, domain, self.stage = re.fullmatch(r"https://(\w+)\.([^/]+)/([\w-]+)", self.outputs["ApiUrl"]).groups()
        self.host, self.port = f"{self.api}.{domain}", 443
        if endpoint:
            # Most clients resolve names below `localhost` to this machine.
            self.port = urllib.parse.urlsplit(endpoint).port
            self.host = f"{self.api}.execute-api.localhost:{self.port}"

    @property
    def url(self):
        """The address of the API."""
        return f"{'http' if self.endpoint else 'https'}://{self.host}/{self.stage}"

    def connect(self):
        """A connection to the API."""
        if self.endpoint:
            return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        return http.client.HTTPSConnection(self.host, timeout=30)

    def resource(self, logical_id):
        """The physical id of a resource of the template."""
        detail = self.client("cloudformation").describe_stack_resource(StackName=self.name, LogicalResourceId=logical_id)
        return detail["StackResourceDetail"]["PhysicalResourceId"]

    def resources(self, kind):
        """The physical ids of all resources of a type, by their names in the template."""
        pages = self.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=self.name)
        every = (resource for page in pages for resource in page["StackResourceSummaries"])
        return {one["LogicalResourceId"]: one["PhysicalResourceId"] for one in every if one["ResourceType"] == kind}

    def has(self, parameter, default=""):
        """Whether a parameter has a value that enables something."""
        return self.parameters.get(parameter, default) not in ("", "0", "false", "off")

    def logs(self, since=None, pattern=""):
        """The log lines of the functions, by function. `since` is in seconds since 1970."""
        logs = self.client("logs")
        groups = logs.describe_log_groups(logGroupNamePrefix=f"/kith/{self.name}/")["logGroups"]
        options = {"startTime": int(since * 1000)} if since else {}
        if pattern:
            options["filterPattern"] = pattern
        lines = {}
        for group in (group["logGroupName"] for group in groups):
            pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group, **options)
            lines[group.rsplit("/", 1)[1]] = [event["message"] for page in pages for event in page["events"]]
        return lines

    def users(self):
        """The number of users."""
        pages = self.client("dynamodb").get_paginator("query").paginate(
            TableName=self.outputs["TableName"],
            KeyConditionExpression="PK = :key",
            ExpressionAttributeValues={":key": {"S": "STATS#USERS"}},
            ConsistentRead=True,
        )
        return sum(int(shard["n"]["N"]) for page in pages for shard in page["Items"] if "n" in shard)
