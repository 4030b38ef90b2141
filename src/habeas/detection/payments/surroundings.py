"""What the words around a number say: that money is asked for, that it is an example, that it is what is built."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from habeas.detection.lexicon.payment_words import (
    ACCOUNT_LABELS,
    BANK_NAMES,
    BUILDING_WORDS,
    CARD_WORDS,
    EXAMPLE_WORDS,
    PAY_WORDS,
    SURE_ACCOUNT_LABELS,
    WALLET_WORDS,
)
from habeas.detection.vocabulary import Vocabulary


def _vocabulary(words: Iterable[str]) -> Vocabulary[bool]:
    return Vocabulary(dict.fromkeys(words, True))


PAY = _vocabulary(PAY_WORDS)
EXAMPLE = _vocabulary(EXAMPLE_WORDS)
BUILDING = _vocabulary(BUILDING_WORDS)
WALLET = _vocabulary(WALLET_WORDS)
CARD = _vocabulary(CARD_WORDS)
BANK = _vocabulary(BANK_NAMES)
LABEL = Vocabulary(dict.fromkeys(ACCOUNT_LABELS, False) | dict.fromkeys(SURE_ACCOUNT_LABELS, True))
"""Words that say a number is an account; True: a bank account and nothing else."""

_BEFORE, _AFTER = 100, 60
_SENTENCE_END = re.compile(r"[.!?]\s|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words before and after a place, in the same sentence and not far."""

    before: str
    after: str

    def say(self, vocabulary: Vocabulary[bool]) -> bool:
        """Whether either side holds words of the vocabulary."""
        return vocabulary.is_in(self.before) or vocabulary.is_in(self.after)

    def is_example(self) -> bool:
        """Whether the words present something as an example."""
        return self.say(EXAMPLE)


def surroundings(text: str, start: int, end: int) -> Surroundings:
    """Return what stands around these folded characters."""
    before = text[max(0, start - _BEFORE) : start]
    for sentence_end in reversed(list(_SENTENCE_END.finditer(before))):
        if sentence_end.end() < len(before):
            before = before[sentence_end.end() :]
            break
    after = text[end : end + _AFTER]
    stop = _SENTENCE_END.search(after)
    return Surroundings(before, after[: stop.start()] if stop else after)
