import pytest

from habeas.policy.facts import UNKNOWN, Fact, Facts, Source, UndeclaredFact, Unknown, Value, WrongFactValue, gather
from habeas.policy.shipped_facts import SHIPPED


def _facts(**given: Fact) -> Facts:
    return gather({name.replace("__", "."): fact for name, fact in given.items()}, declarations=SHIPPED)


class TestFacts:
    def test_give_the_value_and_who_said_it(self) -> None:
        facts = _facts(contract__state=Fact("active"))

        assert (facts.value("contract.state"), facts.source("contract.state")) == ("active", Source.PLATFORM)

    def test_are_what_absence_says_where_nobody_spoke_f1(self) -> None:
        facts = _facts()

        assert facts.value("contract.state") is UNKNOWN
        assert facts.value("pair.known_before") is False
        assert facts.source("pair.known_before") is None

    def test_list_the_defaults_used_f3(self) -> None:
        facts = _facts(declared__purpose=Fact("legal", Source.MEMBER))

        assert facts.defaults_used == (
            "pair.known_before",
            "pair.conversion_fee_paid",
            "plan.name",
            "plan.contact_before_contract",
        )

    def test_name_every_declared_fact(self) -> None:
        assert _facts().names == tuple(SHIPPED)

    def test_refuse_a_name_nobody_declared(self) -> None:
        with pytest.raises(UndeclaredFact, match=r"contract\.sate"):
            _facts().value("contract.sate")
        with pytest.raises(UndeclaredFact):
            gather({"contract.sate": Fact("active")}, declarations=SHIPPED)


class TestReplacing:
    def test_gives_new_facts_and_leaves_the_old(self) -> None:
        facts = _facts(contract__state=Fact("none", Source.BOTH))

        replaced = facts.replacing({"contract.state": "active", "pair.known_before": None})

        assert replaced.value("contract.state") == "active"
        assert replaced.source("contract.state") is Source.BOTH
        assert replaced.source("pair.known_before") is Source.PLATFORM
        assert facts.value("contract.state") == "none"

    def test_makes_a_known_fact_unknown(self) -> None:
        assert (
            _facts(contract__state=Fact("none")).replacing({"contract.state": UNKNOWN}).value("contract.state")
            is UNKNOWN
        )

    def test_refuses_a_value_that_the_fact_does_not_take(self) -> None:
        with pytest.raises(WrongFactValue, match=r"contract\.state"):
            _facts().replacing({"contract.state": True})

    def test_drops_what_clauses_said_of_the_same_fact(self) -> None:
        facts = gather({}, declarations=SHIPPED, by_clause={"contact": {"sender.nudges": 2}})

        assert facts.replacing({"sender.nudges": 0}).by_clause == {"contact": {}}
        assert facts.replacing({"sender.strikes": 0}).by_clause == {"contact": {"sender.nudges": 2}}


class TestWhatAMemberSays:
    """F4: a member's word never proves a platform fact; it is a claim that an exception may accept."""

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("pair.conversion_fee_paid", True),
            ("contract.state", "active"),
            ("pair.known_before", True),
            ("sender.strikes", 0),
        ],
    )
    def test_is_a_claim_and_proves_nothing(self, name: str, value: Value) -> None:
        facts = gather({name: Fact(value, Source.MEMBER)}, declarations=SHIPPED)

        assert facts.value(name) == SHIPPED[name].absent
        assert facts.source(name) is None
        assert facts.claims == {name: value}

    def test_proves_what_the_member_declared(self) -> None:
        facts = _facts(declared__purpose=Fact("tool_access", Source.MEMBER))

        assert facts.value("declared.purpose") == "tool_access"
        assert facts.claims == {}

    @pytest.mark.parametrize("source", [Source.PLATFORM, Source.BOTH])
    def test_proves_where_platform_or_both_sides_say_it(self, source: Source) -> None:
        facts = _facts(pair__known_before=Fact(value=True, source=source))

        assert facts.value("pair.known_before") is True
        assert facts.claims == {}

    def test_is_no_claim_where_the_member_does_not_know(self) -> None:
        assert _facts(pair__known_before=Fact(UNKNOWN, Source.MEMBER)).claims == {}

    def test_counts_where_a_claim_is_accepted(self) -> None:
        accepted = _facts(pair__known_before=Fact(value=True, source=Source.MEMBER)).accepting_claims()

        assert accepted.value("pair.known_before") is True
        assert accepted.source("pair.known_before") is Source.MEMBER
        assert accepted.claims == {}

    @pytest.mark.parametrize(("said", "accepted"), [("none", "none"), (UNKNOWN, "active")])
    def test_yields_to_what_the_platform_says_but_not_to_its_not_knowing(
        self, said: str | Unknown, accepted: str
    ) -> None:
        facts = Facts(
            SHIPPED,
            {**SHIPPED.absent, "contract.state": said},
            {"contract.state": Source.PLATFORM},
            {"contract.state": "active"},
        )

        assert facts.accepting_claims().value("contract.state") == accepted

    def test_leaves_facts_without_claims_as_they_are(self) -> None:
        facts = _facts()

        assert facts.accepting_claims() is facts
