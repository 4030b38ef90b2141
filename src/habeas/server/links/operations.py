"""Writes of links."""

from django.db.models import F

from habeas.server.parties.models import Member


def take_back_links(member: str) -> None:
    """Let no link, letter or session of a member open that was made before."""
    Member.objects.filter(id=member).update(link_round=F("link_round") + 1)
