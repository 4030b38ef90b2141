"""What a person writes who decides, about one member or about many at once; and what of it is refused by name."""

from collections.abc import Sequence
from dataclasses import dataclass

from habeas.domain.cases.reasoning import Reasons
from habeas.domain.refusals import Refused
from habeas.domain.sanctions.measures import Measure
from habeas.domain.sanctions.sanction import Urgency
from habeas.domain.sanctions.termination import ExemptionCode
from habeas.domain.statements.catalogues import SOURCE_LANGUAGE
from habeas.policy.actions import Action
from habeas.server.decisions.exhibits import Exhibit
from habeas.server.holds.plans import NOTHING_SAID, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a person decides about a case, as they write it. `note` is for colleagues alone.

    `lesser` are the milder steps that were weighed, each with why not; `relied_on` the evidence by id, all where none
    is named. `exemption` is why an account ends without 30 days' notice, `exemption_evidence` what shows it.
    `money` answers for the member's money and contracts where the account is suspended or ended.
    """

    action: Action
    clause: str
    measures: tuple[Measure, ...]
    reasons: Reasons
    gravity: str
    intent: str
    lesser: tuple[tuple[str, str], ...]
    why_not_enough: str
    allowed_would_be: tuple[str, ...]
    how_to_fix: str
    note: str = ""
    relied_on: tuple[str, ...] = ()
    money: Said = NOTHING_SAID
    urgency: Urgency = Urgency.ORDINARY
    urgent_because: str = ""
    egregious_because: str = ""
    exemption: ExemptionCode | None = None
    exemption_evidence: tuple[str, ...] = ()
    language: str = SOURCE_LANGUAGE
    zone: str = "UTC"


class NoEvidence(Refused):
    """A sanction in a case that rests on nothing."""

    rule = "DSA17-3b"
    says = "the case {case} holds no evidence that can still be read; close it"


class UnknownClause(Refused):
    """A clause that the policy in force at the conduct does not have."""

    rule = "DSA17-3e"
    says = "the policy in force at the conduct has no clause '{clause}'; it has {clauses}"


class UnknownEvidence(Refused):
    """Evidence that the case does not hold."""

    rule = "DSA17-3b"
    says = "the case holds no evidence {items}; it holds {known}"


def choose_evidence(exhibits: Sequence[Exhibit], *, ruling: Ruling, case: str) -> list[Exhibit]:
    """Return what of a case's evidence is relied on. Raises UnknownEvidence, NoEvidence."""
    known = {one.id for one in exhibits}
    if unknown := sorted(set(ruling.relied_on) - known):
        raise UnknownEvidence(items=", ".join(unknown), known=", ".join(sorted(known)))
    chosen = [one for one in exhibits if not ruling.relied_on or one.id in ruling.relied_on]
    if not chosen:
        raise NoEvidence(case=case)
    return chosen
