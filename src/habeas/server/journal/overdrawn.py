"""Accounts out of which more went than came in, as far as anybody told: nobody has less than nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Max, Sum

from habeas.domain.journal.entries import Balances, State
from habeas.domain.journal.reconciliation import Difference
from habeas.money import Money
from habeas.server.journal.models import Owner, Posting


def list_overdrawn(*, is_test: bool, most: int) -> Sequence[Difference]:
    """Return whose available money is less than nothing: an event is missing, or one was wrong."""
    # Grouped by the owner alone, it is read from one index, in its order: a name would be sorted for each posting.
    elsewhere = Owner.objects.filter(is_test=not is_test)
    available = Posting.objects.filter(state=State.AVAILABLE).exclude(owner__in=elsewhere)
    sums = available.values_list("owner", "currency").annotate(left=Sum("amount"))
    found = list(sums.filter(left__lt=0).order_by("owner", "currency")[:most])
    names, since = Owner.objects.in_bulk({owner for owner, *_ in found}), _map_moved([owner for owner, *_ in found])
    return [
        _difference(names[owner].party, Money(left, currency), since[owner, currency])
        for owner, currency, left in found
    ]


def list_overdrawn_of(member: str, balances: Mapping[str, Balances], *, now: datetime) -> Sequence[Difference]:
    """Return the same of one member, by what they have now."""
    available = [one.available for one in balances.values()]
    return [_difference(member, money, now) for money in available if money.amount < 0]


def _difference(member: str, booked: Money, at: datetime) -> Difference:
    nothing = Money(0, booked.currency)
    return Difference(member=member, state=State.AVAILABLE, at=at, reported=nothing, booked=booked, is_reported=False)


def _map_moved(owners: Sequence[int]) -> Mapping[tuple[int, str], datetime]:
    """Return when the available money of each owner moved last, by currency."""
    if not owners:
        return {}
    rows = Posting.objects.filter(owner__in=owners, state=State.AVAILABLE)
    moved = rows.values_list("owner", "currency").annotate(Max("entry__occurred_at"))
    return {(owner, currency): at for owner, currency, at in moved}
