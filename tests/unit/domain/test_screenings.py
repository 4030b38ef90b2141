"""A message is judged for each of its recipients, on what was true when it was sent."""

from dataclasses import replace

import pytest

from habeas.detection.findings import Dismissal, Explanation, FindingKind, Scan, Span
from habeas.domain.screenings import Grounds, Writing, keep_what_was_told, own_part, screen
from habeas.policy.coverage import absence_on
from habeas.policy.facts import Fact, gather
from habeas.policy.restraints import Restraints
from habeas.policy.rules import Coverage
from habeas.policy.shipped_facts import SHIPPED
from habeas.policy.timeline.history import history_of
from tests.factories.histories import START, instant, tell
from tests.factories.policies import a_finding, a_policy, a_rule, a_scan

BEFORE = {"id": "before", "if": "contract.state == 'none'", "says": "no contract had started"}
POLICY = a_policy(a_rule(when=[BEFORE]))
EMAIL = a_scan(a_finding("email"))
FED = [Coverage(platform="", family="contract", since=START.date())]


def grounds(*events: object) -> Grounds:
    history = history_of(events, declarations=POLICY.declarations)  # type: ignore[arg-type]
    return Grounds(policy=POLICY, history=history, absence=absence_on("", declarations=POLICY.declarations, fed=FED))


def writing(*recipients: str, **changes: object) -> Writing:
    given = {"at": instant(5), "sender": "ana", "recipients": recipients, "texts": ("a@b.c",)} | changes
    return Writing(**given)  # type: ignore[arg-type]


STARTED = tell("contract.started", 1, contract="k", client="bob", freelancer="ana")


class TestScreen:
    def test_judges_each_recipient_and_names_whom_the_harshest_answer_concerns(self) -> None:
        """F6."""
        screening = screen(writing("bob", "cleo"), scan=EMAIL, grounds=grounds(STARTED))

        assert screening.concerns == "cleo"
        assert not screening.decision.verdict.allowed

    def test_allows_what_every_recipient_may_have(self) -> None:
        screening = screen(writing("bob"), scan=EMAIL, grounds=grounds(STARTED))

        assert screening.decision.verdict.allowed

    def test_judges_what_is_written_for_everybody_once(self) -> None:
        screening = screen(writing(), scan=EMAIL, grounds=grounds())

        assert screening.concerns is None
        assert not screening.decision.verdict.allowed

    def test_minds_the_policys_own_snoozes_beside_those_of_the_service(self) -> None:
        """S13."""
        snooze = {"rule": "the-rule", "pair": ["ana", "bob"], "until": "2027-01-01", "by": "Mia", "because": "x"}
        own = replace(grounds(), policy=a_policy(a_rule(), a_rule("other"), snoozes=[snooze]))
        of_the_service = replace(own, restraints=Restraints(snoozed=frozenset({"other"})))

        allowed = [
            screen(writing(recipient), scan=EMAIL, grounds=given).decision.verdict.allowed
            for given in (own, of_the_service)
            for recipient in ("bob", "cleo")
        ]

        assert allowed == [False, False, True, False]

    def test_takes_the_milder_of_what_the_caller_and_the_timeline_say(self) -> None:
        """F4."""
        withdrawn = tell("contract.withdrawn", 2, contract="k2")
        offered = tell("contract.offered", 1, contract="k2", client="cleo", freelancer="ana")
        said = writing("cleo", context={"contract.state": Fact("active")})

        screening = screen(said, scan=EMAIL, grounds=grounds(offered, withdrawn))

        assert screening.decision.verdict.allowed
        [disagreement] = screening.disagreements
        assert (disagreement.name, disagreement.caller, disagreement.timeline) == ("contract.state", "active", "none")


class TestOwnPart:
    def test_leaves_a_message_without_earlier_ones_alone(self) -> None:
        assert own_part(EMAIL, own_from=0) is EMAIL

    def test_counts_the_own_parts_from_zero_and_earlier_ones_backwards(self) -> None:
        before = a_finding("email", part=0)
        across = a_finding("phone", part=1, continued=(Span(2, 0, 4),))
        own = a_finding("handle", part=2)

        found = own_part(a_scan(before, across, own), own_from=2)

        assert [(one.kind, one.part) for one in found.findings] == [("phone", -1), ("handle", 0)]
        assert found.findings[0].continued == (Span(0, 0, 4),)

    @pytest.mark.parametrize(("part", "kept"), [(0, []), (1, [0])])
    def test_keeps_what_was_dismissed_in_the_message_itself(self, part: int, kept: list[int]) -> None:
        dismissal = Dismissal(FindingKind.PHONE, part, 0, 9, "415555267", Explanation.ORDER_NUMBER, "an order")

        assert [one.part for one in own_part(Scan((), (dismissal,)), own_from=1).dismissals] == kept


class TestKeepWhatWasTold:
    def test_counts_no_warning_that_came_afterwards(self) -> None:
        """S14."""
        then = gather({"sender.strikes": Fact(1), "sender.nudges": Fact(0)}, declarations=SHIPPED)
        now = gather(
            {"sender.strikes": Fact(3), "sender.nudges": Fact(0), "contract.state": Fact("active")},
            declarations=SHIPPED,
            by_clause={"contact": {"sender.nudges": 2}},
        )

        kept = keep_what_was_told(now, told_then=then)

        assert kept.value("sender.strikes") == 1
        assert kept.by_clause == {"contact": {"sender.nudges": 0}}
        assert kept.value("contract.state") == "active"

    def test_counts_fewer_where_one_was_reversed_since(self) -> None:
        then = gather({"sender.strikes": Fact(2)}, declarations=SHIPPED, by_clause={"contact": {"sender.nudges": 3}})
        now = gather({"sender.strikes": Fact(1)}, declarations=SHIPPED, by_clause={"contact": {"sender.nudges": 1}})

        kept = keep_what_was_told(now, told_then=then)

        assert kept.value("sender.strikes") == 1
        assert kept.by_clause == {"contact": {"sender.nudges": 1}}

    def test_counts_nothing_where_nobody_knew_what_had_been_told(self) -> None:
        unknown = gather({}, declarations=SHIPPED, by_clause={"other": {"sender.nudges": 4}})
        now = gather({"sender.strikes": Fact(2)}, declarations=SHIPPED, by_clause={"contact": {"sender.nudges": 1}})

        kept = keep_what_was_told(now, told_then=unknown)

        assert kept.value("sender.strikes") == 2
        assert kept.by_clause == {"contact": {"sender.nudges": 0}}
