"""
The portal's settings, read from environment variables by `committee/environment.py`.

The portal runs in one of three modes:

- no variable set: a developer's machine, with SQLite and a generated secret key, both under `var/`.
- `COMMITTEE_DEMO=1`: the same, with the demonstration council and its sign-ins (`script/demo`).
- `COMMITTEE_PRODUCTION=1`: a council's server (`script/server`). SECRET_KEY, ALLOWED_HOSTS, SITE_URL, DATABASE_URL,
  EMAIL_URL and DEFAULT_FROM_EMAIL must be given.

With a bad value the portal does not start; the error names the variable.
"""

import os
from pathlib import Path
from urllib.parse import quote

import django_stubs_ext  # comes with django-tasks-db
from django.core.exceptions import ImproperlyConfigured

from committee import environment
from committee.public_pages import content_policy

django_stubs_ext.monkeypatch()  # makes BaseFormSet[Any] and similar types work at run time
BASE_DIR = Path(__file__).resolve().parent.parent
PRODUCTION = environment.flag("COMMITTEE_PRODUCTION")
DEMO = environment.flag("COMMITTEE_DEMO")
DEBUG = environment.flag("COMMITTEE_DEBUG")
if PRODUCTION and (DEMO or DEBUG):
    raise ImproperlyConfigured("COMMITTEE_PRODUCTION=1 cannot be combined with COMMITTEE_DEMO or COMMITTEE_DEBUG.")

VAR_DIR = Path(environment.text("COMMITTEE_VAR") or BASE_DIR / "var")
VAR_DIR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = environment.text("SECRET_KEY", needed=PRODUCTION) or environment.own_secret_key(VAR_DIR)
SECRET_KEY_FALLBACKS = environment.several("SECRET_KEY_FALLBACKS")
# Keys of members' notes (docs/server.md): the first encrypts, all decrypt. On a council's server without a key, notes
# are switched off.
NOTES_KEYS = environment.notes_keys() or ([] if PRODUCTION else [environment.own_notes_key(VAR_DIR)])
# Longest time for which a member may choose to keep the notes of a meeting.
NOTES_MOST_MONTHS = max(12, environment.whole_number("NOTES_MOST_MONTHS", 48))
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
if PRODUCTION:
    ALLOWED_HOSTS = environment.several("ALLOWED_HOSTS", needed=True)
SITE_URL = (environment.text("SITE_URL", needed=PRODUCTION) or "http://127.0.0.1:8000").rstrip("/")
HANDBOOK_URL = environment.handbook_url()
CSRF_FAILURE_VIEW = "committee.portal.pages.not_from_this_form"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if PRODUCTION else []

INSTALLED_APPS = [
    "committee",
    "committee.portal",
    "meetings",
    "workprogramme",
    "reviews",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "crispy_forms",
    "django_htmx",
    "django_prose_editor",
    "django_tasks_db",
]

MIDDLEWARE = [
    "committee.portal.health.AnswerHealthChecks",
    "committee.middleware.NameRequestInLog",
    "django.middleware.security.SecurityMiddleware",
    "committee.public_pages.static_files.ServeStaticFiles",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "committee.middleware.ReadTheCouncilOnce",
    "committee.middleware.RefuseUnreadableInput",
    "committee.public_pages.middleware.KeepPublicPages",
    "committee.middleware.NothingHangsOnWhoAsks",
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
    "committee.forms.forms_given_back.GiveBackWhatWasTyped",
    "committee.middleware.DoOnceWhatIsSentTwice",
]

# SECURITY: otherwise a header SCRIPT_NAME, which anybody can send, could change every address.
FORCE_SCRIPT_NAME = ""
ROOT_URLCONF = "committee.portal.demo.urls" if DEMO else "committee.urls"
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
            "builtins": ["committee.templatetags.addresses", "committee.templatetags.whose_form"],
            "libraries": {"story": "workprogramme.history.timeline"},
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_TEMPLATE_PACK = "council"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("council",)

database_url = environment.text("DATABASE_URL", needed=PRODUCTION) or f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"
# Start although the database has migrations of a newer release: the middle of an upgrade, or the way back from one.
NEWER_DATABASE = environment.flag("NEWER_DATABASE")
DATABASES = {"default": environment.database(database_url, served=PRODUCTION)}

# allauth's rate limits and ours count across processes, so they need a cache that all processes share.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # SECURITY: by default the cache drops a third of its entries above 300, so a flood would reset every count.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Megabytes of public pages that each process caches in memory (docs/speed.md); 0 caches none.
KEPT_PAGES_MB = environment.whole_number("KEPT_PAGES_MB", 32)

AUTH_USER_MODEL = "committee.User"
AUTHENTICATION_BACKENDS = ["committee.sign_in.adapter.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_ADAPTER = "committee.sign_in.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# SECURITY: by default allauth emails an address without a sign-in, and does not email a user whose password changed.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {"login": "committee.forms.sign_in.LoginForm"}
# SECURITY: with allauth's own counts anybody could lock others out, so `sign_in.wrong_passwords` counts passwords.
# "login_failed" still counts codes of the second step, which only somebody with the password can reach.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "5/5m/key",
    "change_password": "10/h/user",
    "reset_password": "20/m/ip,5/h/key",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
USERSESSIONS_ADAPTER = "committee.sign_in.sessions.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# An administrator who knows the address creates a sign-in, so nobody can claim another person's address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "login_webauthn": "committee.forms.sign_in.LoginByKeyForm",
    "authenticate_webauthn": "committee.forms.sign_in.StepByKeyForm",
    "reauthenticate_webauthn": "committee.forms.sign_in.ProofByKeyForm",
    "add_webauthn": "committee.forms.sign_in.NewKeyForm",
}
# Directories with which officers sign in (OpenID Connect). `register.directory_sign_in` decides who gets in.
DIRECTORIES = environment.directories()
SOCIALACCOUNT_ADAPTER = "committee.register.directory_sign_in.Adapter"
# SECURITY: otherwise a browser refuses the way to the directory: `form-action` of the policy counts for redirects too.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [directory.as_app() for directory in DIRECTORIES]}
}
MFA_TOTP_ISSUER = "Committee portal"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
# Users who may read exempt papers, or plan, must have a second factor; the demonstration's fictitious users need none.
SECOND_FACTOR_NEEDED = environment.flag("SECOND_FACTOR_NEEDED", default=not DEMO)

task_backend_path = environment.text("TASKS_BACKEND") or "django_tasks_db.DatabaseBackend"
TASKS = {"default": environment.task_backend(task_backend_path, environment.text("TASKS_OPTIONS"))}
# Seconds after which another worker takes over a build whose worker gives no sign of life.
BUILD_SILENCE_SECONDS = environment.whole_number("BUILD_SILENCE_SECONDS", 40)

# File to which the sealed rows of the trail and the reading log are appended, one JSON object per line.
RECORDS_LOG = environment.records_log()

# Confirmed minutes are sealed with the council's certificate; without a certificate they are signed on paper. A
# developer's machine and the demonstration make their own certificate, which says that nobody should trust it.
SEAL_CERTIFICATE = environment.seal_certificate()
SEAL_PASSPHRASE = os.environ.get("SEAL_PASSPHRASE", "")
SEAL_SELF_MADE = not PRODUCTION

# The demonstration sends no emails: each is written as a page to open in a browser, under var/mail.
email_url = environment.text("EMAIL_URL", needed=PRODUCTION)
demo_mails = VAR_DIR.resolve() / "mail" if DEMO and not email_url else None
MAILERS = {"default": environment.mailer(email_url or "consolemail://", pages=demo_mails)}
# Sender of emails; where empty, the council's address, which takes replies (`committee.mail.notices.sent_from`). A
# council's server must set it, because the first emails are sent before the council's address is entered.
DEFAULT_FROM_EMAIL = environment.sender(needed=PRODUCTION)

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise complains of a missing folder at every start
static_storage = "django.contrib.staticfiles.storage.StaticFilesStorage"
if PRODUCTION:
    static_storage = "committee.public_pages.stylesheets.JoinedStylesheetsStorage"
files_url = environment.text("STORAGE_URL") or f"file://{quote(str(VAR_DIR.resolve() / 'files'))}"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": environment.private_storage(files_url),
    "staticfiles": {"BACKEND": static_storage},
}
WHITENOISE_USE_FINDERS = not PRODUCTION
UPLOAD_LIMIT_BYTES = environment.whole_number("UPLOAD_LIMIT_MB", 100) * 1024 * 1024
CLAMAV = environment.clamav()  # uploaded files are scanned by ClamAV's daemon there
READ_SCANS = environment.flag("READ_SCANS", default=True)  # add a text layer to scans, if OCRmyPDF is installed
SANDBOX_CHILDREN = max(1, environment.whole_number("SANDBOX_CHILDREN", os.cpu_count() or 1))  # files read at once
# Seconds that a page waits for its turn to have an uploaded file read; 0 is no limit, and wsgi.py sets 5.
SANDBOX_WAIT_SECONDS = environment.whole_number("SANDBOX_WAIT_SECONDS", 0)
# Bytes and fields of a form without its files. Long forms (a whole calendar, a CSV report) have many fields.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

SECURE_CSP = content_policy.POLICY
PERMISSIONS_POLICY: dict[str, list[str]] = {
    use: [] for use in ("camera", "geolocation", "microphone", "payment", "usb")
}
# SECURITY: a user who leaves a browser open is signed out after SESSION_IDLE_HOURS without a request.
SESSION_COOKIE_AGE = max(1, environment.whole_number("SESSION_IDLE_HOURS", 12)) * 3600
SESSION_COOKIE_SAMESITE = "Lax"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.flag("HSTS_INCLUDE_SUBDOMAINS", default=True)
    # A browser's own list is hard to leave again, so a council asks for it itself.
    SECURE_HSTS_PRELOAD = environment.flag("HSTS_PRELOAD")
    SILENCED_SYSTEM_CHECKS = ["security.W021"]  # warns where the line above is False
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    if environment.flag("BEHIND_PROXY"):
        # Otherwise all visitors share the proxy's address, so 200 wrong passwords in an hour would lock out every
        # browser in which its user has not signed in before (`sign_in.wrong_passwords`).
        ALLAUTH_TRUSTED_PROXY_COUNT = 1
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = environment.logging()
environment.track_errors()
