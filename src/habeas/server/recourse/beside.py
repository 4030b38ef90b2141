"""What a machine decided about the words that a person's decision rested on: whoever overturns that, finds it there."""

from collections.abc import Mapping, Sequence
from typing import Any

from habeas.domain.appeals.standing import Matter
from habeas.server.appeals.queries import get_appeal
from habeas.server.decisions.models import Decision
from habeas.server.decisions.queries import list_in_force_about
from habeas.server.parties.keys import Keyring, read_keys
from habeas.server.recourse.registry import RECOURSES

Json = Mapping[str, Any]


def list_beside(decision: str, *, matter: Matter, keys: Keyring) -> Sequence[Decision]:
    """Return what a machine did about the words of a decision, other than by it, and still stands, the oldest first.

    The same words count wherever their writer sent them: what a rule says of them elsewhere was said for them too.
    """
    exhibits = [one for one in RECOURSES[matter].list_exhibits(decision, keys=keys) if one.id != decision]
    return list_in_force_about([one.id for one in exhibits], words={one.text for one in exhibits}, keys=keys)


def show_appeal(appeal_id: str, *, is_test: bool) -> Json | None:
    """Return an appeal with its words, and beside them what a machine did about the same words that still stands."""
    found = get_appeal(appeal_id, is_test=is_test)
    return None if found is None else {**found, "machine_decisions": show_beside(found)}


def show_beside(appeal: Json) -> Sequence[Json]:
    """Return what a machine did about the words that an appeal's decision rested on, as interfaces show it."""
    keys = read_keys([appeal["member"]])
    if not keys.has(appeal["member"]):
        return []
    return [
        {"id": one.id, "action": one.action, "occurred_at": one.occurred_at.isoformat()}
        for one in list_beside(appeal["decision"], matter=Matter(appeal["matter"]), keys=keys)
    ]
