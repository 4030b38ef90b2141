"""What a person told other members about their money before, which tells reasons of their own from boilerplate."""

from collections.abc import Iterable, Mapping, Sequence

from habeas.domain.actors import Actor
from habeas.domain.cases.reasoning import EARLIER_COMPARED
from habeas.server.holds.models import DeductionItem, Hold
from habeas.server.parties.keys import read_keys

Sealed = tuple[str, bytes | memoryview | None]
"""A member and words under their key, none where they are gone."""


def map_hold_reasons(by: Actor, *, but_to: str, is_test: bool) -> Mapping[str, str]:
    """Return why a person let money of others than a member wait lately, by whom; erased members' are gone."""
    rows = Hold.objects.filter(by=by.id, is_test=is_test).exclude(owner__party=but_to).order_by("-placed_at", "id")
    return _open(rows.values_list("owner__party", "sealed_because")[:EARLIER_COMPARED])


def list_hold_reasons(by: Actor, *, but_to: str, is_test: bool) -> Sequence[str]:
    """Return why a person let money wait lately, one for each other member; erased members' are gone."""
    return list(map_hold_reasons(by, but_to=but_to, is_test=is_test).values())


def list_renewal_reasons(by: Actor, *, but_to: str, is_test: bool) -> Sequence[str]:
    """Return why a person let money wait longer lately, as above."""
    rows = Hold.objects.filter(renewed_by=by.id, is_test=is_test).exclude(owner__party=but_to)
    sealed = rows.order_by("-renewed_at", "id").values_list("owner__party", "sealed_renewed_because")
    return list(_open(sealed[:EARLIER_COMPARED]).values())


def list_item_reasons(by: Actor, *, but_to: str, is_test: bool) -> Sequence[str]:
    """Return what a person said of items that they deducted lately, as above."""
    rows = DeductionItem.objects.filter(deduction__by=by.id, deduction__is_test=is_test)
    others = rows.exclude(deduction__hold__owner__party=but_to).order_by("-deduction__decided_at", "id")
    found = others.values_list("deduction__hold__owner__party", "sealed_words")
    return list(_open(found[:EARLIER_COMPARED]).values())


def _open(rows: Iterable[Sealed]) -> Mapping[str, str]:
    """Return the latest words to each member whose key is there."""
    latest: dict[str, bytes] = {}
    for member, sealed in rows:
        if sealed is not None:
            latest.setdefault(member, bytes(sealed))
    keys = read_keys(latest)
    return {member: keys.open(member, sealed).decode() for member, sealed in latest.items() if keys.has(member)}
