"""What a member is told of a hold, or of a deduction: a decision of its own, complete or refused (FUND-3, FUND-5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, Final

from habeas.domain.appeals.windows import appeal_window, last_day_to_appeal
from habeas.domain.holds.claims import ClaimKind
from habeas.domain.holds.deductions import Item
from habeas.domain.refusals import Refused
from habeas.domain.statements.automation import Automation
from habeas.domain.statements.catalogues import Catalogue, money_words
from habeas.domain.statements.content import Contact, Redress
from habeas.domain.statements.record import content_as_json
from habeas.domain.statements.rendering import Document, Paragraph, Section, outside_ways, whom_to_ask
from habeas.money import Money

_TWO: Final = 2


class MoneyStatementIncomplete(Refused):
    """A statement about money without all of its parts."""

    rule = "FUND-3"
    says = "the statement of {decision} lacks {parts}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyStatement:
    """One statement about a hold, or about a deduction where there are `items`. Raises MoneyStatementIncomplete.

    `until` is when held money is free by itself, `latest` what no renewal may pass. `decided_by` are names that hide
    theirs, `automation` follows from what happened. Who claims is not named: the kind of claim, its reference, how much
    was `claimed`, and when it was `opened_at` are.
    """

    decision: str
    member: str
    language: str
    zone: tzinfo
    issued_at: datetime
    amount: Money
    provider: str
    claim: ClaimKind
    reference: str
    claimed: Money
    opened_at: datetime
    automation: Automation
    decided_by: tuple[str, ...]
    contact: Contact
    redress: Redress
    because: str = ""
    until: datetime | None = None
    latest: datetime | None = None
    items: tuple[Item, ...] = ()

    def __post_init__(self) -> None:
        """Refuse to be incomplete, naming every part at once."""
        missing = tuple(_missing(self))
        if missing:
            raise MoneyStatementIncomplete(decision=self.decision, parts=" and ".join(missing))

    @property
    def appeal_until(self) -> date:
        """Return the last day of the appeal window if the member is informed at once; it never ends earlier."""
        window = appeal_window(self.decision, informed_at=self.issued_at, zone=self.zone)
        return last_day_to_appeal(window, zone=self.zone)

    def as_json(self) -> dict[str, Any]:
        """Return all of its content, times in UTC, with the last day to appeal as computed."""
        return {**content_as_json(self), "appeal_until": self.appeal_until.isoformat()}


def _missing(statement: MoneyStatement) -> Iterator[str]:
    if statement.items:
        if len(set(statement.decided_by)) < _TWO:
            yield "a second person"
    elif not (statement.because.strip() and statement.until and statement.latest):
        yield "reasons, an end, and what no renewal may pass"
    if not (statement.provider and statement.decided_by):
        yield "who keeps the money and who decided"
    if not (statement.redress.appeal_url and statement.redress.court and statement.contact.channel):
        yield "where to appeal, which court, and whom to ask"


def render_money(statement: MoneyStatement, *, catalogue: Catalogue) -> Document:
    """Return the statement in the words of a catalogue."""
    parts = {
        "decided": _decided,
        "can": _can,
        "happened": _happened,
        "rule": _rule,
        "found": _found,
        "now": _now,
        "who": _who,
        "outside": _outside,
        "reference": _reference,
    }
    sections = tuple(
        Section(name, catalogue.say(f"heading.{name}"), tuple(map(Paragraph, write(statement, catalogue))))
        for name, write in parts.items()
    )
    title = catalogue.say("held.title", decision=statement.decision)
    return Document(catalogue.language, title, sections)


def _decided(statement: MoneyStatement, words: Catalogue) -> Iterator[str]:
    amount = _amount(statement.amount)
    if statement.items:
        yield words.say("deducted.decided", amount=amount)
        return
    yield words.say("held.decided", amount=amount)
    yield words.say("held.until", provider=statement.provider, date=_day(statement.until, statement, words))
    yield words.say("held.longest", date=_day(statement.latest, statement, words))


def _can(_statement: MoneyStatement, words: Catalogue) -> Iterator[str]:
    return (words.say(key) for key in ("decided.no_strike", "can.kept"))


def _happened(statement: MoneyStatement, words: Catalogue) -> Iterator[str]:
    yield words.say(f"claim.{statement.claim}", reference=statement.reference)
    day = _day(statement.opened_at, statement, words)
    yield words.say("claim.about", date=day, amount=_amount(statement.claimed))


def _rule(statement: MoneyStatement, words: Catalogue) -> Iterator[str]:
    for item in statement.items:
        yield words.say("deducted.item", **_item(item))
    if statement.because:
        yield words.say("held.because", because=statement.because)


def _item(item: Item) -> dict[str, str]:
    shown = ", ".join(item.evidence)
    return {"amount": _amount(item.amount), "words": item.words, "clause": item.clause, "evidence": shown}


def _found(statement: MoneyStatement, words: Catalogue) -> Iterator[str]:
    yield words.say(f"found.{statement.automation.decision}")
    for name in statement.decided_by:
        yield words.say("found.decider", pseudonym=name, role=words.say("role.reviewer"))


def _now(statement: MoneyStatement, words: Catalogue) -> Iterator[str]:
    if not statement.items:
        yield words.say("held.free")
    yield words.say("now.appeal", date=words.day(statement.appeal_until), url=statement.redress.appeal_url)


def _who(_statement: MoneyStatement, words: Catalogue) -> Iterator[str]:
    return (words.say(key) for key in ("who.looks", "who.by"))


def _outside(statement: MoneyStatement, words: Catalogue) -> Iterator[str]:
    return (one.text for one in outside_ways(statement.redress, words))


def _reference(statement: MoneyStatement, words: Catalogue) -> Iterator[str]:
    yield words.say("sequel.reference", decision=statement.decision)
    yield whom_to_ask(statement.contact, words).text


def _amount(money: Money) -> str:
    return money_words(money.amount, money.currency)


def _day(at: datetime | None, statement: MoneyStatement, words: Catalogue) -> str:
    return "" if at is None else words.day(at.astimezone(statement.zone).date())
