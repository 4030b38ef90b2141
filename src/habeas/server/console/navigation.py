"""What can be reached from every page, by whom, and what every page knows."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from habeas.server.appeals.access import list_accesses
from habeas.server.console.words import read_words
from habeas.server.identity.roles import ANYBODY, APPEALS, APPROVALS, CASES, CLOCKS, MONEY, SANCTIONS, Role
from habeas.server.identity.staff import KnownStaff, get_staff

CONSOLE: Final = "/console/"
"""Under which the pages stand."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page that the bar of each page leads to: its name among addresses, its words, and who may go there."""

    name: str
    says: str
    roles: frozenset[Role]


PLACES: Final = (
    Place("console:queue", "place.queue", CASES),
    Place("console:campaigns", "place.campaigns", CASES),
    Place("console:approvals", "place.approvals", APPROVALS),
    Place("console:appeals", "place.appeals", APPEALS),
    Place("console:sanctions", "place.sanctions", SANCTIONS),
    Place("console:clocks", "place.clocks", CLOCKS),
    Place("console:inquiries", "place.inquiries", ANYBODY),
    Place("console:money", "place.money", MONEY),
)


def who_is(request: HttpRequest) -> KnownStaff | None:
    """Return who signed in; None where nobody did. Asked of the database once a request."""
    if not request.user.is_authenticated:
        return None
    known: KnownStaff | None = request.META.get("habeas.staff")
    if known is None:
        known = request.META["habeas.staff"] = get_staff(request.user.pk)
    return known


def admitted(request: HttpRequest, staff: KnownStaff) -> frozenset[str] | None:
    """Return the decisions about which somebody from outside may hear appeals now; None for staff."""
    if "habeas.admitted" not in request.META:
        accesses = list_accesses(staff.actor, now=timezone.now())
        found = None if accesses is None else frozenset(str(one["decision"]) for one in accesses)
        request.META["habeas.admitted"] = found
    known: frozenset[str] | None = request.META["habeas.admitted"]
    return known


def list_places(roles: frozenset[Role], admitted_to: frozenset[str] | None) -> list[Place]:
    """Return where somebody can go. Who comes from outside hears appeals, and is there for nothing else."""
    if admitted_to is not None:
        return [one for one in PLACES if one.roles in {APPEALS, ANYBODY}]
    return [one for one in PLACES if roles & one.roles]


def in_templates(request: HttpRequest) -> dict[str, Any]:
    """Return what each page of the console knows: its words, who reads, where they can go."""
    if not request.path_info.startswith(CONSOLE):
        return {}
    staff = who_is(request)
    found = [] if staff is None else list_places(staff.roles, admitted(request, staff))
    places = [{"url": reverse(one.name), "says": one.says} for one in found]
    here = next((one for one in places if request.path.startswith(one["url"])), None)
    return {"words": read_words(), "staff": staff, "places": places, "here": here}
