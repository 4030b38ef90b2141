"""Measures in the words of the reader, where each can be contested by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from habeas.domain.statements.catalogues import Catalogue
from habeas.server.recourse.ways import WayBack
from habeas.server.rulings.queries import get_sanction


@dataclass(frozen=True, slots=True)
class ContestableMeasure:
    """One measure: its id, and what it takes."""

    id: str
    text: str


def list_contestable(way: WayBack, words: Catalogue) -> Sequence[ContestableMeasure]:
    """Return the measures to choose from; none where there is no choice."""
    sanction = get_sanction(way.decision, is_test=False)
    if sanction is None or len(way.measures) < len(("one", "another")):
        return []
    return [ContestableMeasure(one["id"], words_of_taken(one["capabilities"], words)) for one in sanction["measures"]]


def words_of_taken(capabilities: Sequence[str], words: Catalogue) -> str:
    """Return in words what a measure takes."""
    named = (f"capability.{one}" for one in capabilities)
    return ", ".join(words.say(key if key in words.texts else "capability.other") for key in named)


def tell_taken(measure: Mapping[str, Any], words: Catalogue) -> str:
    """Return in words what a measure takes everywhere from a member; nothing where it takes a message or a part."""
    is_narrow = measure["event"] or measure["roles"] or measure["territory"]
    return "" if is_narrow else words_of_taken(measure["capabilities"], words)
