"""Find telephone numbers that are told in words, in letters that look like figures, or in pieces."""

from collections.abc import Iterator

from habeas.detection.detector import Triggers
from habeas.detection.findings import Dismissal, Finding
from habeas.detection.number_spread import read_pieces, read_sequences
from habeas.detection.number_windows import has_enough_figures
from habeas.detection.phone_search import FEWEST_DIGITS, PhoneSearch
from habeas.detection.phone_triggers import (
    FIGURE_PATTERNS,
    FOREIGN_PATTERNS,
    RARE_WORDS,
    WORD_PATTERNS,
    is_triggered,
)
from habeas.detection.readings import Reading


class DisguisedPhoneDetector:
    """Finds telephone numbers in a text that holds more of them than figures: it reads the whole text."""

    name = "disguised_phone"
    triggers = Triggers(words=RARE_WORDS, patterns=WORD_PATTERNS, figures=FIGURE_PATTERNS, foreign=FOREIGN_PATTERNS)

    def detect(self, reading: Reading) -> Iterator[Finding | Dismissal]:
        """Yield the numbers that can be dialled, and those that look so and are something else."""
        search = PhoneSearch(reading)
        text, document, runs = reading.text, reading.document, reading.numbers
        for run in runs:
            if len(run.digits) >= FEWEST_DIGITS and (
                has_enough_figures(text, run.start, run.end) or is_triggered(text, run.start, run.end)
            ):
                yield from search.read(run, spread=False)
        for run in (*read_sequences(document, runs), *read_pieces(document, runs)):
            if search.is_free(run) and is_triggered(text, run.start, run.end):
                yield from search.read(run, spread=True)
