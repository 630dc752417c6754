"""Alarms, metrics, saved queries, traces and backups."""

import json
import time

from live.members import Live, only_on_aws


class Watching(Live):
    def test_no_alarm_has_fired(self):
        names = list(self.stack.resources("AWS::CloudWatch::Alarm").values())
        self.assertGreater(len(names), 20)
        client, topic = self.stack.client("cloudwatch"), self.stack.has("AlarmEmail")
        for at in range(0, len(names), 100):
            for alarm in client.describe_alarms(AlarmNames=names[at : at + 100])["MetricAlarms"]:
                self.assertNotEqual(alarm["StateValue"], "ALARM", alarm["AlarmName"])
                rolls_back = alarm["AlarmName"].rsplit("-", 1)[0].endswith("CrashesAlarm")
                self.assertEqual(bool(alarm["AlarmActions"]), topic and not rolls_back, alarm["AlarmName"])

    def test_the_dashboard_shows_the_alarms(self):
        [name] = self.stack.resources("AWS::CloudWatch::Dashboard").values()
        body = json.loads(self.stack.client("cloudwatch").get_dashboard(DashboardName=name)["DashboardBody"])
        self.assertGreater(len(body["widgets"][0]["properties"]["alarms"]), 20)

    @only_on_aws("the emulator sends no mail")
    def test_the_subscription_to_the_alarms_is_confirmed(self):
        self.needs(self.stack.has("AlarmEmail"), "the alarms have no subscriber")
        topic = self.stack.resource("AlarmTopic")
        [subscription] = self.stack.client("sns").list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
        self.assertTrue(subscription["SubscriptionArn"].startswith("arn:"), "confirm it in the message that AWS has sent")

    @only_on_aws("the emulator makes no metrics of logs")
    def test_log_lines_become_metrics_of_the_function_and_its_version(self):
        self.needs(self.stack.parameters.get("Metrics") != "off", "the stack has no metrics of its own")
        self.member(0)
        client, function = self.stack.client("cloudwatch"), self.stack.resource("AccountsFunction")

        def assert_metrics():
            of_function = [{"Name": "function", "Value": function}]
            listed = client.list_metrics(Namespace="kith", Dimensions=of_function)["Metrics"]
            found = {(metric["MetricName"], len(metric["Dimensions"])) for metric in listed}
            # By function, and by function and version: the second comes from a filter of the log.
            self.assertLessEqual({("requests", 1), ("latency_ms", 1), ("wcu", 1), ("server_errors", 2)}, found)

        # CloudWatch lists a new metric after some minutes.
        self.eventually(assert_metrics, timeout=900)

    @only_on_aws("the emulator has no versions in metrics")
    def test_lambda_counts_by_version_while_traffic_shifts(self):
        self.needs(self.stack.has("GradualDeployment"), "deployments are not gradual")
        client, function = self.stack.client("cloudwatch"), self.stack.resource("AccountsFunction")
        of_function = [{"Name": "FunctionName", "Value": function}, {"Name": "ExecutedVersion"}]
        listed = client.list_metrics(Namespace="AWS/Lambda", MetricName="Invocations", Dimensions=of_function)["Metrics"]
        self.needs(listed, "no traffic has shifted in the last two weeks")

    @only_on_aws("the emulator has no saved queries")
    def test_the_saved_queries_run(self):
        logs = self.stack.client("logs")
        queries = logs.describe_query_definitions(queryDefinitionNamePrefix=f"{self.stack.name}/")["queryDefinitions"]
        self.assertGreaterEqual(len(queries), 12)
        now = int(time.time())
        for query in queries:
            started = logs.start_query(
                logGroupNames=query["logGroupNames"], startTime=now - 3600, endTime=now, queryString=query["queryString"]
            )["queryId"]

            def assert_complete():
                self.assertEqual(logs.get_query_results(queryId=started)["status"], "Complete", query["name"])

            self.eventually(assert_complete, timeout=60)

    @only_on_aws("the emulator has no traces")
    def test_requests_are_traced(self):
        self.member(0)
        xray = self.stack.client("xray")

        def assert_traced():
            now = time.time()
            found = xray.get_trace_summaries(
                StartTime=now - 600, EndTime=now, FilterExpression=f'service("{self.stack.name}/{self.stack.stage}")'
            )
            self.assertTrue(found["TraceSummaries"])

        self.eventually(assert_traced, timeout=120)

    @only_on_aws("the emulator writes no access log")
    def test_the_access_log_has_requests(self):
        self.needs(self.stack.has("AccessLog"), "the stack has no access log")
        self.member(0)
        group = self.stack.resource("ApiLogGroup")

        def assert_logged():
            start = int((self.began - 60) * 1000)
            self.assertTrue(self.stack.client("logs").filter_log_events(logGroupName=group, startTime=start)["events"])

        self.eventually(assert_logged, timeout=120)

    @only_on_aws("the emulator makes no backups by plan")
    def test_there_is_a_backup_of_the_last_two_days(self):
        self.needs(self.stack.has("BackupRetentionDays"), "the stack has no backups")
        vault, days = self.stack.resource("BackupVault"), 2 * 24 * 3600
        self.needs(time.time() - self.stack.created.timestamp() > days, "the stack is too young")
        pages = self.stack.client("backup").get_paginator("list_recovery_points_by_backup_vault")
        points = [point for page in pages.paginate(BackupVaultName=vault) for point in page["RecoveryPoints"]]
        for kind in ["DynamoDB", "S3"]:
            ages = [
                time.time() - point["CreationDate"].timestamp()
                for point in points
                if point["ResourceType"] == kind and point["Status"] == "COMPLETED"
            ]
            self.assertLess(min(ages, default=days), days, kind)
