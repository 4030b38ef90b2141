"""Texts of a policy in several languages, with places that the case fills in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

PLACE: Final = re.compile(r"\{([a-z_][a-z0-9_.]*)\}")
"""A place in a text, such as `{finding.kind}`."""


@dataclass(frozen=True, slots=True)
class Words:
    """One text per language; the first language of the policy stands in for a missing one."""

    texts: Mapping[str, str]

    def text(self, language: str | None = None) -> str:
        """Return the text in this language, as written, with its places."""
        found = self.texts.get(language) if language else None
        return next(iter(self.texts.values())) if found is None else found

    @property
    def places(self) -> frozenset[str]:
        """Return the names that the texts ask the case for."""
        return frozenset(name for text in self.texts.values() for name in PLACE.findall(text))

    def fill(self, values: Mapping[str, Any], *, language: str | None = None, vocabulary: "Vocabulary") -> str:
        """Return the text with each place filled from the values, in words where the policy has them."""
        text = self.text(language)
        if "{" not in text:
            return text
        return PLACE.sub(lambda place: vocabulary.word(values.get(place[1]), language=language), text)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What values are called in the texts: `phone` may read "a phone number"."""

    words: Mapping[str, Words]

    def word(self, value: object, *, language: str | None = None) -> str:
        """Return the value in words."""
        text = str(value).lower() if isinstance(value, bool) else str(value)
        named = self.words.get(text)
        return text if named is None else named.text(language)
