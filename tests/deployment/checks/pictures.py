"""Pictures: what the functions put into the bucket, and what the bucket tells them."""

import http.client
import struct
import urllib.parse
import zlib

from botocore.exceptions import ClientError
from community import Check

JPEG = b"\xff\xd8\xff"


def png(side):
    """A picture, which compresses badly: bytes that no text would hold."""
    rows = b"".join(b"\0" + bytes((x * x * 7 + y * 13) % 256 for x in range(side * 3)) for y in range(side))

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Pictures(Check):
    def file_of(self, address):
        """The file that the distribution would serve under a picture's address."""
        public = self.stack.outputs["MediaUrl"]
        self.assertTrue(address.startswith(f"{public}/"), address)
        key = "media" + address.removeprefix(public)
        file = self.stack.client("s3").get_object(Bucket=self.stack.outputs["MediaBucketName"], Key=key)
        return key, file

    def test_an_upload_through_the_gateway_becomes_a_file(self):
        member = self.register()
        avatar = member.upload("/api/v2/user/avatar/", "avatar", png(64)).expect(201).json
        self.assertTrue(avatar["primary"])
        self.assertEqual(member.get(member.path())["avatar"], avatar["avatar"])
        key, file = self.file_of(avatar["avatar"])
        self.assertTrue(file["Body"].read().startswith(JPEG))
        self.assertEqual(file["ContentType"], "image/jpeg")
        self.assertIn("immutable", file["CacheControl"])
        # Nobody reads the bucket but the distribution.
        direct = http.client.HTTPConnection("127.0.0.1", self.stack.port)
        direct.request("GET", f"/{self.stack.outputs['MediaBucketName']}/{key}")
        self.assertEqual(direct.getresponse().status, 403)
        direct.close()
        member.call("DELETE", "/api/v2/user/avatar/", {"avatar_id": avatar["id"]}).expect(204)
        self.eventually(lambda: self.assert_gone(avatar["avatar"]))

    def assert_gone(self, address):
        with self.assertRaises(ClientError):
            self.file_of(address)

    def test_what_is_no_picture_is_refused(self):
        answer = self.register().upload("/api/v2/user/avatar/", "avatar", b"#!/bin/sh\n").expect(400)
        self.assertEqual(answer.json["errors"][0]["field"], "avatar")

    def test_an_original_that_a_client_puts_becomes_an_avatar(self):
        member = self.register()
        upload = member.call("POST", "/api/v2/user/avatar/upload/").expect(201).json
        address = urllib.parse.urlsplit(upload["url"])
        connection = http.client.HTTPConnection(address.netloc)
        headers = upload.get("headers", {})
        connection.request("PUT", f"{address.path}?{address.query}", png(32), headers)
        self.assertEqual(connection.getresponse().status, 200)
        connection.close()

        def shown():
            avatars = member.get("/api/v2/user/avatar/")["results"]
            self.assertEqual([avatar["id"] for avatar in avatars], [upload["id"]])
            return avatars[0]["avatar"]

        _, file = self.file_of(self.eventually(shown))
        self.assertTrue(file["Body"].read().startswith(JPEG))
        # Taken away once it is dealt with.
        self.eventually(lambda: self.assertEqual(self.originals(), 0))

    def originals(self):
        bucket = self.stack.outputs["MediaBucketName"]
        return self.stack.client("s3").list_objects_v2(Bucket=bucket, Prefix="originals/")["KeyCount"]
