"""The words of the pages: each that a page says is in the catalogue."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from habeas.detection.findings import FindingKind
from habeas.domain.appeals.appeal import AppealState, Outcome
from habeas.domain.appeals.remedies import RemedyKind
from habeas.domain.appeals.reversal import StepKind
from habeas.domain.appeals.standing import Matter
from habeas.domain.campaigns.campaign import CampaignState, TargetState
from habeas.domain.cases.case import CaseMove, CaseState
from habeas.domain.cases.evidence import Shown
from habeas.domain.cases.favour import Favour
from habeas.domain.cases.reasons import Reason
from habeas.domain.clocks.deadlines import ClockState
from habeas.domain.holds.claims import ClaimKind
from habeas.domain.holds.hold import ReleasedBecause
from habeas.domain.holds.telling import FATES
from habeas.domain.reports import Cause, ReportKind
from habeas.domain.sanctions.measures import TAKEN_BY_SUSPENSION, Restriction
from habeas.domain.sanctions.sanction import State, Urgency
from habeas.domain.statements.content import Becomes, MoneyState
from habeas.policy.actions import Action
from habeas.server.cases.models import EvidenceKind
from habeas.server.console import STATIC
from habeas.server.console.clocks import LEADS_TO
from habeas.server.console.words import TEXTS as TEXTS_FOLDER
from habeas.server.console.words import read_words
from habeas.server.identity.roles import Role

FOLDER = STATIC.parent
TEXTS = read_words().texts
NAMES: dict[str, Iterable[str]] = {
    "reason": list(Reason),
    "state": list(CaseState),
    "entry": [*CaseMove, *(f"opened_{one}" for one in Shown)],
    "action": [one.word for one in Action],
    "sanction": list(State),
    "appeal_state": list(AppealState),
    "outcome": list(Outcome),
    "outcome_means": list(Outcome),
    "role": list(Role),
    "kind": list(FindingKind),
    "favour": list(Favour),
    "takes": sorted(TAKEN_BY_SUSPENSION),
    "restriction": list(Restriction),
    "urgency": list(Urgency),
    "claim_kind": list(ClaimKind),
    "released": list(ReleasedBecause),
    "did": list(StepKind),
    "matter": list(Matter),
    "remedy_kind": list(RemedyKind),
    "clock_state": list(ClockState),
    "clock_of": list(LEADS_TO),
    "evidence_kind": EvidenceKind.values,
    "report_kind": list(ReportKind),
    "cause": list(Cause),
    "campaign_state": list(CampaignState),
    "target_state": list(TargetState),
    "effect": [
        *("second_person_agrees", "announced", "statement_sent", "takes_effect", "measure", "measure_in"),
        *(f"money_{one}" for one in (*MoneyState, *Becomes)),
        *(f"contract_{one}" for one in FATES.values()),
    ],
}


class TestCatalogue:
    @pytest.mark.parametrize("template", sorted(FOLDER.rglob("*.html")), ids=lambda path: str(Path(path).name))
    def test_has_every_word_that_a_page_says(self, template: Path) -> None:
        text = template.read_text(encoding="utf-8")
        said = set(re.findall(r"""\{% say ["']([a-z_.]+)["']""", text))
        topics = set(re.findall(r"""\{% say_of ["']([a-z_.]+)["']""", text))

        assert sorted(said - TEXTS.keys()) == []
        assert sorted(topic for topic in topics if not any(key.startswith(f"{topic}.") for key in TEXTS)) == []

    @pytest.mark.parametrize("topic", NAMES)
    def test_has_a_word_for_every_name(self, topic: str) -> None:
        assert [name for name in NAMES[topic] if f"{topic}.{name}" not in TEXTS] == []

    def test_says_each_word_once(self) -> None:
        keys = re.findall(r"^  ([a-z_.]+):", (TEXTS_FOLDER / "en.yaml").read_text(encoding="utf-8"), re.MULTILINE)

        assert sorted(key for key in set(keys) if keys.count(key) > 1) == []

    def test_has_every_word_that_the_code_says(self) -> None:
        code = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py"))
        said = set(re.findall(r"""say\("([a-z_.]+)\"""", code))
        fields = set(re.findall(r"""(?:Long|Short|Days|One|OneOfMany|Several|StaffChoice)\(\s*"([a-z_.]+)\"""", code))

        assert sorted((said | fields) - TEXTS.keys()) == []
