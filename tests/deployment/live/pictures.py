"""Pictures: the bucket, its events, and the distribution."""

import http.client
import urllib.parse

from checks.pictures import JPEG, png
from live.members import Live, only_on_aws


def fetch(url, method="GET", body=None, headers=None):
    """Requests a URL, and returns the response and its body."""
    url = urllib.parse.urlsplit(url)
    secure = url.scheme == "https"
    connection = (http.client.HTTPSConnection if secure else http.client.HTTPConnection)(url.netloc, timeout=30)
    connection.request(method, f"{url.path}{'?' if url.query else ''}{url.query}", body, headers or {})
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


class Pictures(Live):
    def uploaded(self):
        """A user with an avatar that was uploaded through the gateway."""
        member = self.member(0)
        avatar = member.upload("/api/v2/user/avatar/", "avatar", png(64)).expect(201).json
        self.addCleanup(member.call, "DELETE", "/api/v2/user/avatar/", {"avatar_id": avatar["id"]})
        return avatar["avatar"]

    def in_bucket(self, url):
        """The key of a picture in the bucket."""
        return "media" + url.removeprefix(self.stack.outputs["MediaUrl"])

    def test_an_upload_through_the_gateway_becomes_a_file(self):
        key = self.in_bucket(self.uploaded())
        file = self.stack.client("s3").get_object(Bucket=self.stack.outputs["MediaBucketName"], Key=key)
        self.assertTrue(file["Body"].read().startswith(JPEG))
        self.assertIn("immutable", file["CacheControl"])

    @only_on_aws("the emulator's CloudFront serves nothing")
    def test_the_distribution_serves_pictures_over_https_only(self):
        url = self.uploaded()
        response, content = fetch(url)
        self.assertEqual(response.status, 200)
        self.assertTrue(content.startswith(JPEG))
        self.assertEqual(response.headers["X-Content-Type-Options"], "nosniff")
        self.assertIn("max-age=", response.headers["Strict-Transport-Security"])
        self.assertIn("immutable", response.headers["Cache-Control"])
        # Another edge may answer, so one of a few requests finds the cache.
        self.eventually(lambda: self.assertIn("Hit", fetch(url)[0].headers["X-Cache"]))
        self.assertEqual(fetch(url.replace("https://", "http://"))[0].status, 403)
        self.assertEqual(fetch(f"{self.stack.outputs['MediaUrl']}/0/nothing.jpg")[0].status, 403)

    @only_on_aws("the emulator's endpoints of buckets are its own")
    def test_only_the_distribution_may_read_the_bucket(self):
        bucket, region = self.stack.outputs["MediaBucketName"], self.stack.session.region_name
        self.assertEqual(fetch(f"https://{bucket}.s3.{region}.amazonaws.com/{self.in_bucket(self.uploaded())}")[0].status, 403)

    @only_on_aws("the emulator has no TLS")
    def test_the_bucket_refuses_plain_connections(self):
        s3, key = self.stack.client("s3", signature_version="s3v4"), self.in_bucket(self.uploaded())
        params = {"Bucket": self.stack.outputs["MediaBucketName"], "Key": key}
        url = s3.generate_presigned_url("get_object", Params=params, ExpiresIn=60)
        self.assertEqual(fetch(url)[0].status, 200)
        self.assertEqual(fetch(url.replace("https://", "http://"))[0].status, 403)

    @only_on_aws("the emulator does not check signatures")
    def test_a_presigned_url_takes_a_file_of_the_signed_size_only(self):
        picture = png(32)
        body = {"size": len(picture)}
        upload = self.member(1).call("POST", "/api/v2/user/avatar/upload/", body).expect(201).json
        for other in [picture + b"0", picture[1:]]:
            response, content = fetch(upload["url"], "PUT", other, upload.get("headers", {}))
            self.assertEqual(response.status, 403, content)

    def test_an_original_at_a_presigned_url_becomes_an_avatar(self):
        member = self.member(1)
        picture = png(32)
        upload = member.call("POST", "/api/v2/user/avatar/upload/", {"size": len(picture)}).expect(201).json
        response, content = fetch(upload["url"], "PUT", picture, upload.get("headers", {}))
        self.assertEqual(response.status, 200, content)

        def assert_avatar():
            avatars = member.get("/api/v2/user/avatar/")["results"]
            self.assertEqual([avatar["id"] for avatar in avatars], [upload["id"]])

        self.eventually(assert_avatar, timeout=60)
        member.call("DELETE", "/api/v2/user/avatar/", {"avatar_id": upload["id"]}).expect(204)

    def test_an_archive_is_made_by_event_and_downloaded_from_a_presigned_url(self):
        member = self.member(1)
        self.assertTrue(member.call("POST", "/api/v2/udp/").expect(202).json["computing"])
        self.eventually(lambda: self.assertTrue(member.get("/api/v2/udp/")["generated_at"]), timeout=60)
        url = member.call("GET", "/api/v2/udp/download/").expect(302).headers["Location"]
        response, content = fetch(url)
        self.assertEqual(response.status, 200, content)
        self.assertTrue(content.startswith(b"PK"))
        self.assertIn(b"profile.json", content)
        self.assertEqual(response.headers["Cache-Control"], "private, no-store")
