"""What a person writes who decides a case, as a body says it."""

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from habeas.domain.cases.reasoning import Reasons
from habeas.domain.sanctions.measures import Capability, Measure, Restriction
from habeas.domain.sanctions.sanction import Urgency
from habeas.domain.sanctions.termination import ExemptionCode, LawQuoted
from habeas.domain.statements.content import LegalGround
from habeas.policy.actions import ACTIONS
from habeas.server.api.money_answers import MoneyContent
from habeas.server.api.parameters import Id, Language, Word, Zone
from habeas.server.api.staff import Act, Words
from habeas.server.sanctions.leaving_out import LeftOut, Named
from habeas.server.sanctions.ruling import Ruling

_FORBID = ConfigDict(extra="forbid")


class MeasureContent(BaseModel):
    """One restriction: what is taken, from whom, how long. Without `days` it says why, and is reviewed in time."""

    model_config = _FORBID

    restriction: Literal["visibility", "service", "account"]
    capabilities: Annotated[list[Capability], Field(min_length=1, max_length=20)]
    roles: Annotated[tuple[Word, ...], Field(max_length=20)] = ()
    territory: Annotated[tuple[Word, ...], Field(max_length=60)] = Field(
        (), description="the countries in which it binds, such as `ES`; everywhere where none is named"
    )
    days: Annotated[int, Field(ge=1, le=3650)] | None = None
    reviewed_within_days: Annotated[int, Field(ge=1, le=365)] | None = None
    indefinite_because: Annotated[str, Field(max_length=2000)] = ""
    harm_in_contracts: Annotated[str, Field(max_length=2000)] = Field(
        "", description="the harm in running contracts that is the ground, where these are touched"
    )
    protects_others: Annotated[str, Field(max_length=2000)] = Field(
        "",
        description="whom, identified, it is the least to protect from which harm; it stays while an appeal is late",
    )

    def measure(self, number: int) -> Measure:
        """Return the measure. Raises what no measure may be."""
        return Measure(
            id=f"m{number}",
            restriction=Restriction(self.restriction),
            capabilities=frozenset(self.capabilities),
            roles=frozenset(self.roles),
            territory=self.territory,
            lasts=None if self.days is None else timedelta(days=self.days),
            reviewed_within=None if self.reviewed_within_days is None else timedelta(days=self.reviewed_within_days),
            indefinite_because=self.indefinite_because,
            harm_in_contracts=self.harm_in_contracts,
            protects_others=self.protects_others,
        )


class LesserContent(BaseModel):
    """A milder step that was weighed, and why it was not enough."""

    model_config = _FORBID

    action: Literal["none", "nudge", "warn", "hold_message", "restrict", "suspend_pending_review"]
    why_not: Words


class LawContent(BaseModel):
    """The law that was broken, where no clause of the terms is the ground."""

    model_config = _FORBID

    reference: Annotated[str, Field(min_length=1, max_length=500)] = Field(description="where it stands")
    text: Words = Field(description="the words of it that the facts meet, as they stand there")
    url: Annotated[str, Field(max_length=500, pattern=r"^(https?://\S+)?$")] = ""


class ExemptionLawContent(BaseModel):
    """The law or order because of which an account ends without 30 days' notice, with its words."""

    model_config = _FORBID

    reference: Words = Field(max_length=500, description="where it stands, or who ordered it by which number")
    text: Words = Field(description="the words of it that ask for the end of the account at once")


class LeftOutContent(BaseModel):
    """What the member does not read of the evidence, because a law or another's right forbids it."""

    model_config = _FORBID

    evidence: Annotated[list[Id], Field(min_length=1, max_length=200)]
    what: Words = Field(description="what is left out, in words that the member reads")
    basis: Words = Field(description="the law or right that forbids to show it")
    recheck_on: date = Field(description="the day by which somebody asks whether it still has to be left out")


class NamedContent(BaseModel):
    """Who reported, where the member strictly needs to know."""

    model_config = _FORBID

    name: Annotated[str, Field(min_length=1, max_length=200)]
    because: Words = Field(description="why the member has to know who it is")


class RulingContent(Act):
    """A decision: its ground, what is taken, and the reasons in the person's own words, with facts as `[f1]`.

    Its ground is a clause of the terms, or a law. What is left out or named needs a second person.
    """

    action: Literal["warn", "restrict", "suspend_pending_review", "terminate"]
    clause: Id | None = None
    law: LawContent | None = None
    measures: Annotated[tuple[MeasureContent, ...], Field(max_length=20)] = ()
    reasons: Words
    element: Words = Field(description="the words of the clause, or of the law, that the facts meet")
    gravity: Words
    intent: Words
    lesser: Annotated[tuple[LesserContent, ...], Field(max_length=10)] = ()
    why_not_enough: Annotated[str, Field(max_length=10_000)] = ""
    allowed_would_be: Annotated[tuple[Words, ...], Field(max_length=10)] = ()
    how_to_fix: Words
    note: Annotated[str, Field(max_length=10_000)] = ""
    relied_on: Annotated[tuple[Id, ...], Field(max_length=200)] = ()
    withheld: Annotated[tuple[LeftOutContent, ...], Field(max_length=20)] = ()
    named: NamedContent | None = None
    money: Annotated[
        MoneyContent, Field(description="Where an account is suspended or ended: what becomes of money and contracts")
    ] = MoneyContent()
    urgency: Urgency = Urgency.ORDINARY
    urgent_because: Annotated[str, Field(max_length=2000)] = ""
    egregious_because: Annotated[str, Field(max_length=2000)] = ""
    exemption: ExemptionCode | None = Field(None, description="why an account ends without 30 days' notice")
    exemption_law: ExemptionLawContent | None = Field(
        None, description="the law or order that asks for it; where the ground is a law, that one if none is named here"
    )
    exemption_evidence: Annotated[tuple[Word, ...], Field(max_length=20)] = Field(
        (), description="facts of the case that show it too, such as `f1`; earlier final decisions are looked up"
    )
    language: Language | None = Field(
        None, description="of the statement; the one that the member reads where none is named"
    )
    zone: Zone = "UTC"

    @property
    def ruling(self) -> Ruling:
        """Return what the use case takes. Raises what no measure may be."""
        return Ruling(
            action=ACTIONS[self.action],
            clause=self.clause or "",
            law=None if self.law is None else LegalGround(**self.law.model_dump()),
            measures=tuple(one.measure(number) for number, one in enumerate(self.measures, start=1)),
            reasons=Reasons(text=self.reasons, element=self.element),
            gravity=self.gravity,
            intent=self.intent,
            lesser=tuple((one.action, one.why_not) for one in self.lesser),
            why_not_enough=self.why_not_enough,
            allowed_would_be=tuple(self.allowed_would_be),
            how_to_fix=self.how_to_fix,
            note=self.note,
            relied_on=tuple(self.relied_on),
            left_out=tuple(LeftOut(**one.model_dump() | {"evidence": tuple(one.evidence)}) for one in self.withheld),
            named=None if self.named is None else Named(**self.named.model_dump()),
            money=self.money.said,
            urgency=self.urgency,
            urgent_because=self.urgent_because,
            egregious_because=self.egregious_because,
            exemption=self.exemption,
            exemption_law=None if self.exemption_law is None else LawQuoted(**self.exemption_law.model_dump()),
            exemption_evidence=self.exemption_evidence,
            language=self.language or "",
            zone=self.zone,
        )
