"""What members type, as they meant it: never cut, and too long only where their own letters are."""

from typing import Final

from django.http import HttpRequest

from habeas.domain.statements.catalogues import Catalogue
from habeas.server.portal.problems import Problem

LONGEST: Final = 10_000
"""Letters that fit, a line break being one: browsers count it so, and send it as two."""


def read_typed(request: HttpRequest, name: str) -> str:
    """Return what was typed into a field, whole."""
    return one_break(request.POST.get(name, ""))


def one_break(text: str) -> str:
    """Return a text with each line break as one letter."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def too_long(text: str, words: Catalogue, *, field: str, most: int = LONGEST) -> list[Problem]:
    """Return that a text does not fit, and by how much; nothing where it fits."""
    over = len(text) - most
    if over <= 0:
        return []
    return [Problem(field, words.say("problem.too-long", length=len(text), most=most, over=over))]
