"""Reads of who took part."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from habeas.domain.actors import Actor
from habeas.domain.appeals.independence import DECIDING, Part
from habeas.server.identity.staff import actor_of, staff_id
from habeas.server.independence.models import Participation


def list_who_took_part(subjects: Iterable[str]) -> Sequence[Actor]:
    """Return everybody who took part in any of these cases or decisions, the first to come first."""
    found = Participation.objects.filter(subject__in=[one for one in subjects if one]).order_by("at", "id")
    return [actor_of(number) for number in dict.fromkeys(found.values_list("staff", flat=True))]


def list_parts_of(actor: Actor, *, among: Iterable[str]) -> frozenset[str]:
    """Return the cases and decisions, of some, in which a person took part."""
    mine = Participation.objects.filter(staff=staff_id(actor), subject__in=[one for one in among if one])
    return frozenset(mine.values_list("subject", flat=True))


def list_who_brought_about(subjects: Iterable[str]) -> frozenset[Actor]:
    """Return everybody who took part in any of these cases or decisions, but for who only found that it was wrong."""
    found = Participation.objects.filter(subject__in=[one for one in subjects if one]).exclude(part=Part.CORRECTED)
    return frozenset(actor_of(number) for number in found.values_list("staff", flat=True))


def list_first_deciders(case: str, *, before: datetime) -> frozenset[Actor]:
    """Return who brought about what was decided in a case before it was opened again."""
    found = Participation.objects.filter(subject=case, part__in=DECIDING, at__lte=before)
    return frozenset(actor_of(number) for number in found.values_list("staff", flat=True))
