"""What hosts kept of the money of contracts, contract by contract, as they told it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from habeas.domain.appeals.remedies import FeeKept
from habeas.domain.journal.facts import FactKind
from habeas.server.journal.earnings import list_moves_of_others
from habeas.server.journal.models import Fact, Matter

_SIGN: Final = {FactKind.RELEASED.value: 1, FactKind.REFUNDED.value: -1, FactKind.CHARGED_BACK.value: -1}
"""A fee is kept when money is released, and comes back with it."""


def list_fees(member: str, *, is_test: bool, since: datetime, until: datetime) -> Sequence[FeeKept] | None:
    """Return what was kept of releases to a member in a time, less what of it was given back in that time.

    None where it is not known, which is not nothing: nobody told of any contract's money of theirs, or a release in
    that time does not say what was kept of it.
    """
    paid = Matter.objects.filter(facts__payee__party=member, is_test=is_test).values("pk")
    if not paid.exists():
        return None
    moved = Fact.objects.filter(matter__in=paid, kind__in=_SIGN, occurred_at__gte=since, occurred_at__lt=until)
    moved = moved.exclude(pk__in=list_moves_of_others(member, is_test=is_test))
    kept: dict[tuple[str, str], int] = defaultdict(int)
    for key, currency, kind, fee in moved.values_list("matter__key", "currency", "kind", "fee"):
        if fee is None and kind == FactKind.RELEASED:
            return None
        kept[key.removeprefix("contract:"), currency] += _SIGN[kind] * (fee or 0)
    return [FeeKept(contract, fee, currency) for (contract, currency), fee in sorted(kept.items())]
