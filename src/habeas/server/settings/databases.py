"""The database as Django's settings write it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from habeas.server.settings.environment import Database

_SQLITE_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA secure_delete=ON;"  # what is deleted is overwritten: a member's destroyed key above all (GDPR17)
)


def as_django(database: Database, *, wait: timedelta) -> dict[str, object]:
    """Return the database as Django's settings write it. `wait` is how long to wait for another writer."""
    if database.is_sqlite:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": database.name,
            # One connection a thread for good: opening one costs as much as a third of a checked draft.
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": wait.total_seconds(),
                "transaction_mode": "IMMEDIATE",
                "init_command": _SQLITE_PRAGMAS,
            },
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database.name,
        "USER": database.user,
        "PASSWORD": database.password,
        "HOST": database.host,
        "PORT": database.port,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(_postgres_options(database, wait)),
    }


def _postgres_options(database: Database, wait: timedelta) -> Iterator[tuple[str, str]]:
    yield "options", f"-c lock_timeout={int(wait.total_seconds() * 1000)}"
    yield "connect_timeout", "5"
    yield from database.options
