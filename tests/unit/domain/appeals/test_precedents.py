"""An overturned decision becomes a case that the policy's next version has to meet."""

import json
from datetime import date

from habeas.domain.appeals.precedents import precedent_of
from habeas.domain.policy_cases import load_cases, run_case
from habeas.files.policies import read_shipped_policy
from habeas.policy.facts import Fact, Source, gather
from habeas.policy.unknown import UNKNOWN


class TestPrecedentOf:
    def test_is_a_case_that_the_policy_can_run(self) -> None:
        policy = read_shipped_policy()
        facts = gather(
            {
                "contract.state": Fact("active"),
                "sender.strikes": Fact(UNKNOWN),
                "declared.purpose": Fact("not_contact", Source.MEMBER),
            },
            declarations=policy.declarations,
        )
        case = precedent_of(
            appeal="p1",
            texts=["You can reach me at studio@ceramics.example"],
            facts=facts,
            read=frozenset({"contract.state", "sender.strikes", "declared.purpose", "not.read.by.anybody"}),
            on=date(2026, 9, 1),
            country="ES",
            expect={"allowed": True, "action": "none"},
        )

        assert case["facts"]["sender.strikes"] == "unknown"
        (loaded,) = load_cases({"precedents.yaml": json.dumps({"cases": [case]})}, policy=policy)
        assert run_case(loaded, policy=policy).passed

    def test_holds_claims_as_claims_and_nothing_that_was_not_read(self) -> None:
        policy = read_shipped_policy()
        facts = gather({"contract.state": Fact("active", Source.MEMBER)}, declarations=policy.declarations)
        read = frozenset({"contract.state"})
        case = precedent_of(appeal="p1", texts=["Hi"], facts=facts, read=read, on=date(2026, 9, 1), expect={})

        assert case["claims"] == {"contract.state": "active"}
        assert case["facts"] == {}
        assert "country" not in case
