"""An appeal is heard by a qualified person who took no part, and every argument gets an answer."""

from dataclasses import replace
from typing import Any

import pytest

from habeas.domain.actors import MACHINE, Actor
from habeas.domain.appeals import hearing
from habeas.domain.appeals.appeal import Appeal, AppealState, Argument, Outcome, Override
from habeas.domain.appeals.assigning import Giving
from habeas.domain.appeals.hearing import (
    Reviewer,
    acknowledge,
    add_arguments,
    ask_more,
    assign,
    check_reviewer,
    rule,
    withdraw,
)
from habeas.domain.appeals.overrides import (
    OverrideByReviewer,
    OverrideIsBoilerplate,
    OverrideNotNeeded,
    OverrideSaysNothing,
)
from habeas.domain.refusals import Refused
from tests.factories.appeals import ANA, ANSWERS, CARO, DAY, DECISION, MIA, NOW, a_ruling, answered, filed, heard

ANA_HEARS = Reviewer(actor=ANA, qualification="appeals, level 2")


ELSEWHERE = "Another thing was said there altogether, of a contract that had ended long before."


class TestCheckReviewer:
    @pytest.mark.parametrize("took_part", [[ANA], [Actor("ben"), ANA]])
    def test_refuses_who_decided_or_approved(self, took_part: list[Actor]) -> None:
        """DSA20-6, invariant 5: reviewer is neither decider nor approver."""
        with pytest.raises(hearing.ReviewerTookPart, match="ana took part in the decision d1"):
            check_reviewer(ANA_HEARS, decision="d1", took_part=took_part, now=NOW)

    @pytest.mark.parametrize(
        ("reviewer", "why"),
        [
            (replace(CARO, actor=MACHINE), "it is no person"),
            (replace(CARO, qualification=""), "no qualification"),
            (replace(CARO, access_ends_at=NOW), "the access is over"),
            (replace(CARO, only_decision="d2"), "for another case"),
        ],
    )
    def test_refuses_who_is_not_qualified_or_has_no_access(self, reviewer: Reviewer, why: str) -> None:
        """DSA20-6: a service account cannot close an appeal; external access expires and is for one case."""
        with pytest.raises(hearing.ReviewerNotQualified, match=why):
            check_reviewer(reviewer, decision="d1", took_part=[], now=NOW)

    def test_takes_an_outside_reviewer_within_their_access(self) -> None:
        check_reviewer(
            replace(CARO, access_ends_at=NOW + DAY, only_decision="d1"), decision="d1", took_part=[ANA], now=NOW
        )


class TestAssign:
    def test_takes_an_override_only_from_another_person(self) -> None:
        """Invariant 5: an override needs a reason and is logged."""
        received = acknowledge(filed(), now=NOW)
        override = Override("the only one who reads Hindi", Actor("lead"))

        by_ana = assign(received, reviewer=ANA_HEARS, took_part=[ANA], now=NOW, override=override)
        assert (by_ana.reviewer, by_ana.override) == (ANA, override)
        for bad in (replace(override, by=ANA), replace(override, by=MACHINE)):
            with pytest.raises(OverrideByReviewer, match="another person"):
                assign(received, reviewer=ANA_HEARS, took_part=[ANA], now=NOW, override=bad)

    def test_takes_no_override_whose_reason_says_nothing_of_this_appeal(self) -> None:
        """Invariant 5, P2B11-2."""
        received = acknowledge(filed(), now=NOW)
        override = Override("Caro is away till May and nobody else reads Hindi", Actor("lead"))

        with pytest.raises(OverrideSaysNothing, match="has 2 letters, at least 20"):
            assign(received, reviewer=ANA_HEARS, took_part=[ANA], now=NOW, override=replace(override, reason="\n ok "))
        said = {"apl_1": "No other person may sign."}
        again = said | {"apl_2": override.reason.upper()}
        with pytest.raises(OverrideIsBoilerplate, match="given for the appeal apl_2"):
            assign(received, reviewer=ANA_HEARS, took_part=[ANA], now=NOW, override=override, earlier=again)
        assert assign(received, reviewer=ANA_HEARS, took_part=[ANA], now=NOW, override=override, earlier=said).override

    def test_takes_no_override_for_who_took_no_part(self) -> None:
        """DSA20-6: the member would read of them that they did."""
        override = Override("the only one who reads Hindi", Actor("lead"))

        with pytest.raises(OverrideNotNeeded, match="leave the override out"):
            assign(acknowledge(filed(), now=NOW), reviewer=CARO, took_part=[ANA], now=NOW, override=override)

    def test_leaves_a_question_to_the_member_open_to_whoever_hears_it_next(self) -> None:
        asked = ask_more(heard(), by=CARO.actor)
        given = Giving(by=CARO.actor, instead_of=CARO.actor, because="I am away from tomorrow on")
        dan = replace(CARO, actor=Actor("dan"))

        assert assign(asked, reviewer=dan, took_part=[ANA], now=NOW, giving=given).state is AppealState.MORE_ASKED

    def test_waits_for_the_acknowledgement(self) -> None:
        with pytest.raises(hearing.AppealMoveNotAllowed, match="is received: it cannot be assigned"):
            assign(filed(), reviewer=CARO, took_part=[], now=NOW)


class TestConversation:
    def test_goes_back_and_forth_before_the_ruling(self) -> None:
        asked = ask_more(heard(), by=CARO.actor)
        added = add_arguments(asked, arguments=[Argument("a3", "Here is the registry's page.")])

        assert asked.state is AppealState.MORE_ASKED
        assert added.state is AppealState.ASSIGNED
        assert [argument.id for argument in added.arguments] == ["a1", "a2", "a3"]
        assert add_arguments(filed(), arguments=[]).state is AppealState.RECEIVED

    def test_is_over_with_the_appeal(self) -> None:
        with pytest.raises(hearing.AppealMoveNotAllowed, match="added to"):
            add_arguments(answered(), arguments=[])

    def test_asks_through_its_reviewer_alone(self) -> None:
        with pytest.raises(hearing.NotYourAppeal, match="is caro's"):
            ask_more(heard(), by=ANA)
        with pytest.raises(hearing.NotYourAppeal, match="is nobody's"):
            ask_more(replace(heard(), reviewer=None), by=ANA)


class TestWithdraw:
    def test_is_for_who_filed_it_and_the_member(self) -> None:
        by_union = replace(filed(), by=Actor("union-7"))

        assert withdraw(by_union, by=MIA, member="mia", now=NOW).state is AppealState.WITHDRAWN
        assert not withdraw(by_union, by=Actor("union-7"), member="mia", now=NOW).is_open
        with pytest.raises(hearing.NotYourAppeal):
            withdraw(by_union, by=ANA, member="mia", now=NOW)
        with pytest.raises(hearing.AppealMoveNotAllowed, match="withdrawn"):
            withdraw(answered(), by=MIA, member="mia", now=NOW)


class TestRule:
    @pytest.mark.parametrize(
        ("outcome", "measures"),
        [
            (Outcome.UPHELD, frozenset()),
            (Outcome.VARIED, frozenset({"m1"})),
            (Outcome.OVERTURNED, frozenset()),
        ],
    )
    def test_decides_with_an_answer_to_each_argument(self, outcome: Outcome, measures: frozenset[str]) -> None:
        """DSA20-5: each argument id has an answer."""
        decided = rule(
            heard(), ruling=a_ruling(outcome, measures=measures), measures=DECISION.measures, took_part=[ANA]
        )

        assert (decided.state, decided.ended_at) == (AppealState.DECIDED, NOW + DAY)

    def test_names_arguments_as_the_reader_sees_them(self) -> None:
        """P2B11-2: only those that are alike, by number and first words."""
        long = Argument("a3", "We had a contract already,\nand the client paid the first half of it in June.")
        appeal = replace(heard(), arguments=(*heard().arguments, long))
        alike = {**ANSWERS, "a3": ANSWERS["a1"]}

        with pytest.raises(hearing.AnswersAlike) as refused:
            rule(appeal, ruling=a_ruling(answers=alike), measures=DECISION.measures, took_part=[ANA])
        assert str(refused.value) == (
            "argument 1 (“The number is that of a certificate.”), argument 3 (“We had a contract already, and the…”)"
            " get the same answer; answer what each of them says"
        )

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"by": ANA}, hearing.NotYourAppeal),
            ({"by": MACHINE}, hearing.NotYourAppeal),
            ({"reasons": " "}, hearing.RulingWithoutReasons),
            ({"reasons": "."}, hearing.RulingWithoutReasons),
            (
                {"outcome": Outcome.UPHELD, "reasons": "We reviewed your case, and our decision is final."},
                hearing.RulingWithoutReasons,
            ),
            ({"answers": {"a1": ANSWERS["a1"]}}, hearing.ArgumentUnanswered),
            ({"answers": {**ANSWERS, "a2": "No."}}, hearing.ArgumentUnanswered),
            ({"answers": dict.fromkeys(ANSWERS, ANSWERS["a1"])}, hearing.AnswersAlike),
        ],
    )
    def test_refuses_what_is_no_answer(self, changes: dict[str, Any], refusal: type[Refused]) -> None:
        """DSA20-5, DSA20-6, P2B11-2: individualised, by the assigned person."""
        with pytest.raises(refusal):
            rule(heard(), ruling=a_ruling(**changes), measures=DECISION.measures, took_part=[ANA])

    @pytest.mark.parametrize(
        ("said", "part"),
        [
            (hearing.Answered(f"Dear member! {a_ruling().reasons}", ()), "reasons"),
            (hearing.Answered(ELSEWHERE, (ANSWERS["a2"], "Nothing of the kind.", ANSWERS["a1"])), "answers"),
        ],
    )
    def test_refuses_what_another_member_was_answered(self, said: hearing.Answered, part: str) -> None:
        """P2B11-2: template-only answers are refused."""
        with pytest.raises(hearing.RulingIsBoilerplate, match=f"the {part} were given in the appeal p9"):
            rule(heard(), ruling=a_ruling(), measures=DECISION.measures, took_part=[ANA], earlier={"p9": said})

    def test_takes_one_answer_that_others_were_given(self) -> None:
        """The same argument has the same answer, as long as something in the ruling is this member's own."""
        earlier = {"p9": hearing.Answered(ELSEWHERE, (ANSWERS["a1"],))}

        assert not rule(
            heard(), ruling=a_ruling(), measures=DECISION.measures, took_part=[ANA], earlier=earlier
        ).is_open

    def test_refuses_a_reviewer_who_has_taken_part_since(self) -> None:
        """DSA20-6, invariant 5: an appeal's reviewer may not prolong the sanction in between."""
        since = [ANA, CARO.actor]

        with pytest.raises(hearing.ReviewerTookPart):
            rule(heard(), ruling=a_ruling(), measures=DECISION.measures, took_part=since)
        allowed = replace(heard(), override=Override("nobody else reads Hindi", Actor("lead")))
        assert not rule(allowed, ruling=a_ruling(), measures=DECISION.measures, took_part=since).is_open

    @pytest.mark.parametrize("kept", [frozenset(), DECISION.measures, frozenset({"m9"})])
    def test_never_varies_to_all_to_nothing_or_to_something_new(self, kept: frozenset[str]) -> None:
        """An appeal makes no decision harsher."""
        with pytest.raises(hearing.VariedToNothing, match="keeps some of its measures"):
            rule(heard(), ruling=a_ruling(Outcome.VARIED, measures=kept), measures=DECISION.measures, took_part=[ANA])

    @pytest.mark.parametrize("appeal", [filed(), answered()])
    def test_waits_for_a_reviewer_and_happens_once(self, appeal: Appeal) -> None:
        with pytest.raises(hearing.AppealMoveNotAllowed, match="cannot be decided"):
            rule(appeal, ruling=a_ruling(), measures=DECISION.measures, took_part=[ANA])
