from dataclasses import replace

import pytest

from habeas.policy.facts import UNKNOWN, Source, UndeclaredFact, WrongFactValue
from habeas.policy.records import facts_from_record, list_unlisted
from habeas.policy.shipped_facts import SHIPPED

FULL = {
    "id": "a",
    "text": "hello",
    "surface": "proposal",
    "actor_role": "client",
    "contract_state": "offered",
    "declared_purpose": "Access to our portal",
    "history": {"tenure_days": 12, "prior_violations": 1, "completed_contracts": 3, "nudges": 2, "messages_365d": 90},
    "platform": "market",
    "facts": {"pair.conversion_fee_paid": True},
}


class TestFactsFromRecord:
    """Design, section 7: the line of `habeas decide`."""

    def test_reads_every_field(self) -> None:
        facts = facts_from_record(FULL, declarations=SHIPPED)

        assert {name: facts.value(name) for name in facts.names if facts.source(name)} == {
            "surface": "proposal",
            "actor.role": "client",
            "contract.state": "offered",
            "platform": "market",
            "declared.purpose": "tool_access",
            "sender.tenure_days": 12,
            "sender.strikes": 1,
            "sender.completed_contracts": 3,
            "sender.nudges": 2,
            "sender.messages_365d": 90,
            "pair.conversion_fee_paid": True,
        }
        assert facts.source("declared.purpose") is Source.MEMBER

    def test_takes_what_is_missing_as_absent_f1(self) -> None:
        facts = facts_from_record({"id": "a", "text": "hello"}, declarations=SHIPPED)

        assert facts.values == SHIPPED.absent

    def test_takes_the_meaning_of_absence_on_the_platform_f2(self) -> None:
        facts = facts_from_record({}, declarations=SHIPPED, absent={**SHIPPED.absent, "contract.state": "none"})

        assert facts.value("contract.state") == "none"

    @pytest.mark.parametrize(
        ("record", "name", "value"),
        [
            ({"contract_state": None}, "contract.state", "none"),
            ({"contract_state": "unknown"}, "contract.state", UNKNOWN),
            ({"contract_state": "offer_pending"}, "contract.state", "offered"),
            ({"contract_state": "suspended"}, "contract.state", "paused"),
            ({"declared_purpose": None}, "declared.purpose", "none"),
            ({"declared_purpose": "unknown"}, "declared.purpose", UNKNOWN),
            ({"declared_purpose": "xyz"}, "declared.purpose", "other"),
            ({"platform": None}, "platform", "none"),
            ({"surface": "unknown"}, "surface", UNKNOWN),
            ({"history": None}, "sender.strikes", 0),
            ({"history": "unknown"}, "sender.strikes", UNKNOWN),
            ({"history": {"prior_violations": "unknown"}}, "sender.strikes", UNKNOWN),
            ({"history": {"prior_violations": None}}, "sender.strikes", 0),
            ({"history": {}}, "sender.strikes", UNKNOWN),
            ({"facts": None}, "pair.known_before", False),
            ({"facts": {"pair.known_before": "unknown"}}, "pair.known_before", UNKNOWN),
            ({"facts": {"pair.known_before": {"value": True, "source": "both"}}}, "pair.known_before", True),
            ({"facts": {"pair.known_before": {"value": True}}}, "pair.known_before", True),
            ({"facts": {"pair.known_before": {"value": True, "source": "member"}}}, "pair.known_before", False),
            ({"contract_state": "none", "facts": {"contract.state": "active"}}, "contract.state", "active"),
        ],
    )
    def test_reads_null_as_none_and_unknown_as_unknown_f3(
        self, record: dict[str, object], name: str, value: object
    ) -> None:
        assert facts_from_record(record, declarations=SHIPPED).value(name) == value

    @pytest.mark.parametrize(
        ("record", "message"),
        [
            (
                {"contract_state": "activ"},
                "contract.state wants one of none, offered, active, paused, ended, unknown, got 'activ'; did you mean 'active'",
            ),
            ({"contract_state": 3}, "contract.state wants one of"),
            ({"declared_purpose": 3}, "declared.purpose wants a text, null or 'unknown', got 3"),
            ({"history": [1]}, "history wants an object with tenure_days"),
            (
                {"history": {"prior_violations": "two"}},
                "sender.strikes wants a whole number from 0 or 'unknown', got 'two'",
            ),
            ({"facts": [1]}, "facts wants an object of facts by name"),
            (
                {"facts": {"pair.known_before": {"source": "both"}}},
                "pair.known_before wants true or false or 'unknown', under `value`",
            ),
            (
                {"facts": {"pair.known_before": {"value": True, "source": "rumour"}}},
                "pair.known_before wants a source among platform, both, member",
            ),
            ({"facts": {"pair.known_before": {"value": True, "source": []}}}, "wants a source among"),
        ],
    )
    def test_names_the_fact_and_what_it_wants(self, record: dict[str, object], message: str) -> None:
        with pytest.raises(WrongFactValue) as refused:
            facts_from_record(record, declarations=SHIPPED)

        assert message in str(refused.value)

    def test_keeps_what_the_platform_says_beside_a_members_claim_f4(self) -> None:
        claim = {"contract.state": {"value": "none", "source": "member"}}

        facts = facts_from_record({"contract_state": "active", "facts": claim}, declarations=SHIPPED)

        assert (facts.value("contract.state"), facts.claims) == ("active", {"contract.state": "none"})

    @pytest.mark.parametrize(("said", "claims"), [("message", {"surface": "message"}), ("unknown", {})])
    def test_takes_for_a_claim_what_a_platform_cannot_prove_f4(self, said: str, claims: dict[str, str]) -> None:
        declarations = SHIPPED.adding(replace(SHIPPED["surface"], proven_by=frozenset({Source.BOTH})))

        facts = facts_from_record({"surface": said}, declarations=declarations)

        assert (facts.value("surface"), facts.source("surface"), facts.claims) == (UNKNOWN, None, claims)

    def test_refuses_a_fact_nobody_declared(self) -> None:
        with pytest.raises(UndeclaredFact, match=r"pair.known_befor.*did you mean"):
            facts_from_record({"facts": {"pair.known_befor": True}}, declarations=SHIPPED)


class TestListUnlisted:
    """Design, section 7: `surface`, `actor_role` and `platform` are open strings."""

    @pytest.mark.parametrize(
        ("record", "unlisted"),
        [
            ({"surface": "message", "actor_role": "host"}, ()),
            ({"surface": "sky_writing"}, (("surface", "sky_writing"),)),
            ({"actor_role": "pirate", "surface": "message"}, (("actor.role", "pirate"),)),
            ({"surface": None, "actor_role": "unknown"}, ()),
            ({"platform": "anything"}, ()),
        ],
    )
    def test_names_values_that_no_list_holds(
        self, record: dict[str, object], unlisted: tuple[tuple[str, str], ...]
    ) -> None:
        assert list_unlisted(facts_from_record(record, declarations=SHIPPED)) == unlisted
