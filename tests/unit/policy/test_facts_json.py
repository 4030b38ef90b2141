"""The facts that a message was judged on come back equal from JSON."""

import json

import pytest

from habeas.policy.facts import Fact, Facts, Source, UndeclaredFact, gather
from habeas.policy.facts_json import facts_as_json, facts_from_json
from habeas.policy.shipped_facts import SHIPPED
from habeas.policy.unknown import UNKNOWN


class TestFactsFromJson:
    @pytest.mark.parametrize(
        "facts",
        [
            gather({}, declarations=SHIPPED),
            gather(
                {
                    "contract.state": Fact("active"),
                    "sender.strikes": Fact(UNKNOWN),
                    "pair.known_before": Fact(value=True, source=Source.MEMBER),
                },
                declarations=SHIPPED,
                by_clause={"contact": {"sender.nudges": 2}},
            ),
        ],
    )
    def test_gives_back_what_was_kept(self, facts: Facts) -> None:
        kept = json.loads(json.dumps(facts_as_json(facts)))

        assert facts_from_json(kept, declarations=SHIPPED) == facts

    def test_refuses_a_fact_that_nobody_declares(self) -> None:
        kept = {**facts_as_json(gather({}, declarations=SHIPPED)), "values": {"weather": "fine"}}

        with pytest.raises(UndeclaredFact, match="weather"):
            facts_from_json(kept, declarations=SHIPPED)
