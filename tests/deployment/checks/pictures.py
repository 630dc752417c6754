"""Pictures: files that the functions store in the bucket, and events that the bucket sends."""

import http.client
import struct
import urllib.parse
import zlib

from botocore.exceptions import ClientError
from community import Check

JPEG = b"\xff\xd8\xff"


def png(side):
    """A PNG picture that compresses badly, so that it contains bytes that are not valid text."""
    rows = b"".join(b"\0" + bytes((x * x * 7 + y * 13) % 256 for x in range(side * 3)) for y in range(side))

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Pictures(Check):
    def file_at(self, url):
        """The key and the file that the distribution would serve at a picture's URL."""
        public = self.stack.outputs["MediaUrl"]
        self.assertTrue(url.startswith(f"{public}/"), url)
        key = "media" + url.removeprefix(public)
        file = self.stack.client("s3").get_object(Bucket=self.stack.outputs["MediaBucketName"], Key=key)
        return key, file

    def test_an_upload_through_the_gateway_becomes_a_file(self):
        user = self.register()
        avatar = user.upload("/api/v2/user/avatar/", "avatar", png(64)).expect(201).json
        self.assertTrue(avatar["primary"])
        self.assertEqual(user.get(user.path())["avatar"], avatar["avatar"])
        key, file = self.file_at(avatar["avatar"])
        self.assertTrue(file["Body"].read().startswith(JPEG))
        self.assertEqual(file["ContentType"], "image/jpeg")
        self.assertIn("immutable", file["CacheControl"])
        # Only the distribution may read the bucket.
        direct = http.client.HTTPConnection("127.0.0.1", self.stack.port)
        direct.request("GET", f"/{self.stack.outputs['MediaBucketName']}/{key}")
        self.assertEqual(direct.getresponse().status, 403)
        direct.close()
        user.call("DELETE", "/api/v2/user/avatar/", {"avatar_id": avatar["id"]}).expect(204)
        self.eventually(lambda: self.assert_gone(avatar["avatar"]))

    def assert_gone(self, url):
        with self.assertRaises(ClientError):
            self.file_at(url)

    def test_a_file_that_is_not_a_picture_is_refused(self):
        response = self.register().upload("/api/v2/user/avatar/", "avatar", b"#!/bin/sh\n").expect(400)
        self.assertEqual(response.json["errors"][0]["field"], "avatar")

    def test_an_uploaded_original_becomes_an_avatar(self):
        user = self.register()
        picture = png(32)
        upload = user.call("POST", "/api/v2/user/avatar/upload/", {"size": len(picture)}).expect(201).json
        url = urllib.parse.urlsplit(upload["url"])
        connection = http.client.HTTPConnection(url.netloc)
        headers = upload.get("headers", {})
        connection.request("PUT", f"{url.path}?{url.query}", picture, headers)
        self.assertEqual(connection.getresponse().status, 200)
        connection.close()

        def avatar_url():
            avatars = user.get("/api/v2/user/avatar/")["results"]
            self.assertEqual([avatar["id"] for avatar in avatars], [upload["id"]])
            return avatars[0]["avatar"]

        _, file = self.file_at(self.eventually(avatar_url))
        self.assertTrue(file["Body"].read().startswith(JPEG))
        # The original is deleted after processing.
        self.eventually(lambda: self.assertEqual(self.originals(), 0))

    def originals(self):
        bucket = self.stack.outputs["MediaBucketName"]
        return self.stack.client("s3").list_objects_v2(Bucket=bucket, Prefix="originals/")["KeyCount"]
