"""Reads of who took part."""

from collections.abc import Iterable, Sequence

from habeas.domain.actors import Actor
from habeas.server.identity.staff import actor_of
from habeas.server.independence.models import Participation


def list_who_took_part(subjects: Iterable[str]) -> Sequence[Actor]:
    """Return everybody who took part in any of these cases or decisions, the first to come first."""
    found = Participation.objects.filter(subject__in=[one for one in subjects if one]).order_by("at", "id")
    return [actor_of(number) for number in dict.fromkeys(found.values_list("staff", flat=True))]
