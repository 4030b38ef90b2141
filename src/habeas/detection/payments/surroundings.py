"""What the words around a number say: that money is asked for, that it is an example, that it is what is built."""

from collections.abc import Iterable
from dataclasses import dataclass

from habeas.detection.expressions import regex
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
from habeas.detection.phrasebook import Phrasebook, without_addresses


def _book(words: Iterable[str]) -> Phrasebook[bool]:
    return Phrasebook(dict.fromkeys(words, True))


PAY = _book(PAY_WORDS)
EXAMPLE = _book(EXAMPLE_WORDS)
BUILDING = _book(BUILDING_WORDS)
WALLET = _book(WALLET_WORDS)
CARD = _book(CARD_WORDS)
BANK = _book(BANK_NAMES)
LABEL = Phrasebook(dict.fromkeys(ACCOUNT_LABELS, False) | dict.fromkeys(SURE_ACCOUNT_LABELS, True))
"""Words that say a number is an account; True: a bank account and nothing else."""

SHORT_ACCOUNT_TRIGGERS = frozenset(word for word in LABEL.trigger_words if not word.isascii())
"""Labels of scripts in whose countries an account may have as few as six digits."""

_BEFORE, _AFTER = 100, 60
_SENTENCE_END = regex(r"[.!?]\s|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words before and after a place, in the same sentence and not far."""

    before: str
    after: str

    def say(self, book: Phrasebook[bool]) -> bool:
        """Whether either side holds words of the book."""
        return book.is_in(self.before) or book.is_in(self.after)

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
    return Surroundings(without_addresses(before), without_addresses(after[: stop.start()] if stop else after))
