"""A statement of reasons: a value that cannot be built incomplete. It names every part that is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Final

from habeas.domain.appeals.windows import appeal_window, last_day_to_appeal
from habeas.domain.refusals import Refused
from habeas.domain.statements.automation import AutomatedDecision, Automation
from habeas.domain.statements.content import (
    AS_PROTECTED,
    Answered,
    ClauseGround,
    Contact,
    Decider,
    Departures,
    LegalGround,
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
    Withheld,
)
from habeas.domain.wording import is_blank
from habeas.policy.actions import AUTOMATION_CEILING, Action

MEDIATORS: Final = 2
"""How many mediators a business user is told of at least (P2B12-1)."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A part that a statement lacks, the rule that asks for it, and what to do."""

    part: str
    rule: str
    what_to_do: str


class StatementIncomplete(Refused):
    """A statement without all of its parts; `missing` names each."""

    rule = "DSA17-3"
    says = "the statement lacks {parts}"

    def __init__(self, *, statement: str, missing: tuple[Missing, ...]) -> None:
        super().__init__(statement=statement, parts="; ".join(f"{one.part} ({one.what_to_do})" for one in missing))
        self.missing = missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement to one member about one decision. Raises StatementIncomplete.

    `explanation` says why the facts, named as `[f1]`, meet the ground; `element` quotes the words of the ground that
    they meet, empty where a machine decided. `allowed_would_be` is what would have been allowed, `how_to_fix` what the
    member can do, `notice` what the policy itself says to whoever breaks its rule. `counts_until` is until when it
    counts as a strike; None where it is none. `zone` is the member's. `answer_until` is until when the member can
    answer what is only intended; None where it is decided. `confirm_by` is until when a second person must agree to
    what could not wait; None where nobody has to. `departures` is what was set aside of the usual protection, and why.
    """

    id: str
    decision: str
    member: str
    language: str
    zone: tzinfo
    profiles: frozenset[Profile]
    action: Action
    issued_at: datetime
    effective_at: datetime
    measures: tuple[StatedMeasure, ...]
    money: tuple[MoneyLine, ...]
    contracts: tuple[OpenContract, ...]
    ground: ClauseGround | LegalGround
    facts: tuple[StatedFact, ...]
    explanation: str
    source: StatementSource
    automation: Automation
    weighing: Weighing
    favour: Answered
    decided_by: Decider
    contact: Contact
    redress: Redress
    allowed_would_be: tuple[str, ...]
    how_to_fix: str
    withheld: tuple[Withheld, ...] = ()
    notice: str = ""
    counts_until: date | None = None
    answer_until: datetime | None = None
    confirm_by: datetime | None = None
    departures: Departures = AS_PROTECTED
    element: str = ""

    def __post_init__(self) -> None:
        """Refuse to be incomplete, naming every part at once."""
        missing = tuple(_missing(self))
        if missing:
            raise StatementIncomplete(statement=self.id, missing=missing)

    @property
    def appeal_until(self) -> date:
        """Return the last day of the appeal window if the member is informed at once; it never ends earlier."""
        window = appeal_window(self.id, informed_at=self.issued_at, zone=self.zone)
        return last_day_to_appeal(window, zone=self.zone)

    def day(self, at: datetime) -> date:
        """Return the day of an instant where the member lives."""
        return at.astimezone(self.zone).date()


def _lacks(*parts: str) -> bool:
    """Tell whether one of these says nothing: a space is no part of a statement."""
    return any(is_blank(part) for part in parts)


def _missing(statement: Statement) -> Iterator[Missing]:
    yield from _missing_measures(statement)
    yield from _missing_facts(statement)
    yield from _missing_ground(statement)
    yield from _missing_people(statement)
    yield from _missing_money(statement)
    yield from _missing_redress(statement)
    yield from _missing_weighing(statement)
    yield from _missing_departures(statement)
    for one in statement.withheld:
        if _lacks(one.what, one.basis, one.approver) or not one.recheck_on:
            yield Missing("withheld", "DSA17-5", "say what is left out, why, who agreed, and when it is rechecked")


def _missing_measures(statement: Statement) -> Iterator[Missing]:
    if statement.effective_at.astimezone(UTC) < statement.issued_at:
        yield Missing("effective_at", "P2B4-1", "let it take effect no earlier than the statement is issued")
    if statement.answer_until is not None and statement.effective_at < statement.answer_until:
        yield Missing("effective_at", "DSA14-4", "let nothing take effect before the member had time to answer")
    if statement.action > Action.WARN and not statement.measures:
        yield Missing("measures", "DSA17-3a", "name what is taken")
    for measure in statement.measures:
        if measure.ends_at is None and (measure.review_at is None or is_blank(measure.indefinite_because)):
            yield Missing(f"measures.{measure.id}", "DSA17-3a", "give an end, or a reason and a date of review")


def _missing_facts(statement: Statement) -> Iterator[Missing]:
    if not statement.facts:
        yield Missing("facts", "DSA17-3b", "name the facts relied on")
    for fact in statement.facts:
        if not fact.text.strip() or not fact.evidence:
            yield Missing(f"facts.{fact.id}", "DSA17-3b", "say what happened and link the evidence")
    if not any(f"[{fact.id}]" in statement.explanation for fact in statement.facts):
        yield Missing("explanation", "DSA17-3e", "say why a fact, named in brackets, meets the ground")
    source = statement.source
    if source.type is not SourceType.OWN_INITIATIVE and not (source.notice_content.strip() or statement.withheld):
        yield Missing("source.notice_content", "P2B4-5", "show what the notice said, or record why it is withheld")
    if source.unmasked is not None and _lacks(source.unmasked.because, source.unmasked.approver):
        yield Missing("source.unmasked", "DSA17-3b", "say why the notifier has to be named, and who agreed")


def _missing_ground(statement: Statement) -> Iterator[Missing]:
    ground = statement.ground
    if statement.decided_by.is_human and is_blank(statement.element):
        yield Missing("element", "DSA17-3e", "quote the words of the ground that the facts meet")
    if isinstance(ground, LegalGround):
        if _lacks(ground.reference, ground.text):
            yield Missing("ground", "DSA17-3d", "name the law, and quote the words of it that the facts meet")
        return
    if _lacks(ground.clause, ground.version, ground.title, ground.text, ground.text_digest, ground.url):
        yield Missing("ground", "DSA17-3e", "give the clause with version, title, text, its hash and its link")


def _missing_people(statement: Statement) -> Iterator[Missing]:
    decider = statement.decided_by
    if is_blank(decider.role):
        yield Missing("decided_by", "PWD10-5", "say in which role it was decided")
    if decider.is_human == (statement.automation.decision is AutomatedDecision.FULLY):
        yield Missing("decided_by", "DSA17-3c", "a person decides, or a machine alone: the case's events say which")
    if not decider.is_human and statement.action > AUTOMATION_CEILING:
        yield Missing("decided_by", "PWD10-5", "have a named human decide")
    if _lacks(statement.contact.name_or_role, statement.contact.channel):
        yield Missing("contact", "PWD11-1a", "name who can discuss it, and where")


def _missing_money(statement: Statement) -> Iterator[Missing]:
    for line in statement.money:
        if line.state is MoneyState.HELD and not (line.until and line.because and line.provider and line.decision):
            yield Missing("money", "FUND-4", "say until when, why, by whom it is held and under which decision")
        if line.state is MoneyState.DEDUCTED and not (line.because and line.decision):
            yield Missing("money", "FUND-5", "say why it was deducted and under which decision")
    for contract in statement.contracts:
        if not (contract.goes_on or (contract.becomes and contract.plan)):
            yield Missing(f"contracts.{contract.id}", "FUND-10", "say what becomes of it, and why")


def _missing_redress(statement: Statement) -> Iterator[Missing]:
    redress = statement.redress
    if is_blank(redress.appeal_url):
        yield Missing("redress.appeal_url", "DSA17-3f", "link the appeal")
    if is_blank(redress.court):
        yield Missing("redress.court", "DSA17-3f", "say that a court can be asked, and which")
    if Profile.ONLINE_PLATFORM in statement.profiles and is_blank(redress.ods_bodies_url):
        yield Missing("redress.ods_bodies_url", "DSA21-1", "link the certified out-of-court bodies")
    if Profile.BUSINESS_USER in statement.profiles and len(set(redress.mediators)) < MEDIATORS:
        yield Missing("redress.mediators", "P2B12-1", "name two mediators")
    if Profile.UK in statement.profiles and is_blank(redress.contract_claim):
        yield Missing("redress.contract_claim", "UKOSA-1", "say that a breach of contract can be claimed")


def _missing_weighing(statement: Statement) -> Iterator[Missing]:
    weighing = statement.weighing
    if _lacks(weighing.gravity, weighing.intent):
        yield Missing("weighing", "DSA23-3", "say how grave it is, and what shows intent or that nothing does")
    if statement.action > Action.NUDGE and (not weighing.lesser or _lacks(*(one.why_not for one in weighing.lesser))):
        yield Missing("weighing.lesser", "DSA14-4", "say which milder steps were considered and why not chosen")
    if statement.favour.in_favour.speaks and is_blank(statement.favour.why_not_enough):
        yield Missing("favour", "DSA14-4", "say why what speaks for the member was not enough")
    if not statement.allowed_would_be or _lacks(*statement.allowed_would_be):
        yield Missing("allowed_would_be", "DSA17-4", "say what would have been allowed")
    if is_blank(statement.how_to_fix):
        yield Missing("how_to_fix", "DSA17-4", "say what the member can do")


def _missing_departures(statement: Statement) -> Iterator[Missing]:
    departures = statement.departures
    is_urgent = departures.is_urgent or statement.confirm_by is not None
    if is_urgent and is_blank(departures.urgent_because):
        yield Missing("departures.urgent_because", "DSA14-4", "say which harm could not wait")
    is_first = statement.action is Action.TERMINATE and not statement.weighing.prior_decisions
    if is_first and is_blank(departures.egregious_because):
        yield Missing("departures.egregious_because", "DSA23-1", "say what makes a first offence grave enough")
    shown_by = () if departures.exemption is None else departures.exemption.shown_by or ("",)
    if _lacks(*shown_by):
        yield Missing("departures.exemption", "P2B4-4", "show why there is no notice, or give it")
