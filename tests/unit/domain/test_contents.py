"""What is kept of a judged message comes back equal."""

import json

import pytest

from habeas.detection.findings import CLEAN, Dismissal, Explanation, Finding, FindingKind, LinkPurpose, Scan, Span
from habeas.domain.contents import (
    dismissal_as_json,
    facts_as_json,
    facts_from_json,
    finding_as_json,
    scan_from_json,
)
from habeas.policy.facts import Fact, Facts, Source, UndeclaredFact, gather
from habeas.policy.shipped_facts import SHIPPED
from habeas.policy.unknown import UNKNOWN

PHONE = Finding(
    FindingKind.PHONE,
    0,
    8,
    24,
    "+44 20 7946 0958",
    "+442079460958",
    0.98,
    contact=True,
    because=("it begins with an international prefix",),
    continued=(Span(1, 0, 4),),
)
LINK = Finding(
    FindingKind.LINK, 0, 0, 9, "wa.me/123", "https://wa.me/123", 0.9, contact=True, purpose=LinkPurpose.MESSENGER_INVITE
)
ORDER = Dismissal(FindingKind.PHONE, 0, 30, 40, "4155552671", Explanation.ORDER_NUMBER, "it is an order number")


def through_json(scan: Scan) -> Scan:
    findings = json.loads(json.dumps([finding_as_json(finding) for finding in scan.findings]))
    dismissals = json.loads(json.dumps([dismissal_as_json(dismissal) for dismissal in scan.dismissals]))
    return scan_from_json(findings, dismissals)


class TestScanFromJson:
    @pytest.mark.parametrize("scan", [CLEAN, Scan((PHONE, LINK), (ORDER,))])
    def test_gives_back_what_was_kept(self, scan: Scan) -> None:
        assert through_json(scan) == scan


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
