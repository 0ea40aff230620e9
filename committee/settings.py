"""
The portal's settings, and the only reader of the environment.

Three ways of running, told apart by the environment:

- nothing set: a newcomer's machine. SQLite and a secret key of its own, both under `var/`.
- `COMMITTEE_DEMO=1`: the same with the demonstration council and its sign-ins (`script/demo`).
- `COMMITTEE_PRODUCTION=1`: a council's server (`script/server`). SECRET_KEY, ALLOWED_HOSTS, SITE_URL, DATABASE_URL and
  EMAIL_URL must be given.

A bad value stops the start with a sentence that names the variable.
"""

import json
import os
import re
import secrets
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def _flag(name: str, default: bool = False) -> bool:
    word = env.str(name, default="").strip().lower()
    if word in ("", "0", "no", "false", "off"):
        return default if word == "" else False
    if word in ("1", "yes", "true", "on"):
        return True
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {word!r}.")


def _needed(name: str) -> str:
    value = env.str(name, default="").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} must be set when COMMITTEE_PRODUCTION=1.")
    return value


def _whole_number(name: str, default: int) -> int:
    word = env.str(name, default=str(default)).strip()
    if not word.isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {word!r}.")
    return int(word)


def _own_secret_key() -> str:
    """A newcomer's key: made once, kept under var/ where only this user can read it."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()


def _database(url: str, *, served: bool) -> dict[str, Any]:
    """The database that `DATABASE_URL` names: postgres://... (?sslmode=verify-full&sslrootcert=/a/file) or sqlite:///..."""
    try:
        found: dict[str, Any] = env.db_url_config(url)
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error
    if found["ENGINE"] == "django.db.backends.sqlite3":
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    elif found["ENGINE"] == "django.db.backends.postgresql":
        if served:
            # In seconds: with the database away, every reader is told so soon, instead of holding a thread for thirty.
            # SECURITY: beside what the address says of the connection: whether it is encrypted, and with whom.
            found["OPTIONS"] = {**found.get("OPTIONS", {}), "pool": {"timeout": 5}}
    else:
        raise ImproperlyConfigured("DATABASE_URL must name PostgreSQL (postgres://...) or SQLite (sqlite:///...).")
    return found


def _private_storage(url: str) -> dict[str, Any]:
    """The storage that `STORAGE_URL` names: file:///a/folder, or s3://bucket/prefix?endpoint=https://...&region=..."""
    parts = urlsplit(url)
    if parts.scheme == "file" and not parts.netloc and parts.path.startswith("/") and not parts.query:
        return {"BACKEND": "committee.storage.folder.Folder", "OPTIONS": {"location": Path(unquote(parts.path))}}
    if parts.scheme != "s3":
        raise ImproperlyConfigured("STORAGE_URL must be s3://bucket/prefix or file:///a/folder.")
    if "@" in parts.netloc:
        raise ImproperlyConfigured("STORAGE_URL must hold no keys: give AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", parts.netloc):
        raise ImproperlyConfigured("STORAGE_URL must name a bucket, in small letters: s3://bucket/prefix.")
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    if unknown := sorted(set(asked) - {"endpoint", "region"}):
        raise ImproperlyConfigured(f"STORAGE_URL takes endpoint= and region=, not {', '.join(unknown)}=.")
    if not re.match(r"https?://[^/]", asked.get("endpoint", "https://a")):
        raise ImproperlyConfigured("STORAGE_URL's endpoint must begin with https:// (or http:// on one's own network).")
    options = {"bucket": parts.netloc, "prefix": unquote(parts.path).strip("/"), **asked}
    return {"BACKEND": "committee.storage.bucket.Bucket", "OPTIONS": options}


def _task_backend(path: str, options: str) -> dict[str, Any]:
    """The backend of django.tasks at a dotted `path`, with the JSON object `options` for it."""
    try:
        found = find_spec(path.rpartition(".")[0])
    except (ImportError, ValueError):
        found = None
    if found is None:
        raise ImproperlyConfigured(f"TASKS_BACKEND must be the dotted path of a task backend's class, not {path!r}.")
    try:
        read = json.loads(options or "{}")
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise ImproperlyConfigured('TASKS_OPTIONS must be a JSON object, such as {"name": "value"}.')
    return {"BACKEND": path, "OPTIONS": read}


def _seal_certificate() -> str:
    """The path of the PKCS#12 file that SEAL_CERTIFICATE names, or "" where the council seals nothing."""
    path = env.str("SEAL_CERTIFICATE", default="").strip()
    if path and not Path(path).is_file():
        raise ImproperlyConfigured(f"SEAL_CERTIFICATE must be the path of a PKCS#12 file; there is none at {path!r}.")
    return path


def _records_log() -> str:
    """The file that RECORDS_LOG names for the council's log collector, or "" where it takes none."""
    path = env.str("RECORDS_LOG", default="").strip()
    if path and not Path(path).resolve().parent.is_dir():
        raise ImproperlyConfigured(f"RECORDS_LOG must be the path of a file in a folder that exists, not {path!r}.")
    return path


PRODUCTION = _flag("COMMITTEE_PRODUCTION")
DEMO = _flag("COMMITTEE_DEMO")
DEBUG = _flag("COMMITTEE_DEBUG")
if PRODUCTION and (DEMO or DEBUG):
    raise ImproperlyConfigured("COMMITTEE_PRODUCTION=1 cannot be combined with COMMITTEE_DEMO or COMMITTEE_DEBUG.")

VAR_DIR = Path(env.str("COMMITTEE_VAR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = _needed("SECRET_KEY") if PRODUCTION else env.str("SECRET_KEY", default="") or _own_secret_key()
ALLOWED_HOSTS = (
    [host.strip() for host in _needed("ALLOWED_HOSTS").split(",")]
    if PRODUCTION
    else ["127.0.0.1", "localhost", "[::1]", "testserver"]
)
SITE_URL = (_needed("SITE_URL") if PRODUCTION else env.str("SITE_URL", default="http://127.0.0.1:8000")).rstrip("/")
CSRF_FAILURE_VIEW = "committee.portal.pages.not_from_this_form"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if PRODUCTION else []

INSTALLED_APPS = [
    "committee",
    "committee.portal",
    "meetings",
    "workprogramme",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "django_htmx",
    "django_prose_editor",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "committee.middleware.RefuseUnreadableInput",
    "committee.middleware.SayWhatIsWrong",
    "committee.middleware.ComposeWhatIsTyped",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "committee.middleware.AskForProof",
    "django_htmx.middleware.HtmxMiddleware",
    "committee.middleware.PrivatePagesAreNotKept",
    "committee.middleware.WhoeverIsAtWorkStaysSignedIn",
    "committee.giving_back.GiveBackWhatWasTyped",
    "committee.middleware.DoOnceWhatIsSentTwice",
]

# SECURITY: else a header of this name, which anybody can send, moves every address.
FORCE_SCRIPT_NAME = ""
ROOT_URLCONF = "committee.urls"
WSGI_APPLICATION = "committee.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "committee.portal.context.site",
            ],
            "builtins": ["committee.templatetags.whose_form"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_TEMPLATE_PACK = "council"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("council",)

DATABASES = {
    "default": _database(
        _needed("DATABASE_URL")
        if PRODUCTION
        else env.str("DATABASE_URL", default="") or f"sqlite:///{VAR_DIR / 'portal.sqlite3'}",
        served=PRODUCTION,
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits, allauth's and ours, count across processes, so they need a cache that all share.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # SECURITY: by default a third is forgotten once there are 300: whoever fills it starts every count anew.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "committee.User"
AUTHENTICATION_BACKENDS = ["committee.sign_in.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_ADAPTER = "committee.sign_in.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# SECURITY: else anybody can have strangers written to, and nobody learns that their password or factor was changed.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {"login": "committee.forms.sign_in.LoginForm"}
# SECURITY: what allauth counts by network or address alone locks others out; `committee.wrong_passwords` counts those.
# "login_failed" is left with codes of the second step, which only whoever has the password gets to.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "5/5m/key",
    "change_password": "10/h/user",
    "reset_password": "20/m/ip,5/h/key",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
USERSESSIONS_ADAPTER = "committee.sessions.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# Sign-ins are made by an administrator who knows the address: nobody can claim another's.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Committee portal"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
# Whoever may read what is exempt, or plan, must have a second factor; the demonstration's fictitious people need none.
SECOND_FACTOR_NEEDED = _flag("SECOND_FACTOR_NEEDED", default=not DEMO)

TASKS = {
    "default": _task_backend(
        env.str("TASKS_BACKEND", default="").strip() or "django_tasks_db.DatabaseBackend",
        env.str("TASKS_OPTIONS", default="").strip(),
    )
}
# A build whose worker gives no sign of life for so long is taken up again by another.
BUILD_SILENCE_SECONDS = _whole_number("BUILD_SILENCE_SECONDS", 40)

# The trail and the reading log go there too, a JSON object a line, as they are sealed.
RECORDS_LOG = _records_log()

# Confirmed minutes are sealed with the council's certificate; without one they are signed on paper. A newcomer's
# machine and the demonstration make one for themselves, which says of itself that it is not to be trusted.
SEAL_CERTIFICATE = _seal_certificate()
SEAL_PASSPHRASE = env.str("SEAL_PASSPHRASE", default="")
SEAL_SELF_MADE = not PRODUCTION

# The demonstration's mails go to no one: each is a file to look at under var/mail.
EMAIL_ELSEWHERE = f"filemail:///{quote(str(VAR_DIR.resolve() / 'mail'))}" if DEMO else "consolemail://"
EMAIL_URL = env.email_url_config(_needed("EMAIL_URL") if PRODUCTION else env.str("EMAIL_URL", default=EMAIL_ELSEWHERE))
# Where none is named, the council's own address, which is answered to (`committee.notices.sent_from`).
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="")
MAILERS = {
    "default": {
        "BACKEND": EMAIL_URL["EMAIL_BACKEND"],
        "OPTIONS": {
            option: EMAIL_URL[key]
            for key, option in {
                "EMAIL_HOST": "host",
                "EMAIL_PORT": "port",
                "EMAIL_HOST_USER": "username",
                "EMAIL_HOST_PASSWORD": "password",
                "EMAIL_USE_TLS": "use_tls",
                "EMAIL_USE_SSL": "use_ssl",
                "EMAIL_FILE_PATH": "file_path",
            }.items()
            if EMAIL_URL.get(key)
            and EMAIL_URL["EMAIL_BACKEND"].endswith(("smtp.EmailBackend", "filebased.EmailBackend"))
        },
    }
}
del EMAIL_URL, EMAIL_ELSEWHERE

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise complains of a missing folder at every start
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": _private_storage(
        env.str("STORAGE_URL", default="").strip() or f"file://{quote(str(VAR_DIR.resolve() / 'files'))}"
    ),
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
UPLOAD_LIMIT_BYTES = _whole_number("UPLOAD_LIMIT_MB", 100) * 1024 * 1024
# Strangers' files are read in child processes of up to 2 GB each: so many at once for each process of ours.
SANDBOX_CHILDREN = max(1, _whole_number("SANDBOX_CHILDREN", os.cpu_count() or 1))
# Seconds to wait for one of them; 0 is as long as it takes. The server's pages wait for five (committee/wsgi.py).
SANDBOX_WAIT_SECONDS = _whole_number("SANDBOX_WAIT_SECONDS", 0)
FILE_UPLOAD_TEMP_DIR = None
# Long forms (a whole calendar, a CSV report) have many fields; a pasted title is never longer than this.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
# SECURITY: whoever leaves a browser open is signed out after so many hours in which nothing was asked for.
SESSION_COOKIE_AGE = max(1, _whole_number("SESSION_IDLE_HOURS", 12)) * 3600
SESSION_COOKIE_SAMESITE = "Lax"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = _flag("HSTS_INCLUDE_SUBDOMAINS", default=True)
    SECURE_HSTS_PRELOAD = _flag("HSTS_PRELOAD", default=True)
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    if _flag("BEHIND_PROXY"):
        # Else all visitors have the proxy's address, and ten mistyped passwords shut everybody out for a minute.
        ALLAUTH_TRUSTED_PROXY_COUNT = 1
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO").upper()},
    # Each tells every step of every document at INFO.
    "loggers": {name: {"level": "WARNING"} for name in ("fontTools", "pikepdf", "weasyprint")},
}
