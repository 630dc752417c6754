"""Begins a stack with an existing table, such as that of a deleted stack.

CloudFormation imports a table into a stack that has nothing else. `sam deploy` then adds the rest of `template.yaml`, and
leaves the table as it is.
"""

import re
from pathlib import Path

TEMPLATE = Path(__file__).parents[2] / "template.yaml"


def adopt(account, name, table):
    """Creates the stack `name` with the table `table`."""
    described = account.client("dynamodb").describe_table(TableName=table)["Table"]
    stacks = account.client("cloudformation")
    change = dict(StackName=name, ChangeSetName="adopt")
    stacks.create_change_set(
        **change,
        ChangeSetType="IMPORT",
        TemplateBody=table_template(TEMPLATE.read_text(), described.get("DeletionProtectionEnabled", False)),
        ResourcesToImport=[
            {
                "ResourceType": "AWS::DynamoDB::Table",
                "LogicalResourceId": "Table",
                "ResourceIdentifier": {"TableName": table},
            }
        ],
    )
    stacks.get_waiter("change_set_create_complete").wait(**change, WaiterConfig={"Delay": 2})
    stacks.execute_change_set(**change)
    stacks.get_waiter("stack_import_complete").wait(StackName=name, WaiterConfig={"Delay": 2})
    print(f"The stack {name} has the table {table}. Deploy it now.", flush=True)


def table_template(template, protected):
    """A template with only the table, as it is with the defaults of the parameters."""
    [table] = re.findall(r"^  Table:\n(?:(?:    .*)?\n)*", template, flags=re.MULTILINE)
    table, limits = re.subn(r"^ +OnDemandThroughput: !If .*\n", "", table, flags=re.MULTILINE)
    table = table.replace("!Ref DeletionProtection", str(protected).lower())
    assert limits == 3 and "!" not in table, table
    return f'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n{table}'
