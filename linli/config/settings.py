"""Settings of every Linli: what differs between places comes from the environment.

docs/configuration.md explains each variable.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

from linli.config.library_views import LIBRARY_VIEWS

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = Path(os.environ.get("LINLI_DATA", ROOT / "var")).resolve()


def _flag(name: str, *, default: bool) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def _words(name: str, default: str) -> list[str]:
    return [word for word in os.environ.get(name, default).split(",") if word]


def _secret_key() -> str:
    """The key from the environment, or one made at first start and kept beside the data."""
    given = os.environ.get("LINLI_SECRET_KEY")
    if given:
        return given
    path = DATA / "keys" / "secret.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(os.urandom(48).hex())
    return path.read_text().strip()


DEBUG = _flag("LINLI_DEBUG", default=False)
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = _words("LINLI_HOSTS", "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = _words("LINLI_ORIGINS", "")
LINLI_PUBLIC_URL = os.environ.get("LINLI_PUBLIC_URL", "http://localhost:8000")

INSTALLED_APPS = [
    "linli.config",
    "linli.reports",
    "linli.counsel",
    "linli.safety",
    "linli.welfare",
    "linli.diary",
    "linli.cases",
    "linli.decisions",
    "linli.elections",
    "linli.money",
    "linli.people",
    "linli.places",
    "linli.records",
    "linli.ui",
    "linli.tenancy",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "csp",
    "django_vite",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "linli.people.web.middleware.ActorMiddleware",
    "linli.ui.access.AccessMiddleware",
    "linli.ui.refusals.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = os.environ.get("LINLI_ROOT_URLCONF", "linli.config.urls")
WSGI_APPLICATION = "linli.config.wsgi.application"

_LOADERS: list[Any] = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    _LOADERS if DEBUG else [("django.template.loaders.cached.Loader", _LOADERS)],
                )
            ],
            "builtins": ["template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "linli.ui.context.shell",
                "linli.people.web.context.acting",
            ],
        },
    }
]

_SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous={sync}; PRAGMA busy_timeout=20000; "
    "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728;"
)


def _database() -> dict[str, Any]:
    """SQLite beside the data, or the PostgreSQL that DATABASE_URL names."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        sync = os.environ.get("LINLI_SQLITE_SYNC", "FULL")
        return {
            "ENGINE": "linli.config.sqlite3",
            "NAME": DATA / "linli.sqlite3",
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": _SQLITE_START.format(sync=sync),
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name}
    for name in (
        "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "linli.people.web.passwords.LengthValidator",
        "django.contrib.auth.password_validation.CommonPasswordValidator",
        "django.contrib.auth.password_validation.NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "people:begin"
ACCOUNT_ADAPTER = "linli.people.web.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "linli.people.web.sign_in_forms.SignInForm",
    "signup": "linli.people.web.sign_in_forms.SignUpForm",
    "request_login_code": "linli.people.web.sign_in_forms.AskForCodeForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "phone", "password1*"]
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PHONE_VERIFICATION_TIMEOUT = 600
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_SESSION_REMEMBER = True
# Passwords are guarded by axes, for all workers at once; these guard the codes, worker by worker.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "10/5m/key",
    "reset_password": "5/m/key",
    "reset_password_from_key": None,
    "request_login_code": "3/m/key",
    "verify_phone": "1/30s/key",
    "object_to_roll": "5/h/ip",
}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("LINLI_PROXIES", "0"))
"""How many proxies of ours stand before the server and name the caller's address."""
MFA_ADAPTER = "linli.people.web.adapter.FactorAdapter"
MFA_FORMS = {"add_webauthn": "linli.people.web.sign_in_forms.AddPasskeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "linli.people.web.lockout.locked_out"
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "linli.people.web.lockout.name_tried"
AXES_CLIENT_IP_CALLABLE = "linli.people.web.lockout.caller"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
SOCIALACCOUNT_ADAPTER = "linli.people.web.adapter.PortalAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_FORMS = {"signup": "linli.people.web.sign_in_forms.PortalSignUpForm"}
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if os.environ.get("LINLI_OIDC_URL"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "portal",
                "name": os.environ.get("LINLI_OIDC_NAME", "OpenID"),
                "client_id": os.environ.get("LINLI_OIDC_CLIENT", ""),
                "secret": os.environ.get("LINLI_OIDC_SECRET", ""),
                "settings": {"server_url": os.environ["LINLI_OIDC_URL"]},
            }
        ]
    }

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [path for path in [ROOT / "frontend" / "dist"] if path.exists()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "linli.ui.storage.StaticStorage"},
}
DJANGO_VITE = {
    "default": {
        "dev_mode": False,
        "manifest_path": ROOT / "frontend" / "dist" / ".vite" / "manifest.json",
    }
}
# Found in the source, a file hides its compressed copy: only where nothing has been gathered yet.
WHITENOISE_USE_FINDERS = not any(STATIC_ROOT.glob("*"))
WHITENOISE_IMMUTABLE_FILE_TEST = r"/assets/[^/]+-[\w-]{8}\.\w+$"
WHITENOISE_AUTOREFRESH = DEBUG

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
LINLI_HTTPS = _flag("LINLI_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = LINLI_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if LINLI_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = LINLI_HTTPS
SESSION_COOKIE_AGE = 14 * 86_400
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "linli.ui.errors.stale_form"
if LINLI_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS = (
    "linli.ui.uploads.SealedInMemory",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
)
LINLI_SEALED_ROOMS = ("counsel",)
"""Rooms whose uploads stay in memory until they are closed."""
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("LINLI_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("LINLI_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("LINLI_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("LINLI_SMTP_PASSWORD", "")
EMAIL_USE_TLS = _flag("LINLI_SMTP_TLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("LINLI_MAIL_FROM", "linli@localhost")

LINLI_MENUS = (
    "linli.reports.web.menus.MENUS",
    "linli.cases.web.menus.MENUS",
    "linli.counsel.web.menus.MENUS",
    "linli.decisions.web.menus.MENUS",
    "linli.diary.web.menus.MENUS",
    "linli.elections.web.menus.MENUS",
    "linli.money.web.menus.MENUS",
    "linli.people.web.menus.MENUS",
    "linli.places.web.menus.MENUS",
    "linli.records.web.menus.MENUS",
)
"""What the rooms put on the rail, the residents' bar and the bell, and where a day begins."""
LINLI_DATA = DATA
LINLI_UPLOADS = DATA / "uploads"
LINLI_FILE_READERS = {
    "cases.case": "linli.cases.queries.may_read_attachment",
    "decisions.publication": "linli.decisions.queries.may_read_publication_file",
    "decisions.meeting": "linli.decisions.queries.may_read_meeting_paper",
    "elections.election": "linli.elections.queries.may_read_attachment",
    "elections.proxy": "linli.elections.queries.may_read_proxy_paper",
    "money.contract": "linli.money.queries.may_read_works_file",
    "money.premises": "linli.money.queries.may_read_works_file",
    "money.works": "linli.money.queries.may_read_works_file",
    "money.voucher": "linli.money.queries.may_read_attachment",
    "people.term": "linli.people.queries.may_read_attachment",
}
"""Which query of a room says who may have the files of its records.

It is called with actor, subject_id, for_staff_only, session and key (of a link) by name.
"""
LINLI_MY_DATA = (
    "linli.people.queries.own_data.personal_data_of",
    "linli.cases.queries.own_data.personal_data_of",
    "linli.decisions.queries.own_data.personal_data_of",
    "linli.decisions.queries.own_meetings.personal_data_of",
    "linli.decisions.queries.own_notices.personal_data_of",
    "linli.decisions.queries.own_ideas.personal_data_of",
    "linli.elections.queries.own_data.personal_data_of",
    "linli.money.queries.own_data.personal_data_of",
    "linli.counsel.queries.own_data.personal_data_of",
    "linli.records.queries.own_data.personal_data_of",
)
"""What each room holds of an account, in the order in which its owner is shown it.

Queries called with sub_district_id and account_id, and on by name.
"""
LINLI_MY_ROWS = (
    "linli.people.queries.own_rows.own_rows_of",
    "linli.cases.queries.own_rows.own_rows_of",
    "linli.decisions.queries.own_rows.own_rows_of",
    "linli.elections.queries.own_rows.own_rows_of",
    "linli.money.queries.own_rows.own_rows_of",
    "linli.counsel.queries.own_data.own_rows_of",
    "linli.records.queries.own_rows.own_rows_of",
)
"""The rows of each room that are about an account, for its owner to take away as one archive."""
LINLI_MY_CONSENTS = {
    f"linli.{room}.queries.own_consents.consents_of": (
        f"linli.{room}.actions.own_consents.withdraw_consent"
    )
    for room in ("people", "cases", "decisions", "elections")
}
"""What an account agreed to in each room, and the action that takes one of it back."""
LINLI_MY_ERASURE = {
    **{
        f"linli.{room}.queries.own_consents.erasable_of": (
            f"linli.{room}.actions.own_consents.erase_own"
        )
        for room in ("people", "cases", "decisions", "elections")
    },
    "linli.records.queries.own_consents.erasable_of": "linli.records.actions.erase_letters",
    "linli.counsel.queries.own_data.erasable_of": "",
    "linli.money.queries.own_data.erasable_of": "",
}
"""What of each room goes when its owner asks and what stays and why, and the action that does it."""
LINLI_OWNERS_VOTES = "linli.elections.queries.results.carried_votes"
"""Votes of owners that carried, for who works by them: called with sub_district_id and place_ids."""
LINLI_REMINDERS = (
    "linli.cases.actions.remind_due",
    "linli.people.actions.remind_due",
    "linli.people.actions.remind_data_requests",
    "linli.decisions.actions.remind_due",
    "linli.decisions.actions.remind_objections",
    "linli.elections.actions.remind_due",
    "linli.elections.actions.close_due",
    "linli.elections.actions.tally_due",
    "linli.elections.actions.open_due",
    "linli.elections.actions.show_turnout_due",
    "linli.money.actions.remind_contracts",
    "linli.money.actions.remind_works",
    "linli.decisions.actions.remind_participation",
    "linli.decisions.actions.remind_withdrawals",
    "linli.counsel.actions.watch_mediations",
)
"""The rooms' own clocks: actions called with sub_district_id and at, that answer how many."""
LINLI_FORGETTING = (
    "linli.cases.actions.forget_due",
    "linli.counsel.actions.forget_due",
    "linli.counsel.actions.forget_talks",
    "linli.counsel.actions.forget_visits",
    "linli.decisions.actions.forget_participation",
    "linli.decisions.actions.forget_objectors",
    "linli.decisions.actions.forget_ideas",
    "linli.elections.actions.forget_due",
    "linli.money.actions.forget_due",
    "linli.people.actions.forget_due",
    "linli.people.actions.forget_data_requests",
    "linli.records.actions.forget_due",
)
"""Each room's end of what it keeps: actions called with sub_district_id and at, as reminders."""
LINLI_WORK = (
    ("send messages", "linli.records.actions.send_all", 2),
    ("seal the journal", "linli.records.actions.seal_all", 30),
    ("remind", "linli.records.actions.remind_all", 30),
    ("tidy", "linli.records.actions.tidy", 3600),
    ("forget", "linli.records.actions.forget_all", 6 * 3600),
    ("forget sign-ins", "linli.people.actions.forget_sign_ins", 3600),
)
"""What `linli work` does: the job in words, its action, every how many seconds."""
LINLI_MODELS = DATA / "models"
LINLI_SEAL_KEYS = DATA / "keys" / "seal.keys"
LINLI_COUNSEL_KEYS = Path(os.environ.get("LINLI_COUNSEL_KEYS", DATA / "keys" / "counsel.keys"))
"""The master keys of sealed files; may lie on a medium that is taken away."""
LINLI_DEMO = _flag("LINLI_DEMO", default=False)
"""Shows the demo's sign-in cards; only where the sub-district itself is marked as demo."""
LINLI_STAFF_SECOND_FACTOR = _flag("LINLI_STAFF_SECOND_FACTOR", default=not LINLI_DEMO)
LINLI_WEBHOOKS = _words("LINLI_WEBHOOKS", "")
LINLI_SMS_URL = os.environ.get("LINLI_SMS_URL", "")
LINLI_SMS_TOKEN = os.environ.get("LINLI_SMS_TOKEN", "")
LINLI_NO_RIGHT_PAGE = "linli.people.web.pages.no_right"
LINLI_LIBRARY_VIEWS = LIBRARY_VIEWS

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("LINLI_LOG", "WARNING")},
}
