"""What a person wrote in plans for other members before, which tells reasons of their own from boilerplate."""

from collections.abc import Iterator, Mapping
from enum import Enum, auto
from typing import Final

from habeas.domain.actors import Actor
from habeas.domain.cases.reasoning import EARLIER_COMPARED
from habeas.domain.holds.answers import Answer, GoesOn, HoldAgainst, PayOn, RefundClient
from habeas.domain.holds.paying import has_own_date
from habeas.domain.holds.record import plan_from_json
from habeas.domain.holds.wind_down import Before, WindDown
from habeas.server.holds.earlier import map_hold_reasons
from habeas.server.identity.staff import staff_id
from habeas.server.parties.keys import read_keys
from habeas.server.parties.sealed import open_content
from habeas.server.rulings.models import Sanction


class Given(Enum):
    """What reasons are given for in a plan."""

    WAIT = auto()
    DATE = auto()
    REFUND = auto()
    STOP = auto()


def list_reasons_before(by: Actor, *, but_to: str, is_test: bool) -> Before:
    """Return why a person let money wait, dated it, gave it back, stopped contracts: the last to each other member.

    A plan counts from when it was made; the hold of one counts once with it.
    """
    told: dict[Given, dict[str, str]] = {what: {} for what in Given}
    for plan in _plans(by, but_to=but_to, is_test=is_test):
        for what, because in _reasons(plan):
            told[what].setdefault(plan.member, because)
    told[Given.WAIT] |= map_hold_reasons(by, but_to=but_to, is_test=is_test)
    return Before(
        of_waits=tuple(told[Given.WAIT].values()),
        of_dates=tuple(told[Given.DATE].values()),
        of_refunds=tuple(told[Given.REFUND].values()),
        of_contracts=tuple(told[Given.STOP].values()),
    )


_WHAT: Final[Mapping[type[Answer], Given]] = {
    HoldAgainst: Given.WAIT,
    PayOn: Given.DATE,
    RefundClient: Given.REFUND,
}


def _reasons(plan: WindDown) -> Iterator[tuple[Given, str]]:
    """Yield the reasons in a plan by what they are for. A payment now needs none, and none on an amount's own date."""
    for amount in plan.amounts:
        for part in plan.answers[amount.id]:
            what = _WHAT.get(type(part.answer))
            if what is not None and not has_own_date(amount, part):
                yield what, part.because
    for fate in plan.fates.values():
        if not isinstance(fate, GoesOn):
            yield Given.STOP, fate.because


def _plans(by: Actor, *, but_to: str, is_test: bool) -> Iterator[WindDown]:
    """Yield the last plans of a person for others, the latest first; those of erased members are gone."""
    decided = Sanction.objects.filter(decided_by=staff_id(by), is_test=is_test).exclude(member=but_to)
    rows = list(decided.order_by("-decided_at", "id")[:EARLIER_COMPARED])
    keys = read_keys({row.member_id for row in rows})
    for row in rows:
        content = open_content(row.member_id, row.sealed, keys=keys) if keys.has(row.member_id) else {}
        if "plan" in content:
            yield plan_from_json(content["plan"])
