"""A message that a machine holds, and a notice that has yet to settle."""

from datetime import datetime, timedelta

from habeas.server.notices.models import Notice
from habeas.server.sanctions.models import Measure
from tests.factories.market import NOW, message, send

PAYMENT = "Pay me by PayPal at ana@example.com, no platform fee"
HOLD = timedelta(hours=4)


def hold(*, at: datetime = NOW, member: str = "ana") -> Measure:
    """Return the hold of a member's message."""
    be_held(at=at, member=member)
    return Measure.objects.get(member=member, ended_at=None)


def warn(text: str = PAYMENT, *, at: datetime = NOW, member: str = "ana") -> Notice:
    """Return the notice about a message that was delivered already: it settles first."""
    send(message(text, at=at, member=member), now=at)
    return Notice.objects.get(member=member)


def be_held(*, at: datetime, member: str) -> None:
    """Let a member offer twice to be paid outside: the first time they are warned, the second the message is held."""
    for minutes in (1, 0):
        sent = at - timedelta(minutes=minutes)
        send(message(PAYMENT, at=sent, delivery="pending", member=member, conversation=f"room of {member}"), now=sent)
