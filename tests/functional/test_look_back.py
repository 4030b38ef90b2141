"""A policy editor asks what was true when, and what facts that came late would change (design, section 4)."""

import json
import shutil
from pathlib import Path

import pytest

from habeas.files.policies import shipped_folder
from tests.functional.conftest import Habeas


def event(name: str, kind: str, hour: int, /, **content: object) -> str:
    sent = {"id": name, "type": kind, "occurred_at": f"2026-11-16T{hour:02}:00:00Z", "data": content}
    return json.dumps(sent) + "\n"


OFFERED = event("e1", "contract.offered", 8, contract="c1", client="ben", freelancer="ana")
STARTED = event("e2", "contract.started", 11, contract="c1")
MESSAGE = {"sender": "ana", "recipients": ["ben"], "text": "Call me on +44 20 7946 0958"}
EARLY = event("m1", "message.sent", 10, **MESSAGE)
LATE = event("m2", "message.sent", 12, **MESSAGE)


class TestFacts:
    def test_tells_what_was_true_when_each_message_was_sent(self, habeas: Habeas) -> None:
        outcome = habeas("policy", "facts", feed=LATE + STARTED + OFFERED + STARTED + EARLY)

        late, early = outcome.out.split("m1, ana to ben, 2026-11-16T10:00:00+00:00:\n")
        assert outcome.status == 0
        assert late.startswith(
            "m2, ana to ben, 2026-11-16T12:00:00+00:00:\n    contract.state = 'active', from platform: "
        )
        assert early.startswith("    contract.state = 'offered', from platform: ")
        assert "    unknown: " in early

    def test_tells_any_instant(self, habeas: Habeas) -> None:
        asked = ("--sender", "ben", "--recipient", "ana", "--at", "2026-11-16T09:30")

        outcome = habeas("policy", "facts", *asked, feed=OFFERED + STARTED)
        answer = json.loads(habeas("policy", "facts", *asked, "--json", feed=OFFERED + STARTED).out)

        assert outcome.out.startswith("ben to ana, 2026-11-16T09:30:00+00:00:\n    contract.state = 'offered'")
        assert (answer["id"], answer["facts"]["contract.state"]) == (None, {"value": "offered", "source": "platform"})
        assert answer["facts"]["pair.asked_first"] == {"value": "unknown", "source": None}

    def test_names_claims_counts_and_what_the_caller_says_otherwise(self, habeas: Habeas) -> None:
        feed = "".join(
            [
                OFFERED,
                event("r", "relation.declared", 9, parties=["ana", "ben"], declared_by="ana"),
                event(
                    "d", "decision.made", 9, decision="d", member="ana", action="nudge", clause="contact-information"
                ),
                event("m", "message.sent", 10, **MESSAGE, context={"contract_state": "active"}),
                event("o", "message.sent", 10, sender="ana", text="Hello all"),
            ]
        )

        outcome = habeas("policy", "facts", "--event", "m", feed=feed)
        answer = json.loads(habeas("policy", "facts", "--event", "m", "--json", feed=feed).out)

        assert "    pair.known_before = True is a claim, by one member alone\n" in outcome.out
        assert "    sender.nudges = 1 on the clause contact-information\n" in outcome.out
        assert (
            "    the caller said contract.state = 'active', and not 'offered': the milder verdict counts\n"
            in outcome.out
        )
        assert answer["claims"] == {"pair.known_before": True}
        assert answer["by_clause"] == {"contact-information": {"sender.nudges": 1}}
        assert answer["disagreements"] == [{"fact": "contract.state", "caller": "active", "events": "offered"}]
        assert "o, ana to everybody, " in habeas("policy", "facts", feed=feed).out

    def test_names_the_nearest_message(self, habeas: Habeas) -> None:
        outcome = habeas("policy", "facts", "--event", "m3", feed=EARLY)

        assert (outcome.status, outcome.err) == (1, "no message is called 'm3'; did you mean 'm1'?\n")

    @pytest.mark.parametrize(
        ("asked", "cause"),
        [
            (("--sender", "ana"), "an instant needs both --sender and --at"),
            (("--sender", "ana", "--at", "noon"), "--at wants a time such as 2026-03-01T09:30:00Z, not 'noon'"),
        ],
    )
    def test_refuses_half_an_instant(self, habeas: Habeas, asked: tuple[str, ...], cause: str) -> None:
        outcome = habeas("policy", "facts", *asked)

        assert outcome.status == 2
        assert cause in " ".join(outcome.err.replace("│", " ").split())

    @pytest.mark.parametrize(
        ("line", "cause"),
        [
            (event("e", "member.joined", 9), "event e: member wants a text, got None"),
            (
                event("e", "message.sent", 9, sender="ana", context={"contract_state": 3}),
                "event e: contract.state wants",
            ),
            (
                event("e", "message.sent", 9, sender="ana", context={"facts": {"no.such": 1}}),
                "event e: no fact is called",
            ),
            (event("e", "message.sent", 9, sender="ana", text=3), "`text` must be a string or a list of strings"),
            (event("e", "decision.made", 9, decision="d", member="a", action="bump"), "event e: action wants one of"),
        ],
    )
    def test_names_a_bad_event_and_takes_the_others(self, habeas: Habeas, line: str, cause: str) -> None:
        outcome = habeas("policy", "facts", feed=OFFERED + line + EARLY)

        assert outcome.status == 1
        assert outcome.err.startswith(f"line 2: {cause}")
        assert "m1, ana to ben" in outcome.out


class TestLate:
    def test_lists_what_facts_heard_later_change(self, habeas: Habeas) -> None:
        outcome = habeas("policy", "late", feed=OFFERED + LATE + STARTED)

        assert outcome.status == 0
        assert outcome.out == (
            "m2, ana to ben, 2026-11-16T12:00:00+00:00: milder, not allowed, nudge -> allowed, none\n"
            "    contract.state: offered -> active\n"
            "    it is reversed and the member told: it is milder, and proven\n"
            "1 judged: 1 would change, 1 milder, 0 harsher\n"
        )

    def test_tells_a_program(self, habeas: Habeas) -> None:
        payment = event("m", "message.sent", 12, sender="ana", recipients=["ben"], texts=["Pay me via PayPal instead"])
        strikes = "".join(
            event(f"d{number}", "decision.made", 7, decision=f"d{number}", member="ana", action="warn")
            + event(f"n{number}", "notice.delivered", 7, decision=f"d{number}")
            for number in range(9)
        )

        [line] = habeas("policy", "late", "--json", feed=payment + strikes).out.splitlines()

        answer = json.loads(line)
        assert (answer["id"], answer["direction"], answer["response"]) == ("m", "harsher", "open_case")
        assert answer["facts"]["sender.strikes"] == {"then": 0, "now": 9}
        assert (answer["before"]["action"], answer["after"]["action"]) == ("warn", "hold_message")

    def test_is_empty_where_nothing_came_late(self, habeas: Habeas) -> None:
        assert (
            habeas("policy", "late", feed=OFFERED + STARTED + LATE).out
            == "1 judged: 0 would change, 0 milder, 0 harsher\n"
        )


class TestExplain:
    def test_explains_each_message_that_events_tell_of(self, habeas: Habeas) -> None:
        outcome = habeas("policy", "explain", "--for", "member", feed=OFFERED + EARLY + LATE + STARTED + LATE)

        early, late = outcome.out.split("m2 to ben:\n")
        assert outcome.status == 0
        assert early.startswith("m1 to ben:\n    Not allowed by the rule “Contact before a contract”")
        assert late.startswith("    Allowed. We looked at the rule “Contact before a contract”.")

    def test_explains_lines_beside_events(self, habeas: Habeas) -> None:
        line = json.dumps({"id": "a", "text": MESSAGE["text"], "contract_state": "none"}) + "\n"
        to_all = event("m", "message.sent", 10, sender="ana", text="Hello")

        outcome = habeas("policy", "explain", "--for", "member", feed=line + to_all)

        assert outcome.out.startswith("a:\n    Not allowed")
        assert outcome.out.endswith("m to everybody:\n    Nothing in your message breaks a rule.\n")


class TestDiff:
    def test_judges_the_messages_that_events_tell_of(self, habeas: Habeas, tmp_path: Path) -> None:
        policy = Path(shutil.copytree(shipped_folder("freelance"), tmp_path / "mine"))
        contact = policy / "contact.yaml"
        contact.write_text(contact.read_text("utf-8").replace("['none', 'offered']", "['none']"), "utf-8")

        outcome = habeas("policy", "diff", "freelance", str(policy), "--on", "-", feed=LATE + OFFERED + EARLY + STARTED)

        assert outcome.status == 0
        assert "\n2 decisions: 1 as before, 0 harsher, 1 milder, 0 otherwise\n" in outcome.out
        assert "milder m1 to ben: not allowed, nudge -> allowed, none on “+44 20 7946 0958”\n" in outcome.out
        assert "over 1 day\n" in outcome.out

    def test_leaves_out_facts_that_one_policy_alone_declares(self, habeas: Habeas) -> None:
        own = {"listing.charges_on_the_spot": True}
        feed = "".join(
            [
                event("r", "member.record", 9, member="ana", facts=own),
                event("m", "message.sent", 10, **MESSAGE, context={"facts": own}),
                '{"id": "x", "type": "x.y", "occurred_at": "2026-11-16T09:00:00Z", "data": 7}\n',
            ]
        )

        outcome = habeas("policy", "diff", "freelance", "rental", "--on", "-", feed=feed)

        assert (outcome.status, outcome.err) == (1, "line 3: event x: data wants an object, got 7\n")
        assert "\n1 decisions: " in outcome.out
