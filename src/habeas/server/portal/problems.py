"""What was refused, in the words of the reader: each says what is wrong and what to do; nothing typed is lost."""

from dataclasses import dataclass
from typing import Any

from habeas.domain.refusals import Refused
from habeas.domain.statements.catalogues import Catalogue


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and the field of the form that it is about."""

    field: str
    text: str


def problem_of(error: Refused, words: Catalogue, *, field: str) -> Problem:
    """Return a refusal as a problem; one that the catalogue has no words for says the rule's own."""
    key = f"problem.{error.code}"
    return Problem(field, words.say(key, **_shown(error.facts)) if key in words.texts else str(error))


def _shown(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of a refusal as a reader takes them: sizes in megabytes."""
    sizes = {name: f"{facts[name] / 1024 / 1024:.1f}" for name in ("size", "most") if isinstance(facts.get(name), int)}
    return {**facts, **{f"{name}_mb": said for name, said in sizes.items()}}
