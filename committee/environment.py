"""
Values that the settings read from the environment, parsed and checked.

A bad value raises ImproperlyConfigured with a sentence that names the variable, and never repeats a secret.
"""

import json
import os
import re
import secrets
from collections.abc import Callable
from email.utils import parseaddr
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qsl, unquote, urlsplit

import environ
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

from committee.sign_in.directories import Directory

OF_A_WORKER = 8  # connections of a worker: its task, its heartbeat and its timers use one each; the rest are spare
PREPARED_AT = 3  # runs after which a connection prepares a query of `committee.public_pages.prepared`
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def flag(name: str, default: bool = False) -> bool:
    """Return whether the variable `name` is 1, yes, true or on; `default` where it is not set."""
    word = text(name).lower()
    if not word:
        return default
    if word in ("0", "no", "false", "off"):
        return False
    if word in ("1", "yes", "true", "on"):
        return True
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {word!r}.")


def text(name: str, *, needed: bool = False) -> str:
    """
    Return the variable `name`, stripped; "" where it is not set.

    Raises ImproperlyConfigured where a `needed` variable is not set.
    """
    value = os.environ.get(name, "").strip()  # environ's `str` would read "$ecret" as another variable's name
    if needed and not value:
        raise ImproperlyConfigured(f"{name} must be set when COMMITTEE_PRODUCTION=1.")
    return value


def handbook_url() -> str:
    """Return where the handbook is served, without / at its end; "" where pages have no link to it."""
    url = text("HANDBOOK_URL").rstrip("/")
    if url and not url.startswith(("https://", "http://", "/")):
        raise ImproperlyConfigured("HANDBOOK_URL must begin with https://, or with / on the portal's own host.")
    return url


def sender(*, needed: bool) -> str:
    """Return DEFAULT_FROM_EMAIL, an address alone or in <> after a name; "" where it is not set. Raises as `text`."""
    given = text("DEFAULT_FROM_EMAIL", needed=needed)
    try:
        validate_email(parseaddr(given)[1] if given else "empty@is.allowed")
    except ValidationError:
        raise ImproperlyConfigured(f"DEFAULT_FROM_EMAIL must be an email address, not {given!r}.") from None
    return given


def several(name: str, *, needed: bool = False) -> list[str]:
    """Return the values of `name`, divided by commas; [] where it is not set. Raises as `text` does."""
    return [value.strip() for value in text(name, needed=needed).split(",") if value.strip()]


def whole_number(name: str, default: int) -> int:
    """Return the value of `name` as a whole number of 0 or more."""
    word = text(name) or str(default)
    if not (word.isascii() and word.isdigit()):
        raise ImproperlyConfigured(f"{name} must be a whole number, not {word!r}.")
    return int(word)


def own_secret_key(folder: Path) -> str:
    """Return the secret key for development: generated once, and stored in `folder`, readable only by its owner."""
    return _stored_key(folder / "secret_key", lambda: secrets.token_urlsafe(50))


def own_notes_key(folder: Path) -> str:
    """Return the key of members' notes for development, generated and stored as `own_secret_key` does."""
    return _stored_key(folder / "notes_key", lambda: Fernet.generate_key().decode())


def _stored_key(path: Path, make: Callable[[], str]) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(make())
    return path.read_text().strip()


def notes_keys() -> list[str]:
    """Return the keys in NOTES_KEYS, divided by commas; [] where it is not set. The first key encrypts new notes."""
    keys = several("NOTES_KEYS")
    try:
        for key in keys:
            Fernet(key)
    except ValueError:
        raise ImproperlyConfigured(
            "NOTES_KEYS must be keys of 32 bytes in URL-safe base64, divided by commas. Make one with: "
            "openssl rand -base64 32 | tr +/ -_"
        ) from None
    return keys


def database(url: str, *, served: bool) -> dict[str, Any]:
    """
    Return the settings of the database at `url`.

    The address is sqlite:///... or postgres://...?sslmode=verify-full&sslrootcert=/a/file. With `served`, PostgreSQL
    gets a connection pool.
    """
    try:
        config: dict[str, Any] = environ.Env.db_url_config(url)
    except ValueError:
        # SECURITY: the error's own text is not repeated, because it may quote the password.
        raise ImproperlyConfigured("DATABASE_URL cannot be read: write signs such as / in a password as %2F.") from None
    if config.get("ENGINE") == "django.db.backends.sqlite3":
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    elif config.get("ENGINE") == "django.db.backends.postgresql":
        if flag("PREPARED_STATEMENTS", default=True):
            config["OPTIONS"] = {**config.get("OPTIONS", {}), "prepare_threshold": PREPARED_AT}
        if served:
            # SECURITY: keep the URL's own options, which set the encryption and the certificate of the server.
            config["OPTIONS"] = {**config.get("OPTIONS", {}), "pool": pool()}
            # Otherwise readers get the dead connections after a restart of the database.
            config["CONN_HEALTH_CHECKS"] = True
    else:
        raise ImproperlyConfigured("DATABASE_URL must name PostgreSQL (postgres://...) or SQLite (sqlite:///...).")
    return config


def pool() -> dict[str, Any]:
    """
    Return the settings of a process's connection pool, with one connection per web thread or worker thread.

    The pool uses its connections in turn, and PostgreSQL plans each query once per connection. So the pool opens no
    more connections than are needed at the same time. While the database cannot be reached, a reader waits `timeout`
    seconds for an error page; psycopg's own limit would block a thread for 30 seconds.
    """
    return {"min_size": 1, "max_size": max(OF_A_WORKER, whole_number("WEB_THREADS", 4)), "timeout": 5}


def private_storage(url: str) -> dict[str, Any]:
    """
    Return the settings of the storage at `url`: file:///a/folder, or s3://bucket/prefix?endpoint=https://...&region=...
    """
    parts = urlsplit(url)
    if parts.scheme == "file" and not parts.netloc and parts.path.startswith("/") and not parts.query:
        return {"BACKEND": "committee.files.folder.Folder", "OPTIONS": {"location": Path(unquote(parts.path))}}
    if parts.scheme != "s3":
        raise ImproperlyConfigured("STORAGE_URL must be s3://bucket/prefix or file:///a/folder.")
    if "@" in parts.netloc:
        raise ImproperlyConfigured("STORAGE_URL must hold no keys: give AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", parts.netloc):
        raise ImproperlyConfigured("STORAGE_URL must name a bucket, in small letters: s3://bucket/prefix.")
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    if unknown := sorted(set(query) - {"endpoint", "region"}):
        raise ImproperlyConfigured(f"STORAGE_URL takes endpoint= and region=, not {', '.join(unknown)}=.")
    if not re.match(r"https?://[^/]", query.get("endpoint", "https://a")):
        raise ImproperlyConfigured("STORAGE_URL's endpoint must begin with https:// (or http:// on one's own network).")
    options = {"bucket": parts.netloc, "prefix": unquote(parts.path).strip("/"), **query}
    return {"BACKEND": "committee.files.bucket.Bucket", "OPTIONS": options}


def task_backend(path: str, options: str) -> dict[str, Any]:
    """Return the settings of the django.tasks backend at the dotted `path`; `options` is a JSON object as text."""
    try:
        spec = find_spec(path.rpartition(".")[0])
    except (ImportError, ValueError):
        spec = None
    if spec is None:
        raise ImproperlyConfigured(f"TASKS_BACKEND must be the dotted path of a task backend's class, not {path!r}.")
    try:
        read = json.loads(options or "{}")
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise ImproperlyConfigured('TASKS_OPTIONS must be a JSON object, such as {"name": "value"}.')
    return {"BACKEND": path, "OPTIONS": read}


def seal_certificate() -> str:
    """Return the path of the PKCS#12 file that SEAL_CERTIFICATE names, or "" where the council seals no documents."""
    path = text("SEAL_CERTIFICATE")
    if path and not Path(path).is_file():
        raise ImproperlyConfigured(f"SEAL_CERTIFICATE must be the path of a PKCS#12 file; there is none at {path!r}.")
    return path


def clamav() -> str:
    """Return where ClamAV's daemon listens, from CLAMAV: a socket's path, or host:port; "" where it is not set."""
    place = text("CLAMAV")
    host, _, port = place.rpartition(":")
    if place and not (place.startswith("/") or (host and port.isascii() and port.isdigit())):
        raise ImproperlyConfigured(f"CLAMAV must be a socket's path, or host:port, not {place!r}.")
    return place


def records_log() -> str:
    """Return the file that RECORDS_LOG names for the council's log collector, or "" where it is not set."""
    path = text("RECORDS_LOG")
    if path and not Path(path).resolve().parent.is_dir():
        raise ImproperlyConfigured(f"RECORDS_LOG must be the path of a file in a folder that exists, not {path!r}.")
    return path


def directories() -> list[Directory]:
    """
    Return the directories with which people sign in: that of DIRECTORY_URL, and those of DIRECTORY_2_URL to _9_URL.

    Without DIRECTORY_DOMAINS, one directory vouches for addresses of the domain of DEFAULT_FROM_EMAIL alone.
    """
    names = ["DIRECTORY", *(f"DIRECTORY_{number}" for number in range(2, 10))]
    served = [_directory(name) for name in names if text(f"{name}_URL")]
    if len({directory.key for directory in served}) < len(served):
        raise ImproperlyConfigured("Two of DIRECTORY_URL, DIRECTORY_2_URL ... name the same directory.")
    return served


def _directory(name: str) -> Directory:
    url = text(f"{name}_URL").rstrip("/")
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname != "127.0.0.1":
        raise ImproperlyConfigured(f"{name}_URL must be https://..., the issuer that the directory's own page names.")
    for needed in ("CLIENT_ID", "CLIENT_SECRET"):
        if not text(f"{name}_{needed}"):
            raise ImproperlyConfigured(f"{name}_{needed} must be set where {name}_URL is set.")
    domains = several(f"{name}_DOMAINS") or several("DEFAULT_FROM_EMAIL")
    if not domains:
        raise ImproperlyConfigured(f"{name}_DOMAINS must name the domains of its people's addresses.")
    token = text(f"{name}_SCIM_TOKEN")
    if token and len(token) < 32:
        raise ImproperlyConfigured(f"{name}_SCIM_TOKEN must have 32 characters or more. Make one: openssl rand -hex 32")
    return Directory(
        key="-".join(re.findall("[a-z0-9]+", f"{parts.netloc}{parts.path}".lower()))[:150],
        name=text(f"{name}_NAME") or "your council account",
        url=url,
        client_id=text(f"{name}_CLIENT_ID"),
        client_secret=text(f"{name}_CLIENT_SECRET"),
        domains=frozenset(domain.rpartition("@")[2].strip("> ").lower() for domain in domains),
        groups_claim=text(f"{name}_GROUPS_CLAIM") or "groups",
        second_step=flag(f"{name}_SECOND_STEP"),
        scim_token=token,
    )


def mailer(url: str, *, pages: Path | None = None) -> dict[str, Any]:
    """
    Return the settings of the email backend for `url`: smtp+tls://user:password@host:port, filemail:///a/folder ...

    With the folder `pages`, no email is sent: each email is written into that folder as an HTML page.
    """
    if pages is not None:
        return {"BACKEND": "committee.portal.demo.mail_files.EmailBackend", "OPTIONS": {"file_path": str(pages)}}
    try:
        config: dict[str, Any] = environ.Env.email_url_config(url)
    except (ImproperlyConfigured, ValueError):
        raise ImproperlyConfigured(
            "EMAIL_URL must be smtp+tls://user:password@host:port, with signs such as / in a password written as %2F."
        ) from None
    options = {
        "EMAIL_HOST": "host",
        "EMAIL_PORT": "port",
        "EMAIL_HOST_USER": "username",
        "EMAIL_HOST_PASSWORD": "password",
        "EMAIL_USE_TLS": "use_tls",
        "EMAIL_USE_SSL": "use_ssl",
        "EMAIL_FILE_PATH": "file_path",
    }
    if config.get("EMAIL_FILE_PATH"):  # environ drops the first "/", so the folder would be in the checkout
        config["EMAIL_FILE_PATH"] = unquote(urlsplit(url).path)
    takes_options = config["EMAIL_BACKEND"].endswith(("smtp.EmailBackend", "filebased.EmailBackend"))
    return {
        "BACKEND": config["EMAIL_BACKEND"],
        "OPTIONS": {option: config[key] for key, option in options.items() if takes_options and config.get(key)},
    }


def logging() -> dict[str, Any]:
    """Return the logging settings: lines, or JSON with LOG_FORMAT=json, on standard error, from LOG_LEVEL upwards."""
    level = text("LOG_LEVEL").upper() or "INFO"
    if level not in LOG_LEVELS:
        raise ImproperlyConfigured(f"LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}, not {level!r}.")
    formats = {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "{asctime}{levelname}{name}{message}{request_id}",
            "style": "{",
            "rename_fields": {"asctime": "at", "levelname": "level", "name": "logger"},
        },
    }
    form = text("LOG_FORMAT") or "line"
    if form not in formats:
        raise ImproperlyConfigured(f"LOG_FORMAT must be line or json, not {form!r}.")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formats[form]},
        "filters": {"secrets": {"()": "committee.log_lines.WithoutSecretAddresses"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}},
        "root": {"handlers": ["stderr"], "level": level},
        # At INFO each of these libraries logs every step of every document.
        "loggers": {name: {"level": "WARNING"} for name in ("fontTools", "pikepdf", "weasyprint")},
    }


def track_errors() -> None:
    """Send errors, without words, to the error tracker at SENTRY_DSN; do nothing where it is not set."""
    dsn = text("SENTRY_DSN")
    if not dsn:
        return
    import sentry_sdk

    from committee.log_lines import without_words

    try:
        sentry_sdk.init(dsn, before_send=cast(Any, without_words), include_local_variables=False, max_breadcrumbs=0)
    except ValueError:  # BadDsn; its text repeats the secret key
        raise ImproperlyConfigured("SENTRY_DSN must be https://key@host/project.") from None
