"""How much an account may come to over all matters: no more than every reader keeps exactly."""

from collections.abc import Sequence
from typing import Final

from django.db.models import Sum

from habeas.domain.journal.entries import Account, Entry, State, sum_of
from habeas.money import MOST
from habeas.server.journal.models import Posting

_LARGE: Final = MOST // 1_000_000
"""Minor units, some 90 million dollars. Smaller amounts fill an account only by the million, and cost no question."""


def find_full(changes: Sequence[Entry], *, before: Sequence[Entry], is_test: bool) -> Account | None:
    """Return an account that some entries take past the most, None where there is none.

    `before` are entries that will be written with them and are no rows yet.
    """
    if not any(abs(amount) > _LARGE for one in changes for amount in one.amounts.values()):
        return None
    touched = {account for one in changes for account in one.amounts}
    rows = Posting.objects.filter(owner__party__in={one.member for one in touched}, owner__is_test=is_test)
    sums = rows.values_list("owner__party", "state", "currency").annotate(Sum("amount"))
    there = {Account(party, State(state), currency): amount for party, state, currency, amount in sums}
    after = sum_of([there, *(one.amounts for one in (*before, *changes))])
    return next((account for account in sorted(touched) if abs(after.get(account, 0)) > MOST), None)
