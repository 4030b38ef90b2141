"""What was found comes back equal from JSON."""

import json

import pytest

from habeas.detection.findings import CLEAN, Dismissal, Explanation, Finding, FindingKind, LinkPurpose, Scan, Span
from habeas.detection.findings_json import dismissal_as_json, finding_as_json, scan_from_json

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
