"""The service's settings in tests: its own, with a secret made up here and the database that the run asks for."""

import os

os.environ.setdefault("HABEAS_SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests")
os.environ.setdefault("HABEAS_DATA_DIR", "/nonexistent")
os.environ.setdefault("HABEAS_DATABASE_URL", "sqlite:///:memory:")
os.environ.setdefault("HABEAS_YEARLY_RATE", "800")

from habeas.server.settings import *  # noqa: F403  # after the environment is there

# Files of pages are served from where they stand; `habeas serve` gathers them under names that hold their digests.
# There is no folder to gather them in, so that no command can put any beside their sources.
STATIC_ROOT = None  # type: ignore[assignment]  # the service's own is a folder
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

# A password costs nothing to check: how long it takes to guess one is not what tests ask.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
