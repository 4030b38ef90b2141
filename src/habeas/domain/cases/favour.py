"""What speaks for the member, computed from facts for every case: never an opinion, and never nothing by silence.

What nobody knows is listed as unknown, so that a reviewer asks; an absent good record is held against nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from habeas.policy.unknown import Unknown


class Favour(StrEnum):
    """One kind of thing that speaks for a member."""

    PAYMENTS_KEPT = "payments_kept"
    CONTRACTS_KEPT = "contracts_kept"
    TENURE = "tenure"
    CLEAN_RECORD = "clean_record"
    OVERTURNED_BEFORE = "overturned_before"
    DECLARATION = "declaration"
    ASKED_BY_OTHER = "asked_by_other"
    KNOWN_BEFORE = "known_before"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRecord:
    """The facts of a member's record as they stood, each maybe unknown; money in minor units with its currency."""

    paid_inside: int | Unknown
    currency: str
    completed_contracts: int | Unknown
    tenure_days: int | Unknown
    strikes: int | Unknown
    messages: int | Unknown
    overturned: int = 0
    declaration: str | None = None
    asked_by_other: bool | Unknown = False
    known_before: bool | Unknown = False
    dismissals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaks:
    """One thing that speaks for the member, with the values that its words need."""

    favour: Favour
    values: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class InFavour:
    """What speaks for a member, and which facts of that kind nobody knows."""

    speaks: tuple[Speaks, ...]
    unknown: tuple[str, ...]


def in_favour(record: MemberRecord) -> InFavour:
    """Return what speaks for a member on these facts. A declaration only ever speaks for them (invariant 13)."""
    return InFavour(tuple(_speaks(record)), tuple(_unknown(record)))


def _speaks(record: MemberRecord) -> Iterator[Speaks]:
    if _is_some(record.paid_inside):
        yield Speaks(Favour.PAYMENTS_KEPT, (("amount", _int(record.paid_inside)), ("currency", record.currency)))
    if _is_some(record.completed_contracts):
        yield Speaks(Favour.CONTRACTS_KEPT, (("contracts", _int(record.completed_contracts)),))
    if _is_some(record.tenure_days):
        yield Speaks(Favour.TENURE, (("days", _int(record.tenure_days)),))
    if record.strikes == 0:
        yield Speaks(Favour.CLEAN_RECORD, (("messages", _int(record.messages)),))
    if record.overturned:
        yield Speaks(Favour.OVERTURNED_BEFORE, (("decisions", record.overturned),))
    yield from _speaks_here(record)


def _speaks_here(record: MemberRecord) -> Iterator[Speaks]:
    """Yield what speaks for the member in this matter, beside their record."""
    if record.declaration is not None:
        yield Speaks(Favour.DECLARATION, (("words", record.declaration),))
    if record.asked_by_other is True:
        yield Speaks(Favour.ASKED_BY_OTHER)
    if record.known_before is True:
        yield Speaks(Favour.KNOWN_BEFORE)
    for explanation in record.dismissals:
        yield Speaks(Favour.DISMISSED, (("explanation", explanation),))


def _unknown(record: MemberRecord) -> Iterator[str]:
    asked = {
        "paid_inside": record.paid_inside,
        "completed_contracts": record.completed_contracts,
        "tenure_days": record.tenure_days,
        "strikes": record.strikes,
        "messages": record.messages,
        "asked_by_other": record.asked_by_other,
        "known_before": record.known_before,
    }
    return (name for name, value in asked.items() if isinstance(value, Unknown))


def _is_some(value: int | Unknown) -> bool:
    return not isinstance(value, Unknown) and value > 0


def _int(value: int | Unknown) -> int:
    """Return the number, 0 where it is unknown: the words then leave it out."""
    return 0 if isinstance(value, Unknown) else value
