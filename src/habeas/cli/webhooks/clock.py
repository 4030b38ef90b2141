"""The clock of these commands."""

from datetime import UTC, datetime


def now_in_utc() -> datetime:
    """Return the time."""
    return datetime.now(UTC)  # noqa: TID251  # an interface reads the clock
