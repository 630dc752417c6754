"""WebSockets, through the WebSocket API."""

import json
import re
import socket

from community import Check
from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, CloseConnection, RejectConnection, Request, TextMessage


class Socket:
    """A WebSocket of the holder of a token."""

    def __init__(self, stack, token):
        host, path = re.fullmatch(r"wss://([^/]+)(/\w+)", stack.outputs["RealtimeUrl"]).groups()
        path = f"/_aws/execute-api/{host.split('.')[0]}{path}"
        self.stream = socket.create_connection(("127.0.0.1", stack.port), timeout=30)
        self.connection = WSConnection(ConnectionType.CLIENT)
        self.events = []
        self.send(Request(host=host, target=path, subprotocols=[f"__{token}"]))
        self.opened = self.next()

    def send(self, event):
        self.stream.sendall(self.connection.send(event))

    def next(self):
        """The next event."""
        while not self.events:
            self.connection.receive_data(self.stream.recv(65536) or None)
            self.events.extend(self.connection.events())
        return self.events.pop(0)


class Realtime(Check):
    def open(self, user):
        opened = Socket(self.stack, user.token)
        self.addCleanup(opened.stream.close)
        self.assertIsInstance(opened.opened, AcceptConnection)
        return opened

    def test_a_follow_arrives_at_an_open_socket(self):
        star, fan = self.register(), self.register()
        opened = self.open(star)
        fan.call("POST", star.path("follow/")).expect(201)
        event = opened.next()
        self.assertIsInstance(event, TextMessage)
        data = json.loads(event.data)["data"]
        self.assertEqual(data["notification_obj"]["follower"]["id"], fan.id)
        self.assertEqual(data["count_interactions"], 1)

    def test_a_heartbeat_is_sent_back(self):
        opened = self.open(self.register())
        opened.send(TextMessage("ping"))
        self.assertEqual(opened.next().data, "ping")

    def test_a_logout_closes_the_socket(self):
        user = self.register()
        opened = self.open(user)
        user.call("POST", "/api/users/logout/").expect(204)
        self.assertIsInstance(opened.next(), CloseConnection)
        self.assertIsInstance(Socket(self.stack, user.token).opened, RejectConnection)

    def test_a_forged_token_opens_no_socket(self):
        self.assertIsInstance(Socket(self.stack, "x.y.z").opened, RejectConnection)
