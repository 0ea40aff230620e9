"""An S3-compatible server of our own, and a bucket on it for the portal's private files (fixtures, see conftest)."""

from collections.abc import Callable, Iterator

import pytest
from pytest_django.fixtures import Settings

NAME, REGION, PREFIX = "committee-papers", "eu-west-2", "private/files"
KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """Start an S3 server and yield its address."""
    from moto.server import ThreadedMotoServer  # takes seconds, which only tests that need it shall pay

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    yield f"http://127.0.0.1:{port}"
    server.stop()


def put_on(settings: Settings, address: str, bucket: str = NAME) -> None:
    """Let the portal keep its private files in that bucket of the server at `address`."""
    options = {"bucket": bucket, "prefix": PREFIX, "endpoint": address, "region": REGION}
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {"BACKEND": "committee.files.bucket.Bucket", "OPTIONS": options},
    }


@pytest.fixture
def bucket(s3: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Private files lie in a bucket; yields what takes one away behind the portal's back, by its path."""
    import boto3

    for name in KEYS:
        monkeypatch.setenv(name, "testing")
    monkeypatch.setattr("committee.files.bucket.AWAY_SECONDS", 0)
    client = boto3.client("s3", endpoint_url=s3, region_name=REGION)
    client.create_bucket(Bucket=NAME, CreateBucketConfiguration={"LocationConstraint": REGION})
    put_on(settings, s3)

    def take_away(path: str) -> None:
        client.delete_object(Bucket=NAME, Key=f"{PREFIX}/{path}")

    yield take_away
    boto3.resource("s3", endpoint_url=s3, region_name=REGION).Bucket(NAME).objects.all().delete()
    client.delete_bucket(Bucket=NAME)
