"""In which order cases are looked at: a sum whose parts are shown, each with the reason for its weight.

Points are only compared with each other. What is due legally and what harms somebody come before what is old.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

HARM_TO_OTHERS: Final = 400
"""Somebody may be harmed while nobody looks: nothing else can be made good later."""

ILLEGALITY: Final = 150
"""A notice of illegal content comes before a breach of the terms; a trusted flagger's first among them (DSA22-1)."""

TRUSTED_FLAGGER: Final = 50
"""Only on top of a notice of illegality: their notices about terms wait as anybody's."""

OVERDUE: Final = 300
"""A promise that is broken already; above everything but harm."""

NEAR_DUE: Final = 200
"""The most that a deadline adds before it is due; it grows over the last two days."""

NEAR: Final = timedelta(days=2)
"""From here on a deadline presses: a reviewer needs a day, and a second person another."""

RESTRAINED: Final = 100
"""The member is under a measure meanwhile: each day is a day lost."""

SOLE_INCOME: Final = 60
"""The account is how the member lives (P2B11-1, priority by impact)."""

MONEY_CAP: Final = 80
"""The most that money adds, so that a large sum does not outweigh a person's living."""

MONEY_STEP: Final = 10_000
"""Minor units of a currency that add one point: about a hundred of its units."""

AGE_CAP: Final = 70
"""The most that age adds: nothing waits for ever, and nothing jumps the queue by waiting alone."""

AGE_A_DAY: Final = 10
"""A week of waiting reaches the cap."""


class Part(StrEnum):
    """What adds to a priority."""

    HARM = "harm"
    ILLEGALITY = "illegality"
    DEADLINE = "deadline"
    HARDSHIP = "hardship"
    MONEY = "money"
    AGE = "age"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakes:
    """What the order of cases depends on. `held` is money at stake, in minor units of whatever currency."""

    opened_at: datetime
    due_at: datetime | None = None
    harms_others: bool = False
    alleges_illegality: bool = False
    by_trusted_flagger: bool = False
    is_restrained: bool = False
    is_sole_income: bool = False
    held: int = 0


@dataclass(frozen=True, slots=True)
class Points:
    """What one part adds, and why in words for the reviewer."""

    part: Part
    points: int
    because: str


@dataclass(frozen=True, slots=True)
class Priority:
    """A sum with its parts; only those that add something."""

    parts: tuple[Points, ...]

    @property
    def points(self) -> int:
        """Return the sum; greater comes first."""
        return sum(part.points for part in self.parts)


def priority_of(stakes: Stakes, *, now: datetime) -> Priority:
    """Return the priority of a case with its breakdown."""
    parts = (
        Points(Part.HARM, HARM_TO_OTHERS * stakes.harms_others, "others may be harmed meanwhile"),
        _illegality(stakes),
        _deadline(stakes, now),
        _hardship(stakes),
        Points(Part.MONEY, min(MONEY_CAP, stakes.held // MONEY_STEP), "money is held meanwhile"),
        Points(Part.AGE, min(AGE_CAP, AGE_A_DAY * (now - stakes.opened_at).days), "it has waited for days"),
    )
    return Priority(tuple(part for part in parts if part.points > 0))


def _illegality(stakes: Stakes) -> Points:
    points = ILLEGALITY + TRUSTED_FLAGGER * stakes.by_trusted_flagger
    because = "a notice of illegal content" + ", by a trusted flagger" * stakes.by_trusted_flagger
    return Points(Part.ILLEGALITY, points * stakes.alleges_illegality, because)


def _deadline(stakes: Stakes, now: datetime) -> Points:
    if stakes.due_at is None:
        return Points(Part.DEADLINE, 0, "")
    left = stakes.due_at - now
    if left <= timedelta(0):
        return Points(Part.DEADLINE, OVERDUE, "its deadline has passed")
    pressing = max(timedelta(0), NEAR - left)
    return Points(Part.DEADLINE, int(NEAR_DUE * (pressing / NEAR)), "its deadline is near")


def _hardship(stakes: Stakes) -> Points:
    points = RESTRAINED * stakes.is_restrained + SOLE_INCOME * stakes.is_sole_income
    weighs = {
        "the member is restrained meanwhile": stakes.is_restrained,
        "the account is the member's living": stakes.is_sole_income,
    }
    return Points(Part.HARDSHIP, points, ", and ".join(why for why, is_so in weighs.items() if is_so))


def order_key(stakes: Stakes, *, case: str, now: datetime) -> tuple[int, datetime, datetime, str]:
    """Return the key that sorts cases: most points first, then what is due first, then the oldest."""
    due_at = stakes.due_at or datetime.max.replace(tzinfo=now.tzinfo)
    return (-priority_of(stakes, now=now).points, due_at, stakes.opened_at, case)
