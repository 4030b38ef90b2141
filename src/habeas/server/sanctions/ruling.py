"""What a person writes who decides, about one member or about many at once; and what of it is refused by name."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from habeas.domain.cases.reasoning import Reasons
from habeas.domain.refusals import Refused
from habeas.domain.sanctions.measures import Measure
from habeas.domain.sanctions.sanction import Urgency
from habeas.domain.sanctions.termination import ExemptionCode, LawQuoted
from habeas.domain.statements.content import LegalGround
from habeas.policy.actions import ACTIONS, Action
from habeas.server.decisions.exhibits import Exhibit
from habeas.server.holds.plans import AS_USUAL, NOTHING_SAID, Said
from habeas.server.rulings.sanctions import measure_as_json, measure_from_json, words_about
from habeas.server.sanctions.leaving_out import LeftOut, Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a person decides about a case, as they write it. `note` is for colleagues alone.

    `lesser` are the milder steps that were weighed, each with why not; `relied_on` the evidence by id, all where none
    is named. `exemption` is why an account ends without 30 days' notice; the words of `exemption_law` show it, or those
    of `law` where that is the ground, and `exemption_evidence` names facts of the case beside them.
    `money` answers for the member's money and contracts where the account is suspended or ended. The ground is a
    `clause` of the policy, or else a `law` that was broken. `language` is that of the statement, the member's own where
    none is named. `left_out` and `named` need a second person.
    """

    action: Action
    clause: str = ""
    law: LegalGround | None = None
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
    left_out: tuple[LeftOut, ...] = ()
    named: Named | None = None
    money: Said = NOTHING_SAID
    urgency: Urgency = Urgency.ORDINARY
    urgent_because: str = ""
    egregious_because: str = ""
    exemption: ExemptionCode | None = None
    exemption_law: LawQuoted | None = None
    exemption_evidence: tuple[str, ...] = ()
    language: str = ""
    zone: str = "UTC"


class NoEvidence(Refused):
    """A sanction in a case that rests on nothing."""

    rule = "DSA17-3b"
    says = "the case {case} holds no evidence that can still be read; close it"


class UnknownClause(Refused):
    """A clause that the policy in force at the conduct does not have."""

    rule = "DSA17-3e"
    says = "the policy in force at the conduct has no clause '{clause}'; it has {clauses}"


class OneGround(Refused):
    """A decision on no ground, or on two at once."""

    rule = "DSA17-3d"
    says = "clause: name the clause of the terms that was broken, or else the law, and not both"


class UnknownProof(Refused):
    """An exception from 30 days' notice that would be shown by what the case does not hold."""

    rule = "P2B4-4"
    says = "exemption_evidence: the decision rests on no fact {items}; it rests on {facts}"


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


class MoneyIsEachMembersOwn(Refused):
    """Answers for money or contracts by name, in a ruling on many."""

    rule = "FUND-10"
    says = "a ruling on many answers for nobody's money by name; let amounts go as usual, and decide alone where not"


class LeftOutIsEachMembersOwn(Refused):
    """Something left out, or a name, in a ruling on many."""

    rule = "DSA17-5"
    says = "withheld: a ruling on many shows each member all that it rests on; decide alone where a part is left out"


def ruling_as_json(ruling: Ruling) -> dict[str, Any]:
    """Return a ruling on many as it is kept. Raises MoneyIsEachMembersOwn, LeftOutIsEachMembersOwn."""
    said = ruling.money
    if said.answers or said.waits or said.fates:
        raise MoneyIsEachMembersOwn
    if ruling.left_out or ruling.named:
        raise LeftOutIsEachMembersOwn
    plain = {name: getattr(ruling, name) for name in _PLAIN}
    return {
        **plain,
        "action": ruling.action.word,
        "measures": [measure_as_json(one) for one in ruling.measures],
        "measure_words": words_about(ruling.measures),
        "reasons": ruling.reasons.text,
        "element": ruling.reasons.element,
        "lesser": [list(one) for one in ruling.lesser],
        "allowed_would_be": list(ruling.allowed_would_be),
        "urgency": str(ruling.urgency),
        "exemption": ruling.exemption,
        "exemption_law": None if ruling.exemption_law is None else asdict(ruling.exemption_law),
        "exemption_evidence": list(ruling.exemption_evidence),
        "law": law_as_json(ruling.law),
    }


def ruling_from_json(kept: Mapping[str, Any]) -> Ruling:
    """Return a ruling that was kept."""
    return Ruling(
        **{name: kept[name] for name in _PLAIN},
        action=ACTIONS[kept["action"]],
        measures=tuple(measure_from_json(one, words=kept["measure_words"][one["id"]]) for one in kept["measures"]),
        reasons=Reasons(text=kept["reasons"], element=kept["element"]),
        lesser=tuple((action, why_not) for action, why_not in kept["lesser"]),
        allowed_would_be=tuple(kept["allowed_would_be"]),
        urgency=Urgency(kept["urgency"]),
        exemption=None if kept["exemption"] is None else ExemptionCode(kept["exemption"]),
        exemption_law=LawQuoted(**law) if (law := kept.get("exemption_law")) else None,
        exemption_evidence=tuple(kept["exemption_evidence"]),
        law=law_from_json(kept.get("law")),
        money=AS_USUAL,
    )


def law_quoted(ruling: Ruling) -> LawQuoted | None:
    """Return the law or order that asks for the end of an account at once: its own, or the ground where it is a law."""
    if ruling.exemption_law is None and ruling.law is not None:
        return LawQuoted(ruling.law.reference, ruling.law.text)
    return ruling.exemption_law


def list_proof(ruling: Ruling) -> list[str]:
    """Return what shows why there is no notice, as the member reads it."""
    law = law_quoted(ruling)
    return [*([] if law is None else [str(law)]), *ruling.exemption_evidence]


def law_as_json(law: LegalGround | None) -> dict[str, str] | None:
    """Return the law that a decision rests on as it is kept."""
    return None if law is None else {"reference": law.reference, "text": law.text, "url": law.url}


def law_from_json(kept: Mapping[str, str] | None) -> LegalGround | None:
    """Return the law that a decision rests on; None where it rests on a clause."""
    return None if kept is None else LegalGround(**kept)


_PLAIN: Final = (
    "clause",
    "gravity",
    "intent",
    "why_not_enough",
    "how_to_fix",
    "note",
    "urgent_because",
    "egregious_because",
    "language",
    "zone",
)
"""The fields that JSON holds as they are. What is relied on is each member's own, and not kept."""

_FIELDS_OF_PARTS: Final = {
    "measures": "measures",
    "facts": "relied_on",
    "explanation": "reasons",
    "source.notice_content": "withheld",
    "source.unmasked": "named",
    "ground": "clause",
    "weighing": "gravity",
    "weighing.lesser": "lesser",
    "favour": "why_not_enough",
    "money": "money",
    "contracts": "money",
    "departures.urgent_because": "urgent_because",
    "departures.egregious_because": "egregious_because",
    "departures.exemption": "exemption_law",
}


def field_of_part(part: str) -> str:
    """Return the field of a ruling that a part of its statement comes from; the part's own name where it is one."""
    return _FIELDS_OF_PARTS.get(part) or _FIELDS_OF_PARTS.get(part.partition(".")[0], part)
