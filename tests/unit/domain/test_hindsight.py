"""Events heard late, doubled and out of order; what they change, and which way (F4; design, section 4)."""

from typing import Any, Final

import pytest

from habeas.detection.findings import CLEAN
from habeas.domain.hindsight import Hindsight, ToldMessage, grounds_of, values_of, writing_of
from habeas.domain.screenings import facts_for
from habeas.policy.declarations import Source, WrongFactValue
from habeas.policy.facts import Fact
from habeas.policy.rules import Policy
from habeas.policy.timeline.events import Event
from habeas.policy.unknown import UNKNOWN
from tests.factories.histories import instant, tell
from tests.factories.policies import a_finding, a_policy, a_rule, a_scan

BEFORE: Final = {"if": "contract.state in ['none', 'offered']", "says": "before a contract"}
KNOWN: Final = {"id": "known", "if": "pair.known_before", "accepts": "member_word"}
POLICY: Final = a_policy(a_rule(when=[BEFORE], unless=[KNOWN]))

OFFERED: Final = tell("contract.offered", 1, contract="c1", client="bob", freelancer="ana")
STARTED: Final = tell("contract.started", 2, contract="c1")


def a_message(day: float, /, **content: object) -> Event:
    return tell("message.sent", day, **{"sender": "ana", "recipients": ["bob"], **content})


def told(event: Event) -> ToldMessage:
    return ToldMessage(event, ("Mail me at a@b.c",), a_scan(a_finding()))


def hear(*events: Event, policy: Policy = POLICY) -> Hindsight:
    hindsight = Hindsight(policy)
    for event in events:
        hindsight.hear(event, message=told(event) if event.type == "message.sent" else None)
    return hindsight


class TestWritingOf:
    def test_holds_what_was_said_with_the_message(self) -> None:
        event = a_message(
            3,
            recipients=["bob", "cy"],
            surface="proposal",
            declared_purpose="access to our portal",
            context={"contract_state": "active", "facts": {"pair.known_before": {"value": True, "source": "member"}}},
        )

        writing = writing_of(event, declarations=POLICY.declarations)

        assert writing.recipients == ("bob", "cy")
        assert writing.context == {"contract.state": Fact("active")}
        assert writing.stated == {
            "surface": Fact("proposal"),
            "declared.purpose": Fact("tool_access", Source.MEMBER),
            "pair.known_before": Fact(value=True, source=Source.MEMBER),
        }

    def test_knows_the_platform_of_the_event(self) -> None:
        event = Event(id="e", type="message.sent", occurred_at=instant(1), said=a_message(1).said, platform="market")

        assert writing_of(event, declarations=POLICY.declarations).stated == {"platform": Fact("market")}

    def test_names_a_fact_of_the_wrong_type(self) -> None:
        with pytest.raises(WrongFactValue, match=r"contract\.state wants one of"):
            writing_of(a_message(1, context={"contract_state": 3}), declarations=POLICY.declarations)


class TestGroundsOf:
    def test_know_what_silence_means_on_a_platform_f2(self) -> None:
        coverage = [{"platform": "market", "family": "contract", "since": "2025-06-01"}]
        policy = a_policy(a_rule(when=[BEFORE]), coverage=coverage)
        writing = writing_of(a_message(1), declarations=policy.declarations)

        states = [
            facts_for(
                "bob", writing, grounds=grounds_of(policy, history=hear(policy=policy).history(), platform=platform)
            ).value("contract.state")
            for platform in ("market", None)
        ]

        assert states == ["none", UNKNOWN]


class TestHindsight:
    def test_finds_what_a_late_event_changes_in_the_members_favour(self) -> None:
        message = a_message(3)

        hindsight = hear(OFFERED, message, STARTED)

        [late] = hindsight.late_messages()
        assert (late.writing.sender, late.recipient) == ("ana", "bob")
        assert (late.change.decision, late.change.direction, late.change.response) == (message.id, "milder", "reverse")
        assert values_of(late.change.known_then, late.change.facts) == {"contract.state": "offered"}
        assert values_of(late.change.known_now, late.change.facts) == {"contract.state": "active"}
        assert hindsight.judged == 1

    def test_leaves_what_turns_against_a_member_to_a_person(self) -> None:
        [late] = hear(a_message(1.5), OFFERED).late_messages()

        assert (late.change.direction, late.change.response) == ("harsher", "open_case")

    def test_leaves_a_members_new_word_to_a_person(self) -> None:
        word = tell("relation.declared", 1, parties=["ana", "bob"], declared_by="ana")

        [late] = hear(OFFERED, a_message(1.5), word).late_messages()

        assert (late.change.direction, late.change.response) == ("milder", "open_case")
        assert values_of(late.change.known_now, late.change.facts) == {"pair.known_before": True}

    @pytest.mark.parametrize(
        ("decided", "response"),
        [
            ({"message": "m", "by_human": True}, "stay_and_ask"),
            ({"message": "m"}, "reverse"),
            ({"message": "another", "by_human": True}, "reverse"),
            ({"by_human": True}, "reverse"),
        ],
    )
    def test_stays_what_a_person_decided(self, decided: dict[str, Any], response: str) -> None:
        made = tell("decision.made", 3, decision="d", member="ana", action="nudge", **decided)

        [late] = hear(OFFERED, a_message(3, event_id="m"), made, STARTED).late_messages()

        assert late.change.response == response

    def test_changes_nothing_when_events_are_heard_twice_or_in_another_order(self) -> None:
        message = a_message(3)

        assert hear(STARTED, OFFERED, message, STARTED, message, OFFERED).late_messages() == ()
        assert hear(OFFERED, STARTED, message, message).judged == 1

    def test_judges_each_recipient_f6(self) -> None:
        hindsight = hear(OFFERED, a_message(3, recipients=["bob", "cy"]), STARTED)

        assert hindsight.judged == 2
        assert [late.recipient for late in hindsight.late_messages()] == ["bob"]

    def test_takes_the_callers_milder_account(self) -> None:
        stated = a_message(3, context={"contract_state": "active"})

        assert hear(OFFERED, stated, STARTED).late_messages() == ()

    def test_minds_snoozes(self) -> None:
        snooze = {"rule": "the-rule", "member": "ana", "until": "2027-01-01", "by": "Mia", "because": "x"}
        policy = a_policy(a_rule(when=[BEFORE]), snoozes=[snooze])

        assert hear(OFFERED, a_message(3), STARTED, policy=policy).late_messages() == ()

    def test_judges_no_message_that_holds_nothing(self) -> None:
        hindsight = Hindsight(POLICY)
        event = a_message(1)

        hindsight.hear(event, message=ToldMessage(event, ("Hello",), CLEAN))
        hindsight.hear(event)

        assert hindsight.judged == 0
