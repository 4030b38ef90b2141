"""Writes of links."""

from django.db.models import F

from habeas.server.links.models import Link
from habeas.server.parties.models import Member


def take_back_links(member: str) -> None:
    """Let no link, letter or session of a member open that was made before."""
    Member.objects.filter(id=member).update(link_round=F("link_round") + 1)


def forget_codes(member: str) -> None:
    """Let no code open a member's own links that was mailed before: the address it went to may be another's."""
    Link.objects.filter(member=member, mandate=None).exclude(code="").update(code="")
