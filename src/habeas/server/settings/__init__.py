"""Django's settings, made from the environment. Wrong variables stop the start, all named at once."""

import os

from habeas.server.settings.databases import as_django
from habeas.server.settings.environment import Environment, read_environment
from habeas.server.settings.mail import as_django as mail_as_django
from habeas.server.settings.waits import DATABASE_WAIT, STAFF_SESSION

HABEAS: Environment = read_environment(os.environ)

SECRET_KEY = HABEAS.secret_key
SECRET_KEY_FALLBACKS = list(HABEAS.old_secret_keys)
DEBUG = False
ALLOWED_HOSTS = list(HABEAS.allowed_hosts)
DATABASES = {"default": as_django(HABEAS.database, wait=DATABASE_WAIT)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "identity.Staff"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "habeas.server.console",  # before allauth: its pages are drawn as ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "habeas.server.audit",
    "habeas.server.identity",
    "habeas.server.outbox",
    "habeas.server.deadlines",
    "habeas.server.independence",
    "habeas.server.parties",
    "habeas.server.events",
    "habeas.server.policies",
    "habeas.server.journal",
    "habeas.server.screening",
    "habeas.server.cases",
    "habeas.server.safeguards",
    "habeas.server.appeals",
    "habeas.server.attachments",
    "habeas.server.links",
    "habeas.server.rulings",
    "habeas.server.decisions",
    "habeas.server.sanctions",
    "habeas.server.holds",
    "habeas.server.notices",
    "habeas.server.campaigns",
    "habeas.server.api",
    "habeas.server.portal",
]

MIDDLEWARE = [
    "habeas.server.api.middleware.RequestIds",
    "habeas.server.observability.middleware.Watched",
    "habeas.server.api.middleware.StrictHeaders",
    "habeas.server.api.middleware.ProblemDetails",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "habeas.server.urls"
WSGI_APPLICATION = "habeas.server.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "habeas.server.console.navigation.in_templates",
            ]
        },
    }
]

globals().update(mail_as_django(HABEAS.mail))

LOGGING_CONFIG = "habeas.server.observability.configuration.configure"
LOGGING = {"level": HABEAS.log_level}

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
APPEND_SLASH = False

STATIC_URL = "static/"
STATIC_ROOT = HABEAS.data_dir / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = HABEAS.data_dir / "files"

# Whatever is not said otherwise is closed: HTTPS where the public address is, cookies for us alone.
SECURE_SSL_REDIRECT = HABEAS.is_https
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HABEAS.is_https else None
SECURE_HSTS_SECONDS = int(HABEAS.hsts.total_seconds()) if HABEAS.is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HABEAS.is_https
SECURE_HSTS_PRELOAD = HABEAS.is_https
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HABEAS.is_https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME, SESSION_COOKIE_PATH = "habeas_staff", "/console/"
SESSION_COOKIE_AGE = int(STAFF_SESSION.total_seconds())
CSRF_FAILURE_VIEW = "habeas.server.urls.forged"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024  # a thousand events with long texts; the parser counts again

# How staff sign in: accounts that an operator made, by e-mail and password, a code beside it for who wants one.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "habeas.server.console.signing_in.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(HABEAS.is_https)
MFA_ADAPTER = "habeas.server.console.signing_in.SecondFactors"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an operator wrote it down
LOGIN_URL = "account_login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
