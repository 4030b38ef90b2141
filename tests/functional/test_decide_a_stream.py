"""A marketplace asks `habeas decide` about messages, with the facts it has."""

import json
import shutil
from pathlib import Path

import pytest

from habeas.files.policies import shipped_folder
from tests.functional.conftest import Habeas

GIVES_A_NUMBER = "You can call me on +44 20 7946 0958."
FIELDS = [
    "id",
    "finding",
    "allowed",
    "action",
    "proposed",
    "needs_human",
    "rule",
    "clause",
    "policy",
    "reasons",
    "counterfactual",
    "unknown_facts",
    "shadow",
    "engine",
    "findings",
    "dismissals",
]

ASKED_FOR_MONEY_OUTSIDE = {
    "ana": ("US", "Pay me outside of the site by bank transfer, so that we save the fee."),
    "João": ("ES", "Págame por transferencia bancaria fuera de la plataforma y así nos ahorramos la comisión."),
    "मीरा": ("DE", "Bezahl mich per Banküberweisung außerhalb der Plattform, dann sparen wir die Gebühr."),
}
LEVELS = [
    ({"prior_violations": 0}, 4000, ("warn", None)),
    ({"prior_violations": 4}, 4000, ("hold_message", None)),
    ({"prior_violations": 4}, 5, ("hold_message", "restrict")),
    ({"prior_violations": 7}, 4000, ("hold_message", None)),
    ({"prior_violations": 7}, 8, ("hold_message", "suspend_pending_review")),
]


def line(**fields: object) -> str:
    return json.dumps({"id": "a", "text": GIVES_A_NUMBER, **fields}) + "\n"


class TestDecide:
    def test_says_what_is_done_and_why(self, habeas: Habeas) -> None:
        feed = line(contract_state="none", history={"prior_violations": 0, "nudges": 0})

        outcome = habeas("decide", feed=feed)

        answer = json.loads(outcome.out)
        assert outcome.status == 0
        assert [field for field in FIELDS if field not in answer] == []
        assert (answer["finding"], answer["allowed"], answer["action"]) == ("contact_details", False, "nudge")
        assert answer["rule"] == "contact-before-contract"
        assert any("no contract between you had started" in reason for reason in answer["reasons"])
        assert "contract.state" in json.dumps(answer["counterfactual"])
        assert set(answer["engine"]) == {"version", "digest"}

    def test_allows_the_same_once_a_contract_runs(self, habeas: Habeas) -> None:
        outcome = habeas("decide", feed=line(contract_state="active"))

        answer = json.loads(outcome.out)
        assert (answer["finding"], answer["allowed"], answer["action"]) == ("contact_details", True, "none")

    def test_answers_equal_facts_alike_whoever_writes_and_weighs_the_share_as_well_as_the_number(
        self, habeas: Habeas
    ) -> None:
        """DSA14-4, DSA23-3: four of four thousand messages are not four of five."""
        facts = {"sender.tenure_days": 900, "sender.completed_contracts": 9}
        feed = "".join(
            line(
                id=f"{who}-{number}",
                member=who,
                text=text,
                country=country,
                contract_state="none",
                history={**history, "nudges": 0},
                facts=facts | {"sender.messages_365d": messages},
            )
            for number, (history, messages, _) in enumerate(LEVELS)
            for who, (country, text) in ASKED_FOR_MONEY_OUTSIDE.items()
        )

        answers = [json.loads(one) for one in habeas("decide", feed=feed).out.splitlines()]

        levels = {one["id"]: (one["action"], one["proposed"]) for one in answers}
        assert levels == {
            f"{who}-{number}": level for number, (_, _, level) in enumerate(LEVELS) for who in ASKED_FOR_MONEY_OUTSIDE
        }
        weighed = {one["id"]: one["proportionality"] for one in answers}
        rare, often = weighed["ana-1"], weighed["ana-2"]
        assert (rare["strikes"], rare["share"], "rare" in rare["in_favour"]) == (4, 0.001, True)
        assert (often["strikes"], often["share"], "rare" in often["in_favour"]) == (4, 0.8, False)
        for one in weighed.values():
            assert (one["gravity"], one["harm"], bool(one["intent"])) == ("grave", "unprotected_payment", True)
        assert [step["action"] for step in often["milder"]] == ["none", "nudge", "warn"]

    def test_leaves_alone_whom_a_rule_is_snoozed_for(self, habeas: Habeas, tmp_path: Path) -> None:
        policy = Path(shutil.copytree(shipped_folder("freelance"), tmp_path / "mine"))
        (policy / "snoozes.yaml").write_text(
            "snoozes: [{rule: contact-before-contract, pair: [ana, ben], until: 2027-01-15, by: Mia, because: x}]"
        )
        sent = {"contract_state": "none", "sender": "ana", "occurred_at": "2026-12-01T09:00:00Z"}
        feed = line(**sent, recipient="ben") + line(**sent, recipient="carl")

        outcome = habeas("decide", "--policy", str(policy), feed=feed)

        snoozed, judged = map(json.loads, outcome.out.splitlines())
        assert (snoozed["allowed"], snoozed["action"], snoozed["shadow"][0]["rule"]) == (
            True,
            "none",
            "contact-before-contract",
        )
        assert (judged["allowed"], judged["shadow"]) == (False, [])

    def test_is_mild_where_it_does_not_know(self, habeas: Habeas) -> None:
        outcome = habeas("decide", feed=line())

        answer = json.loads(outcome.out)
        assert (answer["allowed"], answer["action"]) == (True, "none")
        assert answer["unknown_facts"] == ["contract.state"]

    def test_answers_the_same_bytes_again(self, habeas: Habeas) -> None:
        feed = line(contract_state="none", declared_purpose="so that you can call")

        assert habeas("decide", feed=feed).out == habeas("decide", feed=feed).out

    @pytest.mark.parametrize(
        ("fields", "cause"),
        [
            ({"contract_state": "begun"}, "contract.state"),
            ({"contract_state": 1}, "contract.state"),
            ({"history": []}, "history"),
            ({"history": {"prior_violations": -1}}, "sender.strikes"),
            ({"facts": {"pair.known_befor": True}}, "did you mean 'pair.known_before'?"),
            ({"declared_purpose": 5}, "declared.purpose"),
            ({"text": None}, "`text` must be a string or a list of strings, not null"),
            ({"id": None}, "`id` must be a string or a whole number, not null"),
        ],
    )
    def test_names_the_fact_that_is_wrong_and_goes_on(
        self, habeas: Habeas, fields: dict[str, object], cause: str
    ) -> None:
        outcome = habeas("decide", feed=line(**fields) + line(id="b", contract_state="active"))

        assert outcome.status == 1
        assert outcome.err.startswith("line 1: ")
        assert cause in outcome.err
        assert outcome.err.count("\n") == 1
        assert [json.loads(answer)["id"] for answer in outcome.out.splitlines()] == ["b"]

    def test_warns_once_of_a_value_that_no_condition_names(self, habeas: Habeas) -> None:
        outcome = habeas("decide", feed=line(surface="billboard") * 3)

        assert outcome.status == 0
        assert outcome.err.count("billboard") == 1

    def test_judges_by_another_policy(self, habeas: Habeas, tmp_path: Path) -> None:
        outcome = habeas("decide", "--policy", str(tmp_path), feed=line())

        assert outcome.status == 1
        assert "the policy is empty" in outcome.err
        assert "Traceback" not in outcome.err
