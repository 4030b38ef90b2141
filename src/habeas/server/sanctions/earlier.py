"""What a person wrote in plans for other members before, which tells reasons of their own from boilerplate."""

from collections.abc import Iterator

from habeas.domain.actors import Actor
from habeas.domain.cases.reasoning import EARLIER_COMPARED
from habeas.domain.holds.answers import GoesOn, HoldAgainst
from habeas.domain.holds.record import plan_from_json
from habeas.domain.holds.wind_down import Before, WindDown
from habeas.server.holds.earlier import map_hold_reasons
from habeas.server.identity.staff import staff_id
from habeas.server.parties.keys import read_keys
from habeas.server.parties.sealed import open_content
from habeas.server.rulings.models import Sanction


def list_reasons_before(by: Actor, *, but_to: str, is_test: bool) -> Before:
    """Return why a person let money wait and contracts stop lately, one for each other member.

    A plan counts from when it was made; the hold of one counts once with it.
    """
    of_waits: dict[str, str] = {}
    of_contracts: dict[str, str] = {}
    for plan in _plans(by, but_to=but_to, is_test=is_test):
        parts = (part for parts in plan.answers.values() for part in parts)
        waits = [part.because for part in parts if isinstance(part.answer, HoldAgainst)]
        stops = [fate.because for fate in plan.fates.values() if not isinstance(fate, GoesOn)]
        for told, found in ((of_waits, waits), (of_contracts, stops)):
            if found:
                told.setdefault(plan.member, found[0])
    of_waits |= map_hold_reasons(by, but_to=but_to, is_test=is_test)
    return Before(of_waits=tuple(of_waits.values()), of_contracts=tuple(of_contracts.values()))


def _plans(by: Actor, *, but_to: str, is_test: bool) -> Iterator[WindDown]:
    """Yield the last plans of a person for others, the latest first; those of erased members are gone."""
    decided = Sanction.objects.filter(decided_by=staff_id(by), is_test=is_test).exclude(member=but_to)
    rows = list(decided.order_by("-decided_at", "id")[:EARLIER_COMPARED])
    keys = read_keys({row.member_id for row in rows})
    for row in rows:
        content = open_content(row.member_id, row.sealed, keys=keys) if keys.has(row.member_id) else {}
        if "plan" in content:
            yield plan_from_json(content["plan"])
