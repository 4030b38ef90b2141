"""What a decision leaves out of what its member reads, and whom it names: recorded, agreed to by a second person.

What is relied on is shown. Where a law asks for silence on a part of it, the member reads that it is left out, on what
basis, who agreed and when that is looked at again (DSA17-5). Who reported is named only where it has to be (DSA17-3b).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from habeas.domain.clocks.deadlines import promise
from habeas.domain.refusals import Refused
from habeas.domain.sanctions.sanction import Urgency
from habeas.files.catalogues import read_catalogues
from habeas.server.cases.models import EvidenceKind
from habeas.server.deadlines.clocks import keep_clock
from habeas.server.decisions.exhibits import Exhibit
from habeas.server.identity.staff import actor_of
from habeas.server.parties.keys import Keyring
from habeas.server.rulings.models import Sanction

RECHECKED_WITHIN: Final = timedelta(days=365)
"""How long something may be left out before somebody asks whether it still has to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What is not shown: which of the evidence (by id), in words that the member reads, on what basis."""

    evidence: tuple[str, ...]
    what: str
    basis: str
    recheck_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Who reported, as the member is to read it, and why that has to be."""

    name: str
    because: str


class LeftOutIsNotReliedOn(Refused):
    """Something left out that the decision does not rest on, so that nobody would miss it."""

    rule = "DSA17-5"
    says = "withheld: {items} is not relied on, so it is not shown; name what is relied on: {known}"


class AllIsLeftOut(Refused):
    """A decision of whose grounds the member would read none."""

    rule = "DSA17-3b"
    says = "withheld: nothing would be left to read; show at least one fact, or rely on another"


class RecheckTooLate(Refused):
    """A silence that nobody would ask about again in time."""

    rule = "DSA17-5"
    says = "withheld: {day} is no day to look again; give one from tomorrow on, and within {longest} days"


class NoReportToName(Refused):
    """The name of who reported, where not exactly one report is relied on."""

    rule = "DSA17-3b"
    says = "named: {count} reports are relied on; name who reported where it is one, else leave the name out"


class SecondPersonFirst(Refused):
    """Something left out, or a name, on the word of one person."""

    rule = "DSA17-5"
    says = "urgency: what is left out, or who is named, needs a second person first; leave that away, or do not hurry"


def check_left_out(
    left_out: Sequence[LeftOut],
    named: Named | None,
    *,
    exhibits: Sequence[Exhibit],
    urgency: Urgency,
    zone: ZoneInfo,
    now: datetime,
) -> None:
    """Refuse a silence or a name that cannot be. Raises the refusals above."""
    relied_on = {one.id for one in exhibits}
    hidden = {item for one in left_out for item in one.evidence}
    if unknown := sorted(hidden - relied_on):
        raise LeftOutIsNotReliedOn(items=", ".join(unknown), known=", ".join(sorted(relied_on)))
    if relied_on == hidden:
        raise AllIsLeftOut
    today = now.astimezone(zone).date()
    for one in left_out:
        if not today < one.recheck_on <= today + RECHECKED_WITHIN:
            raise RecheckTooLate(day=one.recheck_on, longest=RECHECKED_WITHIN.days)
    reports = sum(one.kind == EvidenceKind.REPORT and one.id not in hidden for one in exhibits)
    if named is not None and reports != 1:
        raise NoReportToName(count=reports)
    if (left_out or named) and urgency is Urgency.IMMINENT_HARM:
        raise SecondPersonFirst


def left_out_as_json(left_out: Sequence[LeftOut], exhibits: Sequence[Exhibit]) -> list[dict[str, Any]]:
    """Return what is left out as it is kept with a decision: by fact, without what it says."""
    fact_of = {one.id: one.fact for one in exhibits}
    return [
        {
            "facts": [fact_of[item] for item in one.evidence],
            "what": one.what,
            "basis": one.basis,
            "recheck_on": one.recheck_on.isoformat(),
        }
        for one in left_out
    ]


def promise_recheck(row: Sanction, content: Mapping[str, Any], *, keys: Keyring, now: datetime) -> None:
    """Keep as a clock what the statement promises of each part that it leaves out: that somebody looks again by then.

    The case's people are warned before, and asked when it is late (invariant 12).
    """
    words, zone = read_catalogues()[row.language], ZoneInfo(row.zone)
    for one in content.get("left_out", ()):
        until = datetime.combine(date.fromisoformat(one["recheck_on"]), time.max, tzinfo=zone)
        said = words.say("happened.left_out", what=one["what"])
        made = promise(by=actor_of(row.decided_by_id).id, words=said, subject=row.case_id, until=until, now=now)
        keep_clock(
            made, member=row.member_id, is_test=row.is_test, now=now, sealed=keys.seal(row.member_id, said.encode())
        )
