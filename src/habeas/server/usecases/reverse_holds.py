"""Undoes what a decision held that somebody takes back: free at once, once, and what the wait cost is written down."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from habeas.domain.holds.reversal import Loss
from habeas.server.audit.operations import append
from habeas.server.holds import reversing
from habeas.server.parties.keys import NOBODY


@transaction.atomic
def reverse_holds(*, decision: str, yearly_rate: int, by: str, is_test: bool, now: datetime) -> Sequence[Loss]:
    """Free all that a decision holds and return what it cost; a second time does and returns nothing."""
    undone = reversing.reverse_holds(decision, yearly_rate=yearly_rate, by=by, is_test=is_test, now=now)
    append(undone.happenings, seal=NOBODY.seal)
    return undone.losses
