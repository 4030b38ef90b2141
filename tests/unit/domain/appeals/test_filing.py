"""Filing an appeal takes words, within limits that are told, and loses nothing that comes late."""

from dataclasses import replace
from typing import Any

import pytest

from habeas.domain import attachments
from habeas.domain.actors import Actor
from habeas.domain.appeals import filing
from habeas.domain.appeals.appeal import AppealState, Argument
from habeas.domain.appeals.hearing import add_arguments, withdraw
from habeas.domain.appeals.misuse import Throttle
from habeas.domain.appeals.standing import Standing, UnknownMeasure
from habeas.domain.attachments import LIMITS, ReceivedFile
from habeas.domain.refusals import Refused
from tests.factories.appeals import ANA, DAY, DECISION, MIA, NOW, TOLD, answered, filed

PDF = ReceivedFile("certificate.pdf", "application/pdf", 4000)


class TestFileAppeal:
    def test_is_received_with_its_words_and_files(self) -> None:
        """DSA20-1, DSA20-3: free, electronic, per decision and per measure."""
        appeal = filed(files=(PDF,), measures=frozenset({"m1"}))

        assert appeal.state is AppealState.RECEIVED
        assert appeal.is_open
        assert (appeal.standing, appeal.files) == (Standing.MEMBER, (PDF,))

    def test_keeps_what_comes_after_the_window_with_what_is_still_open(self) -> None:
        """DSA20-1: the day after gives a clear reason."""
        late = filed(now=TOLD + 190 * DAY)

        assert late.state is AppealState.OUT_OF_TIME
        assert late.out_of_time is not None
        assert len(late.arguments) == 2

    def test_is_received_however_late_where_it_tells_something_new(self) -> None:
        """DSA20-1: what is said to be still open is open."""
        late = filed(now=TOLD + 190 * DAY, new_facts=frozenset({"f9"}))

        assert (late.state, late.out_of_time) == (AppealState.RECEIVED, None)

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"measures": frozenset({"m9"})}, UnknownMeasure),
            ({"arguments": ()}, filing.ArgumentMissing),
            ({"arguments": (Argument("a1", " "),)}, filing.ArgumentMissing),
            ({"arguments": tuple(Argument(f"a{n}", "It is wrong") for n in range(21))}, filing.TooManyArguments),
            ({"arguments": (Argument("a1", "x" * 10_001),)}, filing.ArgumentTooLong),
            ({"files": (PDF,) * 11}, attachments.TooManyFiles),
            ({"files": (replace(PDF, type="application/x-msdownload"),)}, attachments.FileTypeNotTaken),
            ({"files": (replace(PDF, size=LIMITS.file_size + 1),)}, attachments.FileTooLarge),
            ({"files": (replace(PDF, size=LIMITS.file_size),) * 4}, attachments.FileTooLarge),
        ],
    )
    def test_refuses_what_the_form_does_not_take(self, changes: dict[str, Any], refusal: type[Refused]) -> None:
        """DSA20-3: limits are stated."""
        with pytest.raises(refusal):
            filed(**changes)

    def test_refuses_a_second_one_while_the_first_is_open(self) -> None:
        first = filed()

        with pytest.raises(filing.AppealAlreadyOpen, match="add what you have to say to it"):
            filed(earlier=[first])
        assert filed(earlier=[withdraw(first, by=MIA, member="mia", now=NOW)]).is_open

    def test_lets_a_reporter_and_the_member_appeal_side_by_side(self) -> None:
        """DSA20-1."""
        reporter = filed(by=Actor("leo"), now=TOLD + 10 * DAY)

        assert reporter.standing is Standing.REPORTER
        assert filed(earlier=[reporter]).is_open

    def test_takes_a_second_look_only_on_new_facts_and_then_at_any_time(self) -> None:
        with pytest.raises(filing.NoNewFacts, match="needs a fact"):
            filed(earlier=[answered()])

        again = filed(earlier=[answered()], new_facts=frozenset({"f9"}), now=TOLD + 300 * DAY)
        assert again.state is AppealState.RECEIVED
        with pytest.raises(filing.NoNewFacts):
            filed(earlier=[replace(answered(), new_facts=frozenset({"f9"}))], new_facts=frozenset({"f9"}))

    def test_is_limited_only_while_a_persons_decision_says_so(self) -> None:
        """DSA23-2: the throttled member still gets court and out-of-court information."""
        throttle = Throttle("mia", "d7", ANA, until=NOW + DAY)

        with pytest.raises(filing.AppealsThrottled, match="a court and the out-of-court bodies stay open"):
            filed(throttle=throttle)
        assert filed(throttle=throttle, now=NOW + DAY).is_open

    def test_is_refused_for_what_was_taken_back(self) -> None:
        with pytest.raises(filing.AlreadyUndone):
            filed(decision=replace(DECISION, is_undone=True))


class TestCheckAdded:
    def test_calls_what_is_too_long_by_its_number(self) -> None:
        grown = add_arguments(filed(), arguments=[Argument("a3", "x" * 10_001)])

        with pytest.raises(filing.ArgumentTooLong, match=rf"argument {len(grown.arguments)} has 10001 letters"):
            filing.check_added(grown, files=[])

    def test_takes_words_and_files_within_the_limits(self) -> None:
        """DSA20-3."""
        filing.check_added(filed(), files=[PDF])

    @pytest.mark.parametrize(
        ("words", "files", "refusal"),
        [
            (" ", [], filing.ArgumentMissing),
            ("x" * 10_001, [], filing.ArgumentTooLong),
            ("More.", [PDF] * 11, attachments.TooManyFiles),
        ],
    )
    def test_refuses_what_outgrows_the_form(
        self, words: str, files: list[ReceivedFile], refusal: type[Refused]
    ) -> None:
        grown = add_arguments(filed(), arguments=[Argument("a3", words)])

        with pytest.raises(refusal):
            filing.check_added(grown, files=files)
