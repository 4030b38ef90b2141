"""In which language a member writes, as far as somebody said or their words show: by it their case finds its queue.

Neither a name nor a country says what somebody speaks; where nothing else does, it is unknown.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from habeas.detection.spoken import language_of
from habeas.domain.cases.reasons import Reason
from habeas.domain.statements.catalogues import SOURCE_LANGUAGE
from habeas.files.catalogues import choose_offered
from habeas.server.cases.models import Case, LanguageSource, Report
from habeas.server.events.queries import get_stated_language

Known = tuple[str, str]
"""A language and its `LanguageSource`; both empty where nobody knows."""


@dataclass(frozen=True, slots=True)
class Reads:
    """Which language a member reads and who knows that, both empty where nobody does; and in which they are told."""

    language: str
    source: str
    told: str


def get_reads(member: str, *, is_test: bool) -> Reads:
    """Return in which language a member is told: their own where its words are signed, else the source (DSA17-4)."""
    language, source = find_language(member, stated="", texts=(), is_test=is_test)
    return Reads(language, source, choose_offered(language, language.partition("-")[0]))


def language_of_report(report: Report) -> str:
    """Return the language of a report: of its words, else what its author reads; where nobody knows, the source."""
    return report.language or get_reads(report.reporter, is_test=report.is_test).language or SOURCE_LANGUAGE


def find_language(member: str, *, stated: str, texts: Sequence[str], is_test: bool) -> Known:
    """Return by which language a question about a member is routed, from the surest source that knows one.

    `stated` is what was said of the words that it is about, `texts` are those that the member wrote themselves.
    """
    if stated:
        return stated, LanguageSource.WORDS
    for source, found in _FOUND_IN:
        if language := found(member, is_test):
            return language, source
    read = language_of(texts)
    return (read, LanguageSource.READ) if read else ("", "")


def _of_record(member: str, is_test: bool) -> str:  # noqa: FBT001  # called by place, as all of the table are
    return get_stated_language(member, is_test=is_test).lower()


def _of_last_case(member: str, is_test: bool) -> str:  # noqa: FBT001
    """Return it, but not of words of a report: it is that of who reported."""
    cases = Case.objects.filter(member=member, is_test=is_test)
    own = cases.exclude(reason=Reason.REPORT, language_source__in=("", LanguageSource.WORDS))
    last = own.exclude(language="").order_by("-opened_at", "-id").first()
    return "" if last is None else last.language


def _of_own_report(member: str, is_test: bool) -> str:  # noqa: FBT001
    own = Report.objects.filter(reporter=member, is_test=is_test).exclude(language="")
    last = own.order_by("-received_at", "-id").first()
    return "" if last is None else last.language


_FOUND_IN: Final[Sequence[tuple[LanguageSource, Callable[[str, bool], str]]]] = (
    (LanguageSource.RECORD, _of_record),
    (LanguageSource.LAST_CASE, _of_last_case),
    (LanguageSource.OWN_REPORT, _of_own_report),
)
