"""Deletes a stack with the data that survives it."""

from botocore.exceptions import ClientError

# Minutes. A distribution takes several to disappear from CloudFront's edges.
TIMEOUT = 45


def delete(account, name):
    """Deletes the stack `name` with its table and its bucket. Refuses a protected stack."""
    stacks = account.client("cloudformation")
    try:
        [stack] = stacks.describe_stacks(StackName=name)["Stacks"]
    except ClientError as error:
        if "does not exist" not in str(error):
            raise
        print(f"{name} does not exist")
        return
    parameters = {given["ParameterKey"]: given["ParameterValue"] for given in stack.get("Parameters", [])}
    if parameters.get("DeletionProtection") != "false":
        raise SystemExit(f"{name} is protected. To delete it with all data, set DeletionProtection=false and deploy it first.")
    # A stack that was never complete has no outputs, but may have these resources.
    data = retained(stacks, name)
    print(f"deleting {name}, {', '.join(data.values())}", flush=True)
    stacks.delete_stack(StackName=name)
    # By its id, under which a deleted stack can still be found.
    stacks.get_waiter("stack_delete_complete").wait(
        StackName=stack["StackId"], WaiterConfig={"Delay": 1 if account.endpoint else 15, "MaxAttempts": TIMEOUT * 4}
    )
    if "AWS::DynamoDB::Table" in data:
        delete_table(account.client("dynamodb"), data["AWS::DynamoDB::Table"])
    if "AWS::S3::Bucket" in data:
        delete_bucket(account.client("s3"), data["AWS::S3::Bucket"])


def retained(stacks, name):
    """The table and the bucket of a stack, by type."""
    pages = stacks.get_paginator("list_stack_resources").paginate(StackName=name)
    return {
        resource["ResourceType"]: resource["PhysicalResourceId"]
        for page in pages
        for resource in page["StackResourceSummaries"]
        if resource["ResourceType"] in ("AWS::DynamoDB::Table", "AWS::S3::Bucket")
        and resource.get("PhysicalResourceId")
        and resource["ResourceStatus"] != "DELETE_COMPLETE"
    }


def delete_table(dynamodb, name):
    """Deletes a table if it exists."""
    try:
        dynamodb.delete_table(TableName=name)
    except dynamodb.exceptions.ResourceNotFoundException:
        return
    dynamodb.get_waiter("table_not_exists").wait(TableName=name, WaiterConfig={"Delay": 1})


def delete_bucket(s3, name):
    """Deletes a bucket with all versions of its files, if it exists."""
    try:
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=name):
            files = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
            keys = [{"Key": file["Key"], "VersionId": file["VersionId"]} for file in files]
            if keys:
                s3.delete_objects(Bucket=name, Delete={"Objects": keys, "Quiet": True})
        s3.delete_bucket(Bucket=name)
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchBucket":
            raise
