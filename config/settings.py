"""All settings in one place, configured by the environment and safe without it.

The README's table "Einstellungen" lists every variable that is read here.
"""

import os
from datetime import timedelta
from pathlib import Path

import pghistory
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config import database


def flag(name: str, *, default: bool) -> bool:
    """An on/off variable: 1, true, yes, on or 0, false, no, off."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))

# --- Safety ---------------------------------------------------------------------------------------------
DEBUG = flag("DEBUG", default=False)


def secret_key() -> str:
    """From SECRET_KEY, else from the file that the set-up keeps in ``var/``."""
    key_file = VAR_DIR / "secret_key"
    if key := os.environ.get("SECRET_KEY", ""):
        return key
    if key_file.is_file():
        return key_file.read_text(encoding="ascii").strip()
    raise ImproperlyConfigured(f"Set SECRET_KEY, or run script/setup, which keeps one in {key_file}.")


SECRET_KEY = secret_key()
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")

# Behind HTTPS unless told otherwise; script/run turns it off for an address on this machine only.
HTTPS = flag("HTTPS", default=True)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
# So many proxies in front add to X-Forwarded-For; what stands before their entries may be made up.
BEHIND_PROXY = int(os.environ.get("BEHIND_PROXY", 0))
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Application ----------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "procrastinate.contrib.django",
    "inquiries",
    "responses",
    "config.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django_htmx",
    "template_partials",
    "csp",
    "axes",
    "pgtrigger",
    "pghistory",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "inquiries.access.keep_private",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "inquiries.safekeeping.keep_refused",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- Data -----------------------------------------------------------------------------------------------
DATABASES = {"default": database.configuration(VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
# Papers lie in the database. In this folder they lay before; the migration inquiries.0009 carries them over.
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = ""
# What a clerk may give at once, and up to which size a single paper is read while they wait, not by a worker.
STAPEL_MAX_FILES = int(os.environ.get("STAPEL_MAX_FILES", 500))
STAPEL_MAX_MB = int(os.environ.get("STAPEL_MAX_MB", 500))
STAPEL_DIRECT_KB = int(os.environ.get("STAPEL_DIRECT_KB", 1000))
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = STAPEL_MAX_FILES

# --- History (inquiries/recording.py) ----------------------------------------------------------------------
PGHISTORY_APPEND_ONLY = True
# With each state stands who made it, as it was then: a table of its own would be written again and again.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(related_name="+", db_index=True)
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# --- Jobs (responses/tasks.py) -------------------------------------------------------------------------------
PROCRASTINATE_WORKER_DEFAULTS = {
    "delete_jobs": "successful",
    "update_heartbeat_interval": 5,
    "stalled_worker_timeout": 20,
}

# --- Signing in -----------------------------------------------------------------------------------------
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "antrag-list"
LOGOUT_REDIRECT_URL = "login"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "inquiries.permissions.PermissionsAtOnce"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]

# Failed sign-ins with one name from one address (inquiries/attempts.py); 0 sets no limit.
SIGN_IN_ATTEMPTS = int(os.environ.get("SIGN_IN_ATTEMPTS", 5))
SIGN_IN_PAUSE_MINUTES = int(os.environ.get("SIGN_IN_PAUSE_MINUTES", 15))
AXES_ENABLED = SIGN_IN_ATTEMPTS > 0
AXES_FAILURE_LIMIT = SIGN_IN_ATTEMPTS
AXES_COOLOFF_TIME = timedelta(minutes=SIGN_IN_PAUSE_MINUTES)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "inquiries.attempts.name_key"
AXES_CLIENT_IP_CALLABLE = "inquiries.accesses.address"
AXES_LOCKOUT_CALLABLE = "inquiries.attempts.say_so"
AXES_DISABLE_ACCESS_LOG = True  # inquiries/accesses.py is the log
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Sign-ins and exports are personal data: after so many days an entry goes; 0 keeps none.
ACCESS_LOG_DAYS = int(os.environ.get("ACCESS_LOG_DAYS", 90))

# For so many seconds after the last sign of a page on which something is changed, its clerk counts as working on it;
# the page asks three times as often.
PRESENCE_SECONDS = int(os.environ.get("PRESENCE_SECONDS", 90))

# What is typed on the desk is kept every so many seconds, and for so many days when it is never saved.
DRAFT_SECONDS = 10
DRAFT_DAYS = int(os.environ.get("DRAFT_DAYS", 30))

# --- Language and time ----------------------------------------------------------------------------------
LANGUAGE_CODE = "de"
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

# --- Static files ---------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
WHITENOISE_ALLOW_ALL_ORIGINS = False
KERN_DIR = BASE_DIR / "node_modules" / "@kern-ux" / "native" / "dist"
STATICFILES_DIRS = [BASE_DIR / "static", ("kern", KERN_DIR)]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- The house (facts that are not certain are settings) ------------------------------------------------
PARLAMENT = os.environ.get("PARLAMENT", "BW")
# Whether a deadline that falls on a Saturday, Sunday or holiday moves to the next working day: not settled
# by the Geschäftsordnung as we have it, hence off.
FRIST_AUF_WERKTAG = flag("FRIST_AUF_WERKTAG", default=False)
# Nobody publishes a letter that they entered, changed or presented themselves.
VIER_AUGEN = flag("VIER_AUGEN", default=False)
# How many inquiries one request may print; the command prints any number.
DOSSIER_MAX_INQUIRIES = int(os.environ.get("DOSSIER_MAX_INQUIRIES", 100))
# More than so many are printed by a job; the PDF is kept for some hours.
DOSSIER_DIRECT_INQUIRIES = int(os.environ.get("DOSSIER_DIRECT_INQUIRIES", 20))
DOSSIER_KEEP_HOURS = int(os.environ.get("DOSSIER_KEEP_HOURS", 24))
# What one paper may take: files come from outside, and a file can be made to be costly. The longest Drucksachen with
# scanned Anlagen have some 30 MB and 1000 pages; a page of a PDF takes about 25 ms.
PAPER_MAX_MB = int(os.environ.get("PAPER_MAX_MB", 50))
PAPER_MAX_PAGES = int(os.environ.get("PAPER_MAX_PAGES", 2000))
PAPER_MAX_CHARACTERS = int(os.environ.get("PAPER_MAX_CHARACTERS", 10_000_000))
PAPER_MAX_SECONDS = int(os.environ.get("PAPER_MAX_SECONDS", 60))
PAPER_MAX_MEMORY_MB = int(os.environ.get("PAPER_MAX_MEMORY_MB", 1000))
CONTACT_EMAIL = os.environ.get("CONTACT_EMAIL", "")

# --- Logging --------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        name: {"level": os.environ.get("LOG_LEVEL", "WARNING")}
        for name in ("procrastinate", "axes")  # they tell of each job and tick, and of each step of signing in
    },
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
}
