"""The functions as Lambda runs them."""

import json
import time

from live.members import Live, only_on_aws

# Seconds from the start of a process until it takes its first request. Most of it is Lambda's own time.
COLD_START_MAX = 2.0


class Functions(Live):
    def functions(self):
        """The configuration of each function, by its name in the template."""
        client = self.stack.client("lambda")
        names = self.stack.resources("AWS::Lambda::Function")
        return {logical: client.get_function_configuration(FunctionName=name) for logical, name in names.items()}

    def test_callers_reach_the_current_version_of_each_function(self):
        client, expected = self.stack.client("lambda"), self.stack.parameters.get("Architecture", "arm64")
        functions = self.functions()
        self.assertEqual(len(functions), 12, sorted(functions))
        for name, function in functions.items():
            self.assertEqual(function["Architectures"], [expected], name)
            alias = client.get_alias(FunctionName=function["FunctionName"], Name="live")
            versions = client.list_versions_by_function(FunctionName=function["FunctionName"])["Versions"]
            newest = max(int(version["Version"]) for version in versions if version["Version"] != "$LATEST")
            self.assertEqual(int(alias["FunctionVersion"]), newest, name)

    def test_a_run_of_the_janitor_is_not_retried(self):
        client, name = self.stack.client("lambda"), self.stack.resource("JanitorFunction")
        config = client.get_function_event_invoke_config(FunctionName=name, Qualifier="live")
        self.assertEqual(config["MaximumRetryAttempts"], 0)

    @only_on_aws("the emulator has no detection of loops")
    def test_the_loop_of_fanout_is_allowed(self):
        name = self.stack.resource("FanoutFunction")
        config = self.stack.client("lambda").get_function_recursion_config(FunctionName=name)
        self.assertEqual(config["RecursiveLoop"], "Allow")

    @only_on_aws("the emulator reserves no executions")
    def test_executions_are_reserved_for_fanout(self):
        self.needs(self.stack.has("FanoutConcurrency"), "no executions are reserved")
        name = self.stack.resource("FanoutFunction")
        config = self.stack.client("lambda").get_function_concurrency(FunctionName=name)
        self.assertEqual(config["ReservedConcurrentExecutions"], int(self.stack.parameters["FanoutConcurrency"]))

    @only_on_aws("the emulator reports neither starts nor memory")
    def test_functions_start_quickly_and_have_memory_to_spare(self):
        self.needs(self.stack.parameters.get("SystemLogLevel") != "WARN", "SystemLogLevel omits the reports")
        self.member(0)

        def reports():
            found = {}
            for function, lines in self.stack.logs(time.time() - 3600, '{ $.type = "platform.report" }').items():
                records = [json.loads(line)["record"]["metrics"] for line in lines if line.startswith("{")]
                if records:
                    found[function] = records
            self.assertIn("accounts", found)
            return found

        print()
        for function, metrics in self.eventually(reports, timeout=180).items():
            starts = [one["initDurationMs"] for one in metrics if "initDurationMs" in one]
            used, size = max(one["maxMemoryUsedMB"] for one in metrics), metrics[0]["memorySizeMB"]
            warm = sorted(one["durationMs"] for one in metrics if "initDurationMs" not in one)
            middle = f"{warm[len(warm) // 2]:.1f} ms" if warm else "none"
            first = f"{max(starts):.0f} ms" if starts else "none"
            print(f"    {function}: slowest start {first}, median of warm invocations {middle}, {used} of {size} MB")
            self.assertLess(used, size, function)
            self.assertLess(max(starts, default=0), COLD_START_MAX * 1000, function)

    @only_on_aws("the emulator does not shift traffic")
    def test_deployments_are_gradual(self):
        self.needs(self.stack.has("GradualDeployment"), "deployments are not gradual")
        [application] = self.stack.resources("AWS::CodeDeploy::Application").values()
        groups = self.stack.client("codedeploy").list_deployment_groups(applicationName=application)["deploymentGroups"]
        self.assertEqual(len(groups), 12)

    @only_on_aws("another check waits for a run there")
    def test_the_janitor_runs_regularly(self):
        age, often = time.time() - self.stack.created.timestamp(), self.stack.parameters.get("JanitorSchedule")
        self.needs(age > 3600 or often == "rate(1 minute)", "the stack is too young")
        key = {"PK": {"S": "JANITOR"}, "SK": {"S": "HEARTBEAT"}}

        def assert_ended():
            table = self.stack.client("dynamodb")
            heartbeat = table.get_item(TableName=self.stack.outputs["TableName"], Key=key).get("Item", {})
            self.assertIn("ended_at", heartbeat)
            self.assertLess(time.time() - int(heartbeat["ended_at"]["N"]) / 1000, 45 * 60)

        self.eventually(assert_ended, timeout=240)

    def test_no_function_has_logged_an_error(self):
        logged = self.stack.logs(self.began - 60, '{ $.level = "ERROR" }')
        errors = [line for lines in logged.values() for line in lines if '"level":"ERROR"' in line.replace(" ", "")]
        self.assertEqual(errors, [])
