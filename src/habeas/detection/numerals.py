"""Runs of digits as people write them: plain, spaced, spelled, mixed, in look-alikes."""

from dataclasses import dataclass

from habeas.detection.documents import Document


@dataclass(frozen=True, slots=True)
class DigitGroup:
    """One token of a run: folded characters `start` to `end` that read as `digits`.

    `style` is `plain` (digits as such), `spelled` (number words) or `leet` (letters for digits).
    """

    start: int
    end: int
    digits: str
    style: str


@dataclass(frozen=True, slots=True)
class NumberRun:
    """Groups that belong together: close to each other, nothing but fillers between them."""

    groups: tuple[DigitGroup, ...]
    digits: str
    plus: bool
    obfuscated: bool

    @property
    def start(self) -> int:
        """Where the run begins in the folded text."""
        return self.groups[0].start

    @property
    def end(self) -> int:
        """Where the run ends in the folded text."""
        return self.groups[-1].end


def read_numbers(document: Document) -> tuple[NumberRun, ...]:
    """Return the number runs of a document in order of place."""
    del document
    return ()
