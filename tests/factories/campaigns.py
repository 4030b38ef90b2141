"""Members who send the same offer, and people who decide about them at once."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from habeas.domain.actors import Actor
from habeas.server.api.rulings import RulingContent
from habeas.server.campaigns.models import Campaign, Target
from habeas.server.identity.models import Staff
from habeas.server.identity.staff import actor_of
from habeas.server.sanctions.ruling import Ruling
from habeas.server.usecases.assign_appeal import assign_appeal
from habeas.server.usecases.decide_appeal import decide_appeal
from habeas.server.usecases.decide_campaign import decide_campaign
from habeas.server.usecases.file_appeal import Paper, file_appeal
from habeas.server.usecases.open_campaign_member import open_campaign_member
from habeas.server.usecases.preview_campaign import Selection, preview_campaign
from tests.factories.casework import DAY, HOUR, a_ruling, hire, own_verdict, work
from tests.factories.holds import PAYMENT
from tests.factories.market import message, send

RESTRICTION: Final[Mapping[str, Any]] = {
    "action": "restrict",
    "measures": [{"restriction": "service", "capabilities": ["propose", "message"], "days": 7}],
    "lesser": [{"action": "warn", "why_not": "the same offer was sent to many at once"}],
}
"""What is decided about all of them, where nothing else is said."""


def offer(member: str, *, at: datetime, delivery: str = "pending") -> None:
    """Let a member send the offer to somebody of their own."""
    room = f"room of {member}"
    sent = message(PAYMENT, at=at, delivery=delivery, member=member, to=f"client of {member}", conversation=room)
    send(sent, now=at)


def a_selection(*, now: datetime, **changes: Any) -> Selection:  # noqa: ANN401  # of any field
    """Return whom a campaign is about: who made the offer within an hour."""
    usual: dict[str, Any] = {
        "criterion": "they offered to be paid by another service, in the same words",
        "condition": "finding.kind == 'payment'",
        "since": now - HOUR,
        "until": now,
    }
    return Selection(**usual | changes)


def previewed(members: Iterable[str], *, by: Actor, now: datetime) -> str:
    """Return a campaign about members who made the offer half an hour before."""
    for member in members:
        offer(member, at=now - timedelta(minutes=30))
    return preview_campaign(selection=a_selection(now=now), by=by, is_test=False, now=now)


def looked_through(campaign: str, *, by: Actor, now: datetime) -> None:
    """Let a person open all of the sample."""
    for target in Target.objects.filter(campaign=campaign, is_sampled=True):
        look_at(campaign, target.member_id, by=by, now=now)


def look_at(campaign: str, member: str, *, by: Actor, now: datetime) -> Mapping[str, Any]:
    """Let a person open what a campaign holds of a member."""
    return open_campaign_member(campaign=campaign, member=member, by=by, is_test=False, now=now)


def ruling_on_all(**changes: object) -> Ruling:
    """Return what Ana writes about all of them."""
    return RulingContent.model_validate(a_ruling(**{**RESTRICTION, **changes})).ruling


def decided(members: Iterable[str], *, by: Actor, now: datetime, **changes: object) -> str:
    """Return a campaign that a person decided after a look at its sample."""
    campaign = previewed(members, by=by, now=now)
    looked_through(campaign, by=by, now=now)
    decide_campaign(campaign=campaign, ruling=ruling_on_all(**changes), by=by, is_test=False, now=now)
    return campaign


def sanction_of(campaign: str, member: str) -> str:
    """Return the decision about one member of a campaign."""
    return str(Target.objects.get(campaign=campaign, member=member).sanction_id)


def overturn_one_of(campaign: str, member: str, *, now: datetime) -> None:
    """Let one member's decision take effect, be appealed, and be overturned by Cleo, who took no part."""
    for days in range(5):
        work(now=Campaign.objects.get(id=campaign).previewed_at + days * DAY, rounds=5)
    said = ["We met elsewhere.", "I lost two days of work."]
    sanction = sanction_of(campaign, member)
    appeal = file_appeal(decision=sanction, member=member, paper=Paper(arguments=said), is_test=False, now=now)
    known = Staff.objects.filter(name="cleo").first()
    cleo = hire("cleo", hears_appeals=True) if known is None else actor_of(known.pk)
    assign_appeal(appeal=appeal, reviewer=cleo, is_test=False, now=now)
    decide_appeal(appeal=appeal, verdict=own_verdict(appeal), by=cleo, is_test=False, now=now)
    work(now=now)
