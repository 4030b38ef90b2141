"""What stands between an app and a name, and what it says about whose name that is."""

import re
from dataclasses import dataclass

from habeas.detection.expressions import regex
from habeas.detection.handles.app_mentions import AppMention
from habeas.detection.handles.names import Name, Shape
from habeas.detection.lexicon.handle_words import (
    ANNOUNCERS,
    INVITATIONS,
    OWN_WORDS,
    SIGN_BEFORE_NAME,
    SOFTWARE_WORDS,
    one_of,
)

ANNOUNCER = regex(one_of(ANNOUNCERS))
INVITATION = regex(one_of(INVITATIONS))
OWN = regex(one_of(OWN_WORDS))
SOFTWARE = regex(one_of(SOFTWARE_WORDS))
_POINTER = regex(r"[:=>→➡👉☞⇒➜▶⬇👇]|->|\s[\-~]\s|\b(?:under|unter|sous|pod|под|під)\s")
SENTENCE_END = regex(r"[.!?](?:\s|$)|\n")
_STANDS_ALONE = regex(
    r"\s*(?:$|[,.;:)\]|/\n!?&+(\"']|-\s|(?:and|or|if|for|pls|please|so|but|y|o|u|e|ou|et|und|oder|ed|en|of|i|lub|и|или|та|або|ve|veya|dan|atau|thanks|thx)\b|[^\x00-\x7f])"
)
_WORD_AND_DIGIT = regex(r"[a-z]+-?\d")
_SPELLED_AT = regex(rf"{one_of(SIGN_BEFORE_NAME)}\s*$")
_SHORTEST_FOREIGN = 5
_OTHER_LETTERS = regex("[\u0370-\U0010ffff]{3}")
_ENDS = regex(r"\s*(?:$|[.,;!?)\n])")
_OWN_REACH = 30
WINDOW = 80
"""Folded characters around an app in which what is said belongs to it."""


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the part of the sentence, at most a window wide, that holds these characters."""
    before = SENTENCE_END.split(text[max(0, start - WINDOW) : start])[-1]
    after = text[end : end + WINDOW]
    stop = SENTENCE_END.search(after)
    return before + text[start:end] + (after[: stop.start()] if stop else after)


@dataclass(frozen=True, slots=True)
class Link:
    """What stands between an app and the name after it, and what that is worth."""

    text: str
    mention: AppMention
    name: Name
    said: str

    def confidence(self) -> float:
        """Return how sure it is that the name belongs to the app; 0 when it does not."""
        if self._is_broken and not (self._is_invited or OWN.search(self.said)):
            return 0.0
        if self.name.shape is Shape.SHAPED:
            return self._shaped()
        if self.name.shape is Shape.PLAIN:
            return self._plain()
        return self._unmistakable()

    def _unmistakable(self) -> float:
        if self.name.shape is Shape.MARKED:
            return 0.93
        told = self._is_announced or self._is_pointed_at
        if self.name.shape is Shape.NUMBER:
            return 0.85 if told or not self.mention.ordinary else 0.0
        return 0.85 if told or self._is_invited else 0.6

    def _shaped(self) -> float:
        if self._is_announced:
            return 0.92
        if self._is_invited:
            return 0.85
        if self.mention.ordinary:
            return 0.75 if self._is_called_own else 0.0
        if self._is_pointed_at:
            return 0.88
        return 0.7 if self._is_beside() else 0.0

    def _is_beside(self) -> bool:
        """Whether a name right beside the app is one, and no part of software or an ordinary word."""
        if "#" in self.name.value or self.name.value.startswith("live:"):
            return True
        if _WORD_AND_DIGIT.fullmatch(self.name.value) or SOFTWARE.search(self._sentence):
            return False
        return self._is_own or not self.text[: self.mention.start].rstrip(" ")[-1:].isalnum()

    def _plain(self) -> float:
        if not _STANDS_ALONE.match(self.text, self.name.end):
            return 0.0
        if _SPELLED_AT.search(self.said) or (
            self._is_announced and (self._is_pointed_at or self._is_invited or self._is_own)
        ):
            return 0.85
        if self.mention.ordinary:
            return 0.0
        if self._is_pointed_at:
            return 0.7
        told = re.search(r"[\w,]", self.said) or self._is_in_foreign_letters()
        return 0.65 if told and (self._is_invited or self._is_own) else 0.0

    def _is_in_foreign_letters(self) -> bool:
        """Whether the name ends a sentence whose words are in other letters than its own."""
        before = self._sentence
        return (
            len(self.name.value) >= _SHORTEST_FOREIGN
            and _OTHER_LETTERS.search(before) is not None
            and _ENDS.match(self.text, self.name.end) is not None
            and SOFTWARE.search(before) is None
        )

    @property
    def _is_announced(self) -> bool:
        return ANNOUNCER.search(self.said) is not None

    @property
    def _is_called_own(self) -> bool:
        """Whether the words right before the app say that what follows is the author's."""
        return OWN.search(self.text, max(0, self.mention.start - _OWN_REACH), self.mention.start) is not None

    @property
    def _is_pointed_at(self) -> bool:
        return _POINTER.search(self.said) is not None

    @property
    def _is_broken(self) -> bool:
        """Whether a sentence ends between the two, with nothing that points on."""
        end = SENTENCE_END.search(self.said)
        return end is not None and _POINTER.search(self.said, 0, end.end()) is None

    @property
    def _is_invited(self) -> bool:
        return INVITATION.search(self._sentence) is not None

    @property
    def _is_own(self) -> bool:
        return OWN.search(self._sentence) is not None

    @property
    def _sentence(self) -> str:
        return sentence_around(self.text, self.mention.start, self.name.start)
