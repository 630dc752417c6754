"""Checks of any deployed stack: on AWS, and in the emulator as far as it goes.

They use four users of their own and delete them. They change nothing else, except what expires by itself: logs,
metrics and throttle windows.
"""
