import pytest

from habeas.policy.evaluate import evaluate
from habeas.policy.facts import UNKNOWN, Fact, Facts, Source
from habeas.policy.timeline.late import (
    Direction,
    Disagreement,
    Judgement,
    Response,
    list_late_changes,
    reconcile,
    weigh_late_facts,
)
from habeas.policy.verdicts import Verdict
from tests.factories.policies import a_finding, a_policy, a_rule, a_scan, some_facts

POLICY = a_policy(
    a_rule(
        when=[{"if": "contract.state in ['none', 'offered']", "says": "before a contract"}],
        unless=[
            {"id": "known", "if": "pair.known_before", "says": "known before", "accepts": "member_word"},
            {"id": "access", "if": "declared.purpose == 'tool_access'", "says": "to open a tool"},
        ],
    )
)
STRUCK = {"contract.state": "none", "sender.strikes": 0, "sender.nudges": 0}


def _judge(facts: Facts) -> Verdict:
    return evaluate(policy=POLICY, scan=a_scan(a_finding()), facts=facts)


def _decided(facts: Facts, *, by_human: bool = False) -> Judgement:
    return Judgement(decision="d1", facts=facts, judge=_judge, by_human=by_human)


class TestLateFacts:
    """F4 and design 4: automatically only in the member's favour, and only on proof."""

    @pytest.mark.parametrize(
        ("late", "direction", "response"),
        [
            ({"contract.state": Fact("active")}, Direction.MILDER, Response.REVERSE),
            ({"pair.known_before": Fact(value=True, source=Source.BOTH)}, Direction.MILDER, Response.REVERSE),
            ({"sender.strikes": Fact(4)}, Direction.HARSHER, Response.OPEN_CASE),
            ({"declared.purpose": Fact("tool_access", Source.MEMBER)}, Direction.MILDER, Response.OPEN_CASE),
            (
                {"contract.state": Fact("active"), "declared.purpose": Fact("tool_access", Source.MEMBER)},
                Direction.MILDER,
                Response.REVERSE,
            ),
        ],
    )
    def test_say_which_way_a_decision_changes_and_who_may_act(
        self, late: dict[str, Fact], direction: Direction, response: Response
    ) -> None:
        known = some_facts(POLICY, STRUCK)

        change = weigh_late_facts(_decided(known), now_known=known.stating(late))

        assert change is not None
        assert (change.direction, change.response, change.facts) == (direction, response, tuple(sorted(late)))
        assert change.before.harshness != change.after.harshness

    def test_open_a_case_where_only_one_member_says_so(self) -> None:
        known = some_facts(POLICY, STRUCK)
        claimed = some_facts(POLICY, STRUCK, claims={"pair.known_before": True})

        change = weigh_late_facts(_decided(known), now_known=claimed)

        assert change is not None
        assert (change.direction, change.response) == (Direction.MILDER, Response.OPEN_CASE)
        assert change.facts == ("pair.known_before",)

    def test_stay_a_persons_decision_and_ask(self) -> None:
        known = some_facts(POLICY, STRUCK)

        change = weigh_late_facts(
            _decided(known, by_human=True), now_known=known.replacing({"contract.state": "active"})
        )

        assert change is not None
        assert change.response is Response.STAY_AND_ASK

    def test_never_weaken_a_persons_decision_into_a_harsher_one_without_a_case(self) -> None:
        known = some_facts(POLICY, STRUCK)

        change = weigh_late_facts(_decided(known, by_human=True), now_known=known.replacing({"sender.strikes": 4}))

        assert change is not None
        assert change.response is Response.OPEN_CASE

    def test_count_by_clause_too(self) -> None:
        known = some_facts(POLICY, STRUCK)
        nudged = Facts(known.declarations, known.values, known.said, {}, {"contact": {"sender.nudges": 3}})

        change = weigh_late_facts(_decided(known), now_known=nudged)

        assert change is not None
        assert (change.facts, change.direction) == (("sender.nudges",), Direction.HARSHER)

    @pytest.mark.parametrize("late", [{}, {"surface": "proposal"}, {"contract.state": "offered"}])
    def test_change_nothing_where_the_answer_stays(self, late: dict[str, object]) -> None:
        known = some_facts(POLICY, STRUCK)

        assert weigh_late_facts(_decided(known), now_known=known.replacing(late)) is None

    def test_list_the_decisions_they_change(self) -> None:
        known = some_facts(POLICY, STRUCK)
        started = known.replacing({"contract.state": "active"})
        other = Judgement(decision="d2", facts=known, judge=_judge)

        changes = list_late_changes([(_decided(known), known), (other, started)])

        assert [change.decision for change in changes] == ["d2"]


class TestReconcile:
    """Design 4: where the caller and the timeline disagree, it is said, and the milder wins."""

    def test_takes_the_milder_account_and_says_what_differs(self) -> None:
        timeline = some_facts(POLICY, STRUCK)

        outcome = reconcile({"contract.state": Fact("active")}, timeline, judge=_judge)

        assert outcome.disagreements == (Disagreement("contract.state", "active", "none"),)
        assert (outcome.verdict.allowed, outcome.facts.value("contract.state")) == (True, "active")

    def test_keeps_the_timeline_where_that_is_milder(self) -> None:
        timeline = some_facts(POLICY, {"contract.state": "active"})

        outcome = reconcile({"contract.state": Fact("none")}, timeline, judge=_judge)

        assert outcome.disagreements == (Disagreement("contract.state", "none", "active"),)
        assert (outcome.verdict.allowed, outcome.facts.value("contract.state")) == (True, "active")

    def test_takes_from_the_caller_what_the_timeline_does_not_know(self) -> None:
        timeline = some_facts(POLICY, {"sender.strikes": 0})
        context = {
            "contract.state": Fact("none"),
            "pair.known_before": Fact(value=True),
            "sender.strikes": Fact(UNKNOWN),
            "declared.purpose": Fact("legal", Source.MEMBER),
        }

        outcome = reconcile(context, timeline, judge=_judge)

        assert outcome.disagreements == ()
        assert outcome.facts.value("contract.state") == "none"
        assert outcome.facts.value("pair.known_before") is True
        assert outcome.facts.value("sender.strikes") == 0
        assert outcome.facts.source("declared.purpose") is Source.MEMBER

    def test_never_takes_one_members_word_for_proof(self) -> None:
        outcome = reconcile({"contract.state": Fact("active", Source.MEMBER)}, some_facts(POLICY, STRUCK), judge=_judge)

        assert (outcome.verdict.allowed, outcome.disagreements) == (False, ())
