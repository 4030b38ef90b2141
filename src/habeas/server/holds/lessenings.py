"""When how much of holds was free again before their end, as their providers were told: each instruction is kept."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from django.db.models import QuerySet

from habeas.domain.holds.lessening import Lessening
from habeas.money import Money
from habeas.server.holds.models import Hold, Instruction

Lessenings = Mapping[str, tuple[Lessening, ...]]

LESSEN: Final = "lessen"
"""What a provider is told where a part of a hold is free."""


def get_lessenings(row: Hold) -> tuple[Lessening, ...]:
    """Return when how much of one hold was free again, the first first."""
    if not row.lessened:
        return ()
    told = Instruction.objects.filter(hold=row, action=LESSEN).order_by("given_at", "key")
    return tuple(map(_lessening, told))


def map_lessenings(holds: QuerySet[Hold]) -> Lessenings:
    """Return the same for many holds, by their ids; those that were never lessened are not among them."""
    told = Instruction.objects.filter(hold__in=holds.filter(lessened__gt=0).order_by(), action=LESSEN)
    found: dict[str, tuple[Lessening, ...]] = defaultdict(tuple)
    for row in told.order_by("given_at", "key"):
        if row.hold_id is not None:
            found[row.hold_id] += (_lessening(row),)
    return found


def _lessening(told: Instruction) -> Lessening:
    return Lessening(amount=Money(told.amount, told.currency), at=told.given_at)
