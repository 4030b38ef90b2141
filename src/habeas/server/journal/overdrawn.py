"""Accounts out of which more went than came in, as far as anybody told: nobody has less than nothing."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db.models import Max, Sum

from habeas.domain.journal.entries import Balances, State
from habeas.domain.journal.reconciliation import Difference
from habeas.money import Money
from habeas.server.journal.models import Overdrawn, Posting

_Account = tuple[int, str]
"""An owner by number, and a currency."""


def note_overdrawn(made: Collection[Posting]) -> None:
    """Note which accounts have less than nothing available now that these were posted, and which no longer do.

    In the transaction that posts them, whose members are locked: nobody else posts for them meanwhile.
    """
    moved: dict[_Account, int] = defaultdict(int)
    for one in made:
        if one.state == State.AVAILABLE:
            moved[one.owner_id, one.currency] += one.amount
    if not moved:
        return
    rows = Overdrawn.objects.filter(owner__in={owner for owner, _ in moved})
    noted = {(row.owner_id, row.currency): row for row in rows}
    # What gets more comes to less than nothing only where it did before.
    left = _sum_available([one for one, by in moved.items() if by < 0 or one in noted])
    below = {account for account, amount in left.items() if amount < 0}
    new = [Overdrawn(owner_id=owner, currency=currency) for owner, currency in sorted(below - noted.keys())]
    Overdrawn.objects.bulk_create(new, ignore_conflicts=True)
    gone = [noted[account].pk for account in noted.keys() & left.keys() - below]
    if gone:
        Overdrawn.objects.filter(pk__in=gone).delete()


def _sum_available(accounts: Collection[_Account]) -> Mapping[_Account, int]:
    if not accounts:
        return {}
    mine = Posting.objects.filter(owner__in={owner for owner, _ in accounts}, state=State.AVAILABLE)
    sums = mine.values_list("owner", "currency").annotate(Sum("amount"))
    return {(owner, currency): left for owner, currency, left in sums if (owner, currency) in accounts}


def list_overdrawn(*, is_test: bool, most: int) -> Sequence[Difference]:
    """Return whose available money is less than nothing: an event is missing, or one was wrong."""
    rows = Overdrawn.objects.filter(owner__is_test=is_test).select_related("owner").order_by("owner", "currency")[:most]
    noted = {(row.owner_id, row.currency): row.owner.party for row in rows}
    if not noted:
        return []
    theirs = Posting.objects.filter(owner__in={owner for owner, _ in noted}, state=State.AVAILABLE)
    sums = theirs.values_list("owner", "currency").annotate(Sum("amount"), Max("entry__occurred_at"))
    found = {(owner, currency): (left, since) for owner, currency, left, since in sums}
    return [
        _difference(party, Money(found[account][0], account[1]), found[account][1]) for account, party in noted.items()
    ]


def list_overdrawn_of(member: str, balances: Mapping[str, Balances], *, now: datetime) -> Sequence[Difference]:
    """Return the same of one member, by what they have now."""
    available = [one.available for one in balances.values()]
    return [_difference(member, money, now) for money in available if money.amount < 0]


def _difference(member: str, booked: Money, at: datetime) -> Difference:
    nothing = Money(0, booked.currency)
    return Difference(member=member, state=State.AVAILABLE, at=at, reported=nothing, booked=booked, is_reported=False)
