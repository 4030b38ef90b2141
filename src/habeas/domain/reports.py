"""Reports by members: received, answered, appealable; the accused sees what was said and never who said it.

A report is one person's word. Reports that look like revenge are shown as a pattern; they decide nothing.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from habeas.domain.refusals import Refused

SHORTEST: Final = 20
"""Letters that a report says at least, so that somebody can look for it."""

RETALIATION_WINDOW: Final = timedelta(days=30)
"""How long after a cause a report can look like an answer to it."""


class ReportKind(StrEnum):
    """Whether something is said to be illegal, or against the terms: the two never mix (DSA16-1)."""

    ART16_NOTICE = "art16_notice"
    TERMS_REPORT = "terms_report"


class ReportOutcome(StrEnum):
    """What came of it; `TAKEN_BACK` where what was done for it was undone later."""

    ACTED = "acted"
    NOT_ACTED = "not_acted"
    TAKEN_BACK = "taken_back"


class ReportSaysNothing(Refused):
    """A report that nobody could look into."""

    rule = "DSA16-1"
    says = "say what happened and where, in at least {shortest} letters"


class ReportOnOneself(Refused):
    """A report by a member about themselves."""

    rule = "DSA16-1"
    says = "{reporter} reports themselves; write to support instead"


class ReportAnswered(Refused):
    """A second answer to a report."""

    rule = "DSA16-1"
    says = "the report {report} was answered at {answered_at}; its reporter can appeal that"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report. `names_words` are words in it that would give its author away, to be masked for the accused."""

    id: str
    kind: ReportKind
    reporter: str
    accused: str
    content: str
    received_at: datetime
    names_words: tuple[str, ...] = ()
    outcome: ReportOutcome | None = None
    used_automation: bool = False
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the reporter is told at once: that it arrived, and under which number."""

    report: str
    received_at: datetime


def receive_report(
    *,
    report: str,
    kind: ReportKind,
    reporter: str,
    accused: str,
    content: str,
    now: datetime,
    names_words: Iterable[str] = (),
) -> tuple[Report, Receipt]:
    """Return a report with its receipt. Raises ReportSaysNothing, ReportOnOneself."""
    if len(content.strip()) < SHORTEST:
        raise ReportSaysNothing(shortest=SHORTEST)
    if reporter == accused:
        raise ReportOnOneself(reporter=reporter)
    received = Report(
        id=report,
        kind=kind,
        reporter=reporter,
        accused=accused,
        content=content,
        received_at=now,
        names_words=tuple(names_words),
    )
    return received, Receipt(report, now)


MASK: Final = "[…]"
"""What stands for a word that would name the reporter."""


def content_for_accused(report: Report) -> str:
    """Return what the accused reads: the content with what names its author masked (P2B4-5, GDPR15-4).

    A name is found however it is spaced, composed or joined, as one of its words, and with the address that holds it.
    """
    names = [_words_of(name) for name in (report.reporter, *report.names_words)]
    pattern = "|".join(part for words in sorted(names, key=_length, reverse=True) for part in _patterns(words))
    content = unicodedata.normalize("NFC", report.content)
    return re.sub(pattern, MASK, content, flags=re.IGNORECASE) if pattern else content


def _words_of(name: str) -> list[str]:
    return unicodedata.normalize("NFC", name).split()


def _length(words: list[str]) -> int:
    return sum(map(len, words))


def _patterns(words: list[str]) -> Iterator[str]:
    """Yield what finds a name: an address that holds it, all of it, then each of its words.

    One word of several counts as names are written alone, for `will` and `mark` are words of their own.
    """
    if not words:
        return
    whole = rf"(?<!{_LETTER})" + r"[\W_]{0,3}".join(map(re.escape, words)) + rf"(?!{_LETTER})"
    yield rf"(?<![\w.+-])[\w.+-]{{0,64}}{whole}[\w.+-]{{0,64}}@[\w.-]+"
    yield whole
    for word in words if len(words) > 1 else ():
        if len(word) >= _SHORTEST_WORD and not word[0].islower():
            alone = "|".join(map(re.escape, {word, word.upper()}))
            yield rf"(?<!{_LETTER})(?-i:{alone})(?!{_LETTER})"


_LETTER: Final = r"[^\W_]"
"""A letter or digit; what joins the words of a name in a handle is none."""

_SHORTEST_WORD: Final = 2
"""Letters of a word that is looked for alone: an initial is in every other word."""


def answer_report(report: Report, *, outcome: ReportOutcome, used_automation: bool, now: datetime) -> Report:
    """Return the report with its outcome, told to its reporter with the way to appeal it. Raises ReportAnswered."""
    if report.answered_at is not None:
        raise ReportAnswered(report=report.id, answered_at=report.answered_at.isoformat())
    return replace(report, outcome=outcome, used_automation=used_automation, answered_at=now)


class Cause(StrEnum):
    """What a report can look like an answer to."""

    REPORTED_BY_ACCUSED = "reported_by_accused"
    DISPUTE = "dispute"
    BAD_REVIEW = "bad_review"
    CONTRACT_ENDED = "contract_ended"
    REFUND_ASKED = "refund_asked"


@dataclass(frozen=True, slots=True)
class CauseEvent:
    """That the accused did something to the reporter, at an instant."""

    kind: Cause
    by: str
    against: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RetaliationPattern:
    """What a reviewer sees beside a report: its possible causes, and how the reporter's earlier reports ended."""

    causes: tuple[CauseEvent, ...]
    earlier_reports: int
    earlier_acted: int

    @property
    def is_visible(self) -> bool:
        """Tell whether there is anything to show. It proves nothing, and no report is dropped for it."""
        return bool(self.causes)


def retaliation_pattern(
    report: Report, *, causes: Iterable[CauseEvent], earlier: Iterable[Report]
) -> RetaliationPattern:
    """Return the pattern around a report: what the accused did to its author in the 30 days before."""
    since = report.received_at - RETALIATION_WINDOW
    near = tuple(
        cause
        for cause in sorted(causes, key=lambda cause: cause.at)
        if cause.by == report.accused and cause.against == report.reporter and since <= cause.at <= report.received_at
    )
    told = [one for one in earlier if one.reporter == report.reporter and one.id != report.id]
    answered = [one for one in told if one.outcome is not None]
    return RetaliationPattern(near, len(answered), sum(one.outcome is ReportOutcome.ACTED for one in answered))
