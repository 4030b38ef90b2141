"""Find telephone numbers in figures that a reader could dial."""

from collections.abc import Iterator

from habeas.detection.detector import Triggers
from habeas.detection.findings import Dismissal, Finding
from habeas.detection.number_windows import has_enough_figures, read_windows
from habeas.detection.numerals import read_numbers_between
from habeas.detection.phone_search import PhoneSearch
from habeas.detection.phone_triggers import FIGURES
from habeas.detection.readings import Reading


class PhoneDetector:
    """Finds telephone numbers in figures, whatever stands between them and beside them."""

    name = "phone"
    triggers = Triggers(figures=(FIGURES,))

    def detect(self, reading: Reading) -> Iterator[Finding | Dismissal]:
        """Yield the numbers that can be dialled, and those that look so and are something else."""
        search = PhoneSearch(reading)
        for start, end in read_windows(reading.text):
            for run in read_numbers_between(reading.document, start, end):
                if has_enough_figures(reading.text, run.start, run.end):
                    yield from search.read(run, spread=False)
