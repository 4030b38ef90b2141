"""What is read of money beside statements: by a contract's other side, by a member whose money is frozen or back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, tzinfo
from typing import Final

from habeas.domain.clocks.lengths import last_day
from habeas.domain.holds.changes import Change, ChangedBecause, PlanChange
from habeas.domain.holds.freezes import LegalFreeze
from habeas.domain.holds.telling import CounterpartNotice, Fate, MilestoneNews, MoneyFate
from habeas.domain.statements.catalogues import Catalogue, money_words
from habeas.domain.statements.content import Contact, Redress
from habeas.domain.statements.rendering import Document, Paragraph, Section, outside_ways, whom_to_ask
from habeas.money import Money


def counterpart_document(notice: CounterpartNotice, *, catalogue: Catalogue) -> Document:
    """Return the notice in the words of a catalogue."""
    return _document(notice.title, tuple(_paragraphs(notice, catalogue)), catalogue)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumption:
    """That what stopped a contract does not count any more, and what there is of the contract all the same.

    `still` is what else stops it, `until` until when it rests then. `is_over`: the marketplace told that it ended, or
    that who it is about has no part in it any more. `is_undone`: nothing of what was decided counts, also about its
    money, but what `stands`: it was done before.
    """

    contract: str
    title: str
    still: Fate | None = None
    until: datetime | None = None
    is_over: bool = False
    is_undone: bool = True
    stands: Sequence[MilestoneNews] = ()


def resumption_document(resumption: Resumption, *, zone: tzinfo, catalogue: Catalogue) -> Document:
    """Return that a contract goes on after all, or why not though the decision that stopped it was undone."""
    title, still, words = resumption.title, resumption.still, catalogue
    if resumption.is_over:
        said = words.say("counterpart.ended_meanwhile", contract=title)
    elif still is not None:
        date = "" if resumption.until is None else words.day(resumption.until.astimezone(zone).date())
        said = words.say(f"counterpart.still.{still}", contract=title, date=date)
    else:
        said = words.say("counterpart.resumes" if resumption.is_undone else "counterpart.rests_no_more", contract=title)
    stands = (_milestone(one, words, said="counterpart.stands.") for one in resumption.stands)
    return _document(title, (Paragraph(said), *stands), words)


def revision_document(contract: str, *, changes: Sequence[PlanChange], zone: tzinfo, catalogue: Catalogue) -> Document:
    """Return what was planned for a contract's milestones and comes out otherwise: each amount and date that was told.

    The other side reads it: of why it is so they learn what they can see anyway, that money of theirs left before. All
    else is the member's own. `zone` is that of the dates that were told.
    """
    told = [catalogue.say(f"counterpart.{_what_changed(changes)}", contract=contract)]
    told += [_changed(one, zone, catalogue) for one in changes]
    told.append(catalogue.say("counterpart.why"))
    return _document(contract, tuple(map(Paragraph, told)), catalogue)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """That money of a milestone was missing from who is paid, by a decision about who pays that fell.

    `owed` is what is owed for that, nothing where the marketplace set no rate.
    """

    milestone: str
    amount: Money
    since: date
    until: date
    owed: Money


def missed_document(contract: str, missed: Sequence[Missed], *, catalogue: Catalogue) -> Document:
    """Return what somebody reads of what they missed under a contract, and of the other side nothing (FUND-8)."""
    told = [sentence for one in missed for sentence in _missed(one, contract, catalogue)]
    told.append(catalogue.say("counterpart.why"))
    return _document(contract, tuple(map(Paragraph, told)), catalogue)


def _missed(one: Missed, contract: str, words: Catalogue) -> Iterator[str]:
    yield words.say(
        "counterpart.missed",
        amount=money_words(one.amount.amount, one.amount.currency),
        milestone=one.milestone,
        contract=contract,
        since=words.day(one.since),
        until=words.day(one.until),
    )
    if one.owed.amount:
        yield words.say("deducted.owed", amount=money_words(one.owed.amount, one.owed.currency))


_OF_CAUSE: Final[Mapping[ChangedBecause, str]] = {
    ChangedBecause.LESS_THERE: "less",
    ChangedBecause.CONTRACT_ENDED: "no_work",
    ChangedBecause.HANDED_OVER: "taken_over",
}
"""What the other side reads where it is all for one cause that they can see themselves."""


def _what_changed(changes: Sequence[PlanChange]) -> str:
    causes, kinds = {one.because for one in changes}, {one.change for one in changes}
    if len(causes) == 1 and not causes.isdisjoint(_OF_CAUSE):
        return _OF_CAUSE[causes.pop()]
    return _SAID.get(kinds.pop(), "changed") if len(kinds) == 1 else "changed"


_SAID: Final[Mapping[Change, str]] = {
    Change.REFUND_STANDS: "stands",
    Change.PAYMENT_TAKEN_UP: "taken_up",
    Change.PAYMENT_REDATED: "redated",
}


def _changed(one: PlanChange, zone: tzinfo, words: Catalogue) -> str:
    goes_back = one.change in {Change.REFUND_DROPPED, Change.REFUND_OF_LESS, Change.REFUND_STANDS}
    fate = MoneyFate.REFUNDED if goes_back else MoneyFate.RELEASED
    date = "" if one.told_at is None else words.day(one.told_at.astimezone(zone).date())
    amount, left = (money_words(money.amount, money.currency) for money in (one.told, one.left))
    said = _SAID.get(one.change, "less" if one.left.amount else "changed")
    return words.say(f"counterpart.{said}.{fate}", amount=amount, milestone=one.milestone, date=date, left=left)


def _document(contract: str, paragraphs: tuple[Paragraph, ...], words: Catalogue) -> Document:
    section = Section("contract", words.say("counterpart.heading"), paragraphs)
    return Document(words.language, words.say("counterpart.title", contract=contract), (section,))


def _paragraphs(notice: CounterpartNotice, words: Catalogue) -> Iterator[Paragraph]:
    until = "" if notice.until is None else words.day(notice.until)
    said = words.say(f"counterpart.{notice.fate}", contract=notice.title, date=until, to=notice.handed_to)
    yield Paragraph(said)
    yield from (_milestone(one, words) for one in notice.milestones)
    if notice.milestones:
        yield Paragraph(words.say("money.law"))
    yield Paragraph(words.say("counterpart.why"))


def _milestone(news: MilestoneNews, words: Catalogue, *, said: str = "counterpart.") -> Paragraph:
    amount, date = money_words(news.money.amount, news.money.currency), words.day(news.on)
    return Paragraph(words.say(f"{said}{news.fate}", amount=amount, milestone=news.milestone, date=date))


def restored_document(deduction: str, *, amount: Money, owed: Money, catalogue: Catalogue) -> Document:
    """Return what a member reads of a deduction that is given back, because its claim was rejected after all."""
    told = [catalogue.say("deducted.restored", amount=money_words(amount.amount, amount.currency))]
    if owed.amount:
        told.append(catalogue.say("deducted.owed", amount=money_words(owed.amount, owed.currency)))
    section = Section("money", catalogue.say("heading.money"), tuple(map(Paragraph, told)))
    return Document(catalogue.language, catalogue.say("held.title", decision=deduction), (section,))


def freeze_document(freeze: LegalFreeze, *, contact: Contact, redress: Redress, catalogue: Catalogue) -> Document:
    """Return what a member reads of a freeze by law that is not silent: what binds, or that it binds no more."""
    reference = (Paragraph(catalogue.say("sequel.reference", decision=freeze.id)), whom_to_ask(contact, catalogue))
    # Bodies for disputes with the platform have no say about what a law commands.
    ways = replace(redress, ods_bodies_url="", mediators=())
    parts = {
        "money": tuple(_frozen(freeze, catalogue)),
        "now": (Paragraph(catalogue.say("freeze.contest")),) if freeze.lifted_at is None else (),
        "outside": tuple(outside_ways(ways, catalogue)) if freeze.lifted_at is None else (),
        "reference": reference,
    }
    sections = (Section(name, catalogue.say(f"heading.{name}"), told) for name, told in parts.items() if told)
    return Document(catalogue.language, catalogue.say("freeze.title"), tuple(sections))


def _frozen(freeze: LegalFreeze, words: Catalogue) -> Iterator[Paragraph]:
    if freeze.lifted_at is not None:
        yield Paragraph(words.say("freeze.lifted"))
        return
    yield Paragraph(words.say(f"freeze.{freeze.basis}", reference=freeze.reference))
    yield Paragraph(words.say("freeze.review", date=words.day(last_day(freeze.review_at, zone=UTC))))
    yield Paragraph(words.say("freeze.kept"))
    yield Paragraph(words.say("freeze.waits"))
