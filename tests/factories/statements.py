"""A complete statement, to be changed by what a test is about."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from habeas.domain.actors import Actor
from habeas.domain.cases.favour import Favour, InFavour, Speaks
from habeas.domain.sanctions.measures import Capability, Restriction
from habeas.domain.statements.automation import Decided, Detected, automation_of
from habeas.domain.statements.content import (
    Answered,
    ClauseGround,
    Contact,
    Decider,
    LesserStep,
    MoneyLine,
    MoneyState,
    OpenContract,
    Profile,
    Redress,
    SourceType,
    StatedFact,
    StatedMeasure,
    StatementSource,
    Weighing,
)
from habeas.domain.statements.statement import Statement
from habeas.policy.actions import Action

NOW: Final = datetime(2026, 8, 31, 12, tzinfo=UTC)
DAY: Final = timedelta(days=1)
DETECTED: Final = Detected("phone", "1.2", "a phone number")
MEASURE: Final = StatedMeasure(
    id="m1",
    restriction=Restriction.SERVICE,
    capabilities=frozenset({Capability.PROPOSE, Capability.MESSAGE}),
    roles=frozenset({"freelancer"}),
    territory=("ES",),
    starts_at=NOW + 3 * DAY,
    ends_at=NOW + 10 * DAY,
)
FACT: Final = StatedFact(
    id="f1", text="“call me on the number below”", at=NOW - DAY, evidence=("message-7",), language="en"
)
CLAUSE: Final = ClauseGround(
    clause="contact",
    version="2",
    title="Contact before a contract",
    text="Members do not give ways to reach each other outside.",
    text_digest="ab" * 32,
    url="https://market.example/terms#contact",
)
HELD: Final = MoneyLine(
    amount=50_000,
    currency="USD",
    state=MoneyState.HELD,
    until=(NOW + 14 * DAY).date(),
    because="a buyer claims it back",
    provider="the payment provider",
    decision="h1",
)
WEIGHING: Final = Weighing(
    number=3,
    messages=4000,
    gravity="middle",
    intent="none is shown",
    lesser=(LesserStep("warn", "you were warned twice"),),
)
SPEAKS: Final = InFavour(
    (
        Speaks(Favour.PAYMENTS_KEPT, (("amount", 4_000_000), ("currency", "USD"))),
        Speaks(Favour.CONTRACTS_KEPT, (("contracts", 170),)),
    ),
    ("tenure_days",),
)


def a_statement(**changes: object) -> Statement:
    """Return a complete statement about a restriction of proposals and messages."""
    usual: dict[str, Any] = {
        "id": "S-1",
        "decision": "d1",
        "member": "m-7",
        "language": "en",
        "zone": ZoneInfo("Europe/Madrid"),
        "profiles": frozenset({Profile.ONLINE_PLATFORM}),
        "action": Action.RESTRICT,
        "issued_at": NOW,
        "effective_at": NOW + 3 * DAY,
        "measures": (MEASURE,),
        "money": (HELD,),
        "contracts": (OpenContract(id="c1", title="A logo", goes_on=True),),
        "ground": CLAUSE,
        "facts": (FACT,),
        "element": "do not give ways to reach each other outside",
        "explanation": "You wrote a number [f1] to somebody you had no contract with.",
        "source": StatementSource(type=SourceType.OWN_INITIATIVE),
        "automation": automation_of([DETECTED, Decided(Actor("ana"))]),
        "weighing": WEIGHING,
        "favour": Answered(SPEAKS, "it was the third time in a month"),
        "decided_by": Decider("reviewer", "reviewer 12", is_human=True),
        "contact": Contact("the appeals desk", "https://market.example/ask"),
        "redress": Redress(
            appeal_url="https://market.example/appeal/S-1",
            court="the courts of your country",
            ods_bodies_url="https://bodies.example",
        ),
        "allowed_would_be": ("Once the contract has started you may share it.",),
        "counts_until": (NOW + 368 * DAY).date(),
        "how_to_fix": "Write in the conversation until a contract has started.",
    }
    usual.update(changes)
    return Statement(**usual)
