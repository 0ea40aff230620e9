"""Private files in a bucket of S3, or of a store with the same protocol."""

import contextlib
import io
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, ClassVar, cast

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ConnectionClosedError, EndpointConnectionError
from django.core.files.base import File
from storages.backends.s3 import S3Storage
from storages.utils import clean_name
from urllib3.exceptions import HTTPError

BLOCK = 1024 * 1024
AWAY_SECONDS = 8.0
_outage: dict[str, float] = {}  # "began": when this process first found the store away, until it answers again


class Bucket(S3Storage):
    """
    A bucket. Its access key is in the environment, in AWS's usual variables.

    `endpoint` is the address of a server that is not Amazon's.
    """

    # A clerk waits for the page, so a failure is reported within seconds; botocore's defaults would take minutes.
    PATIENCE: ClassVar[dict[str, Any]] = {
        "connect_timeout": 5,
        "read_timeout": 20,
        "retries": {"mode": "standard", "max_attempts": 3},
    }

    def __init__(self, *, bucket: str, prefix: str = "", endpoint: str = "", region: str = "") -> None:
        # A council's own server seldom has a DNS name for each bucket.
        style = {"addressing_style": "path" if endpoint else "auto"}
        super().__init__(
            bucket_name=bucket,
            location=prefix,
            endpoint_url=endpoint or None,
            region_name=region or None,
            client_config=Config(s3=style, signature_version="s3v4", **self.PATIENCE),
            default_acl=None,
            file_overwrite=True,
        )

    def _open(self, name: str, mode: str = "rb") -> "File[Any]":
        if mode != "rb":
            raise ValueError("A private file is only read; it is written by save().")
        return File(io.BufferedReader(_Object(self, name), BLOCK), name=name)

    def _save(self, name: str, content: "File[Any]") -> str:
        with _as_os_errors(name):
            return cast(str, while_away(partial(super()._save, name, content)))

    def delete(self, name: str) -> None:
        """Delete the file stored under `name`, if there is one."""
        with _as_os_errors(name):
            super().delete(name)

    def exists(self, name: str) -> bool:
        """Return whether a file is stored under `name`."""
        with _as_os_errors(name):
            return cast(bool, super().exists(name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        """Return the folders and files directly under `name`."""
        with _as_os_errors(name):
            folders, names = super().listdir(name)
        return folders, names

    def size(self, name: str) -> int:
        """Return the size in bytes of the file stored under `name`."""
        with _as_os_errors(name):
            return cast(int, super().size(name))

    def url(self, name: str | None, *args: Any, **kwargs: Any) -> str:
        """Raise ValueError. SECURITY: a signed address would bypass the checks made before `files.files.send`."""
        raise ValueError("Private files have no address of their own.")


class _Object(io.RawIOBase):
    """An object of a bucket as a file. After a `seek`, bytes are fetched from the new position on."""

    _body: Any = None

    def __init__(self, bucket: Bucket, name: str) -> None:
        self._client = bucket.connection.meta.client
        self._name, self._what = name, {"Bucket": bucket.bucket_name, "Key": bucket._normalize_name(clean_name(name))}
        with _as_os_errors(name):
            response = while_away(partial(self._client.get_object, **self._what))
        self._size, self._body, self._body_at, self._at = response["ContentLength"], response["Body"], 0, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        return self._at

    def readinto(self, buffer: Any) -> int:
        if self._at >= self._size:
            return 0
        with _as_os_errors(self._name):
            if self._body_at != self._at:
                self._body.close()
                self._body = self._client.get_object(**self._what, Range=f"bytes={self._at}-")["Body"]
            data = self._body.read(len(buffer))
        if not data:
            raise OSError(f"{self._name} ended at byte {self._at} of {self._size}.")
        buffer[: len(data)] = data
        self._at += len(data)
        self._body_at = self._at
        return len(data)

    def close(self) -> None:
        if self._body is not None and not self.closed:
            self._body.close()
        super().close()


def while_away[Result](ask: Callable[[], Result]) -> Result:
    """
    Return the result of `ask`. In the first AWAY_SECONDS of an outage, call it again each half second.

    So a store that is started again costs no reader a page. In a longer outage nobody waits, because the few threads of
    a web server would all wait for files and answer nothing else.
    """
    while True:
        try:
            result = ask()
        except (ClientError, EndpointConnectionError, ConnectionClosedError) as error:
            status = error.response["ResponseMetadata"]["HTTPStatusCode"] if isinstance(error, ClientError) else 503
            now = time.monotonic()
            if status < 500 or now - _outage.setdefault("began", now) > AWAY_SECONDS:
                raise
            time.sleep(0.5)
        else:
            _outage.clear()
            return result


@contextlib.contextmanager
def _as_os_errors(name: str) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code")
        if code in ("NoSuchKey", "404"):  # a missing bucket is a failure of storage, not a lost file
            raise FileNotFoundError(f"{name} is not in the bucket.") from error
        raise OSError(f"The bucket refused {name}: {error}") from error
    except (BotoCoreError, Boto3Error, HTTPError) as error:
        raise OSError(f"The bucket could not be asked for {name}: {error}") from error
