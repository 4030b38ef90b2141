"""Look up the words and phrases of a lexicon in a folded text, in time linear in its length.

Words of scripts that part them by spaces are looked up whole; those of scripts that do not, or whose
vowel signs are no letters, are found anywhere. Knows no meaning.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from habeas.detection.alternatives import alternatives
from habeas.detection.expressions import regex
from habeas.detection.normalize import fold
from habeas.detection.tokens import Tokens, read_ascii_tokens, read_tokens

Meaning = TypeVar("Meaning")

_WORD = regex(r"[a-z0-9]+|[^\W0-9a-z_]+")
_UNSPACED = regex("[\u0900-\u1fff\u2c00-\U0010ffff]")
_FOREIGN = regex(r"[^\x00-\x7f]+")
_PARTING = regex(r"[^\w\u0300-\U0010ffff]+|_+")
_GAPS = (" ", "-", "'", ".", "/", " & ")
_FEWEST_TELLING_LETTERS = 3

COMMON_WORDS = frozenset({
    "account", "add", "all", "app", "application", "apps", "code", "google", "mobile", "name", "number", "now", "one",
    "phone", "reference", "social", "system", "tag", "teams", "the", "transfer", "user", "video", "way", "what",
})  # fmt: skip
"""Words of phrases that too many texts hold for them to tell anything alone."""


def _how_telling(pair: tuple[str, str]) -> tuple[int, int]:
    return sum(word not in COMMON_WORDS for word in pair), sum(map(len, pair))


_ADDRESS = regex(r"\S*(?:@|://|\w{2}\.\w{2})\S*")


class Vocabulary:
    """Words of which a text that holds any of some triggers holds at least one: tells quickly that it holds none."""

    def __init__(self, triggers: Iterable[str]) -> None:
        """Take triggers, folded; of one with several words the longest counts, or the later one of two."""
        ordered = sorted(triggers)
        together = [trigger for trigger in ordered if _UNSPACED.search(trigger)]
        self._together_words = together
        self._together = regex(alternatives(together) if together else r"(?!)")
        self._words = frozenset(max(_PARTING.split(trigger)[::-1], key=_how_telling_by_itself) for trigger in ordered)

    @property
    def filed(self) -> dict[str, object]:
        """The words, and those of scripts without spaces: for the native engine."""
        return {"words": self._words, "together": self._together_words}

    def is_in(self, text: str, *, tokens: Tokens = None) -> bool:
        """Whether a folded text may hold one of the triggers; `tokens` are its words, where they are known."""
        if text.isascii():
            return not self._words.isdisjoint(tokens or read_ascii_tokens(text))
        foreign = _FOREIGN.findall(text)
        if not (self._words.isdisjoint(foreign) and self._together.search(" ".join(foreign)) is None):
            return True
        return not self._words.isdisjoint(read_tokens(text.encode("ascii", "replace").decode()) or ())


def _how_telling_by_itself(word: str) -> tuple[bool, int]:
    return word not in COMMON_WORDS and word not in _LITTLE_WORDS, len(word)


_LITTLE_WORDS = ("a", "no")


def without_addresses(text: str) -> str:
    """Return the text with addresses, hosts and links blanked: the words inside them say nothing."""
    return _ADDRESS.sub(lambda match: " " * len(match.group()), text)


@dataclass(frozen=True, slots=True)
class Spotted(Generic[Meaning]):
    """Folded characters `start` to `end` are a word or phrase that means this."""

    start: int
    end: int
    meaning: Meaning


class Phrasebook(Generic[Meaning]):
    """Words and phrases with what each means."""

    def __init__(self, meanings: Mapping[str, Meaning]) -> None:
        """Take words as people write them; they are folded here."""
        # In a fixed order: of words that fold alike the last counts, whatever order they were given in.
        ordered = sorted(meanings.items(), key=lambda entry: (repr(entry[1]), entry[0]))
        folded = {" ".join(_PARTING.split(fold(word)[0])).strip(): meaning for word, meaning in ordered}
        self._unspaced = {word: meaning for word, meaning in folded.items() if _UNSPACED.search(word)}
        self._phrases = {word: meaning for word, meaning in folded.items() if word not in self._unspaced}
        self._starts = frozenset(phrase.split()[0] for phrase in self._phrases if " " in phrase)
        self._known = frozenset(self._phrases) | self._starts
        self._longest = max((phrase.count(" ") + 1 for phrase in self._phrases), default=0)
        longest_first = sorted(self._unspaced, key=len, reverse=True)
        self._substring = regex("|".join(map(re.escape, longest_first)) or r"(?!)")

    @property
    def filed(self) -> dict[str, object]:
        """Every meaning once, and the words and phrases, folded, with the places of theirs: for the native engine."""
        meanings = list(dict.fromkeys([*self._phrases.values(), *self._unspaced.values()]))
        places = {meaning: place for place, meaning in enumerate(meanings)}
        return {
            "meanings": meanings,
            "phrases": {phrase: places[meaning] for phrase, meaning in self._phrases.items()},
            "unspaced": {word: places[meaning] for word, meaning in self._unspaced.items()},
        }

    @property
    def trigger_words(self) -> frozenset[str]:
        """Words and phrases of which a text that holds anything of the book holds at least one.

        The longest word of a phrase stands for it, unless every word is too common to tell.
        """
        triggers = set(self._unspaced)
        for phrase in self._phrases:
            words = phrase.split()
            telling = [word for word in words if word not in COMMON_WORDS and len(word) >= _FEWEST_TELLING_LETTERS]
            if len(words) == 1:
                triggers.add(phrase)
            elif not self._phrases.keys().isdisjoint(words):
                continue  # that word wakes already
            elif telling:
                triggers.add(max(telling, key=len))
            else:
                triggers.update((phrase, phrase.replace(" ", "-"), phrase.replace(" s ", "'s ")))
        return frozenset(triggers)

    @property
    def triggers(self) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
        """Words and pairs of words of which a text that holds anything of the book holds at least one."""
        words = set(self._unspaced)
        pairs: set[tuple[str, str]] = set()
        for phrase in self._phrases:
            parts = phrase.split()
            if len(parts) == 1 or not phrase.isascii():
                words.add(max(parts, key=len))
            elif self._phrases.keys().isdisjoint(parts):
                pairs.add(max(pairwise(parts), key=_how_telling))
        return frozenset(words), frozenset(pairs)

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Spotted[Meaning]]:
        """Yield what is spotted, the longest phrase at each place; unspaced scripts last."""
        end = len(text) if end is None else end
        if text.isascii() and self._known.isdisjoint(read_tokens(text[start:end]) or ()):
            return
        words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text, start, end)]
        index = 0
        while index < len(words):
            if words[index][0] not in self._known:
                index += 1
                continue
            spotted, used = self._longest_phrase(text, words, index)
            if spotted is not None:
                yield spotted
            index += used
        if self._unspaced and _UNSPACED.search(text, start, end):
            for match in self._substring.finditer(text, start, end):
                yield Spotted(match.start(), match.end(), self._unspaced[match.group()])

    def is_in(self, text: str) -> bool:
        """Whether a text holds any word of the book."""
        return next(self.find(text), None) is not None

    def _longest_phrase(
        self, text: str, words: list[tuple[str, int, int]], index: int
    ) -> tuple[Spotted[Meaning] | None, int]:
        phrase, start, end = words[index]
        best, used = self._spotted(phrase, start, end), 1
        if phrase not in self._starts:
            return best, used
        for count in range(1, min(self._longest, len(words) - index)):
            word, word_start, word_end = words[index + count]
            if text[end:word_start] not in _GAPS:
                break
            phrase, end = f"{phrase} {word}", word_end
            longer = self._spotted(phrase, start, end)
            if longer is not None:
                best, used = longer, count + 1
        return best, used

    def _spotted(self, phrase: str, start: int, end: int) -> Spotted[Meaning] | None:
        return Spotted(start, end, self._phrases[phrase]) if phrase in self._phrases else None
