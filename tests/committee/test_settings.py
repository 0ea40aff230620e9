"""Settings of storage, database and tasks: how they read an address and refuse a bad one; the key is hidden."""

import ast
import logging
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from committee import environment
from committee.log_lines import WithoutSecretAddresses


def test_a_folder_is_named_by_its_address():
    made = environment.private_storage("file:///srv/the%20portal/files")
    assert made["BACKEND"] == "committee.files.folder.Folder"
    assert made["OPTIONS"] == {"location": Path("/srv/the portal/files")}


def test_a_bucket_is_named_by_its_address_with_its_server_and_region():
    made = environment.private_storage(
        "s3://papers/private/files/?endpoint=https://s3.council.example&region=eu-west-2"
    )
    assert made["BACKEND"] == "committee.files.bucket.Bucket"
    assert made["OPTIONS"] == {
        "bucket": "papers",
        "prefix": "private/files",
        "endpoint": "https://s3.council.example",
        "region": "eu-west-2",
    }
    assert environment.private_storage("s3://papers")["OPTIONS"] == {"bucket": "papers", "prefix": ""}


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("papers", "must be s3://bucket/prefix or file:///a/folder"),
        ("https://s3.council.example/papers", "must be s3://"),
        ("s3://", "must name a bucket"),
        ("s3://key:secret@papers", "must hold no keys: give AWS_ACCESS_KEY_ID"),
        ("s3://papers?acl=public-read", "takes endpoint= and region=, not acl="),
        ("s3://papers?endpoint=s3.council.example", "endpoint must begin with https://"),
    ],
)
def test_a_bad_address_of_storage_stops_the_start_with_a_sentence_that_names_the_variable(address, said):
    with pytest.raises(ImproperlyConfigured, match=r"^STORAGE_URL") as refused:
        environment.private_storage(address)
    assert said in str(refused.value)
    assert "secret" not in str(refused.value), "keys are not repeated into a log"


def test_the_sender_is_an_email_address(monkeypatch):
    for given in ("", "committees@council.example", "Borsetshire County Council <committees@council.example>"):
        monkeypatch.setenv("DEFAULT_FROM_EMAIL", given)
        assert environment.sender(needed=False) == given
    monkeypatch.setenv("DEFAULT_FROM_EMAIL", "committees.council.example")
    with pytest.raises(ImproperlyConfigured, match="DEFAULT_FROM_EMAIL must be an email address, not 'committees"):
        environment.sender(needed=True)


def test_any_backend_of_django_tasks_can_be_named():
    path = "django.tasks.backends.immediate.ImmediateBackend"
    assert environment.task_backend(path, '{"a": 1}') == {"BACKEND": path, "OPTIONS": {"a": 1}}
    assert environment.task_backend(path, "") == {"BACKEND": path, "OPTIONS": {}}


def whole_number(word: str) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UPLOAD_LIMIT_MB", word)
        return environment.whole_number("UPLOAD_LIMIT_MB", 100)


DUMMY = "django.tasks.backends.dummy.DummyBackend"
REFUSED = [
    *(
        (environment.task_backend, (path, ""), "TASKS_BACKEND must be the dotted path")
        for path in ("nonsense", "no.such.module.Backend")
    ),
    *((environment.task_backend, (DUMMY, options), "TASKS_OPTIONS must be a JSON object") for options in ("[]", "{")),
    *(
        (lambda url: environment.database(url, served=True), (url,), "DATABASE_URL ")
        for url in ("nonsense", "postgres://portal:secret/1@db.example/portal")
    ),
    *(
        (environment.mailer, (url,), "EMAIL_URL must be ")
        for url in ("smtp://portal:secret/1@mail.example", "https://mail.example")
    ),
    *((whole_number, (word,), "UPLOAD_LIMIT_MB must be a whole number") for word in ("-1", "²")),
]


@pytest.mark.parametrize(("read", "given", "said"), REFUSED)
def test_what_cannot_be_read_stops_the_start_with_a_sentence_that_names_the_variable(read, given, said):
    with pytest.raises(ImproperlyConfigured, match=f"^{said}") as refused:
        read(*given)
    assert "secret" not in str(refused.value), "a password is not repeated into a log"


def test_a_bad_key_of_notes_stops_the_start_and_is_not_repeated(monkeypatch):
    good = Fernet.generate_key().decode()
    monkeypatch.setenv("NOTES_KEYS", f" {good} ,")
    assert environment.notes_keys() == [good]
    monkeypatch.setenv("NOTES_KEYS", f"{good},secret")
    with pytest.raises(ImproperlyConfigured, match=r"^NOTES_KEYS must be") as refused:
        environment.notes_keys()
    assert "secret" not in str(refused.value)


def test_the_certificate_of_the_seal_is_a_file_that_is_there(monkeypatch, tmp_path):
    path = tmp_path / "seal.p12"
    monkeypatch.setenv("SEAL_CERTIFICATE", str(path))
    with pytest.raises(ImproperlyConfigured, match=r"^SEAL_CERTIFICATE must be the path of a PKCS#12 file"):
        environment.seal_certificate()
    path.write_bytes(b"a certificate")
    assert environment.seal_certificate() == str(path)


def test_the_file_for_the_log_collector_lies_in_a_folder_that_is_there(monkeypatch, tmp_path):
    monkeypatch.setenv("RECORDS_LOG", str(tmp_path / "nowhere" / "records.jsonl"))
    with pytest.raises(ImproperlyConfigured, match=r"^RECORDS_LOG must be the path of a file in a folder that exists"):
        environment.records_log()
    monkeypatch.setenv("RECORDS_LOG", str(tmp_path / "records.jsonl"))
    assert environment.records_log() == str(tmp_path / "records.jsonl")


def test_what_an_address_says_of_the_connection_to_the_database_holds_on_a_council_s_server(monkeypatch):
    """SECURITY: else a council that asks for an encrypted connection has a plain one, and nobody is told."""
    url = "postgres://portal:secret@db.example/portal?sslmode=verify-full&sslrootcert=/etc/ssl/db.pem"
    asked = {"sslmode": "verify-full", "sslrootcert": "/etc/ssl/db.pem"}
    prepared = {"prepare_threshold": environment.PREPARED_AT}
    assert environment.database(url, served=False)["OPTIONS"] == {**asked, **prepared}
    assert environment.database(url, served=True)["OPTIONS"] == {**asked, **prepared, "pool": environment.pool()}
    monkeypatch.setenv("PREPARED_STATEMENTS", "0")
    assert environment.database(url, served=False)["OPTIONS"] == asked


def test_each_thread_of_a_process_has_a_connection_and_no_more_are_opened_than_are_needed(monkeypatch):
    assert environment.pool() == {"min_size": 1, "max_size": environment.OF_A_WORKER, "timeout": 5}
    monkeypatch.setenv("WEB_THREADS", "1")
    assert environment.pool()["max_size"] > 6, "a worker has six threads, which ask beside a task that is in hand"
    monkeypatch.setenv("WEB_THREADS", "20")
    assert environment.pool()["max_size"] == 20


def test_a_secret_that_begins_with_a_dollar_sign_is_itself(monkeypatch):
    """Else it is taken for the name of another variable, which is not set: a key is missing, a passphrase empty."""
    monkeypatch.setenv("SECRET_KEY", "$ecret")
    assert environment.text("SECRET_KEY", needed=True) == "$ecret"


def test_a_level_of_the_log_that_is_none_stops_the_start_with_a_sentence(monkeypatch):
    monkeypatch.setenv("LOG_LEVEL", "loud")
    with pytest.raises(ImproperlyConfigured, match=r"^LOG_LEVEL must be one of DEBUG, INFO"):
        environment.logging()
    monkeypatch.setenv("LOG_LEVEL", "warning")
    assert environment.logging()["root"]["level"] == "WARNING"


def test_a_folder_for_mail_is_where_its_address_says():
    """Its first "/" was lost, and mails lay in the checkout."""
    assert environment.mailer("filemail:///srv/a%20folder")["OPTIONS"] == {"file_path": "/srv/a folder"}


def test_a_host_that_is_not_ours_is_a_line_of_the_log_without_a_traceback(client, caplog, settings):
    settings.ALLOWED_HOSTS = ["committees.council.example"]
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    (line,) = [record for record in caplog.records if record.name == "django.security.DisallowedHost"]
    WithoutSecretAddresses().filter(line)
    text = logging.Formatter().format(line)
    assert "evil.example" in text and "Traceback" not in text


ROOT = Path(__file__).resolve().parents[2]
ASK = "import ctypes; from committee import process_memory; process_memory.hide(); print(ctypes.CDLL(None).prctl(3))"


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone has it")
def test_a_process_that_hides_is_not_dumpable():
    answer = subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout == "0\n"


@pytest.mark.parametrize(
    ("path", "function"),
    [("committee/portal/serving.py", "main"), ("meetings/management/commands/worker.py", "handle")],
)
def test_web_server_and_workers_hide_before_they_begin(path, function):
    tree = ast.parse((ROOT / path).read_text())
    body = next(node for node in ast.walk(tree) if getattr(node, "name", "") == function).body
    assert "process_memory.hide()" in [ast.unparse(line) for line in body]
