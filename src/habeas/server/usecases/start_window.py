"""Lets the time run in which a member can appeal a decision that they were told of (DSA20-1, DSA20-2)."""

from datetime import datetime

from django.db import transaction

from habeas.server.watching.windows import begin_window


@transaction.atomic
def start_window(*, decision: str, is_test: bool, now: datetime) -> None:
    """Start it, once; nothing where the decision cannot be appealed any more."""
    begin_window(decision, is_test=is_test, now=now)
