"""What a person writes to decide a case, as fields, and the ruling that comes of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.http import QueryDict

from habeas.domain.cases.reasoning import Reasons
from habeas.domain.holds.wind_down import WindDownIncomplete
from habeas.domain.refusals import Refused
from habeas.domain.sanctions.measures import IN_CONTRACTS, TAKEN_BY_SUSPENSION, Capability, Measure, Restriction
from habeas.domain.sanctions.sanction import Urgency
from habeas.domain.sanctions.termination import ExemptionCode, LawQuoted
from habeas.domain.statements.catalogues import SOURCE_LANGUAGE
from habeas.domain.statements.statement import StatementIncomplete
from habeas.policy.actions import ACTIONS, Action
from habeas.policy.rules import Policy
from habeas.server.console.fields import Days, Long, One, OneOfMany, Several, Short, choices_of
from habeas.server.console.leaving_out import LawForm, LeftOutForm, NamedForm, read_left_out
from habeas.server.console.money_answers import ANSWERED_FOR, MoneySheet, read_money
from habeas.server.console.reading import list_languages, list_zones
from habeas.server.console.refusals import tell
from habeas.server.console.words import read_words
from habeas.server.decisions.exhibits import Exhibit
from habeas.server.holds.at_hand import Open
from habeas.server.sanctions.ruling import Ruling, field_of_part

BY_PEOPLE: Final = (Action.WARN, Action.RESTRICT, Action.SUSPEND_PENDING_REVIEW, Action.TERMINATE)
"""What a person can decide; what is milder a machine does."""

MEASURES: Final = 3
"""Restrictions that one page has room for; more of them belong into the same one."""

_LESSER: Final = (Action.NUDGE, Action.WARN, Action.RESTRICT, Action.SUSPEND_PENDING_REVIEW)

_WHY_NOT: Final = tuple(f"why_not_{action.word}" for action in _LESSER)

_IN_A_HURRY: Final = (Urgency.URGENT, Urgency.IMMINENT_HARM)


class MeasureForm(forms.Form):
    """One restriction. It is given where it takes something."""

    capabilities = Several("measure.capabilities", choices=lambda: choices_of("takes", sorted(TAKEN_BY_SUSPENSION)))
    in_contracts = Several("measure.in_contracts", choices=lambda: choices_of("takes", sorted(IN_CONTRACTS)))
    harm_in_contracts = Short("measure.harm_in_contracts", required=False, longest=2000)
    restriction = OneOfMany(
        "measure.restriction",
        choices=lambda: choices_of("restriction", [Restriction.ACCOUNT, Restriction.SERVICE, Restriction.VISIBILITY]),
    )
    roles = Short("measure.roles", required=False, longest=200)
    territory = Short("measure.territory", required=False, longest=300)
    days = Days("measure.days")
    reviewed_within_days = Days("measure.reviewed", longest=365)
    indefinite_because = Short("measure.indefinite", required=False, longest=2000)
    protects_others = Short("measure.protects", required=False, longest=2000)

    @property
    def is_given(self) -> bool:
        """Tell whether it takes something."""
        said = self.cleaned_data
        return bool(said.get("capabilities") or said.get("in_contracts"))

    def clean(self) -> dict[str, Any]:
        """Say at its field that running contracts go on unless harm in them is the ground (invariant 11)."""
        said = self.cleaned_data
        if said.get("in_contracts") and not said.get("harm_in_contracts"):
            self.add_error("harm_in_contracts", read_words().say("measure.harm_in_contracts.missing"))
        if said.get("harm_in_contracts") and not said.get("in_contracts"):
            self.add_error("in_contracts", read_words().say("measure.in_contracts.missing"))
        return said

    def measure(self, number: int) -> Measure:
        """Return the measure. Raises what no measure may be."""
        said = self.cleaned_data
        return Measure(
            id=f"m{number}",
            restriction=Restriction(said["restriction"]),
            capabilities=frozenset(Capability(one) for one in [*said["capabilities"], *said["in_contracts"]]),
            roles=frozenset(_listed(said["roles"])),
            territory=tuple(place.upper() for place in _listed(said["territory"])),
            lasts=_days(said["days"]),
            reviewed_within=_days(said["reviewed_within_days"]),
            indefinite_because=said["indefinite_because"],
            harm_in_contracts=said["harm_in_contracts"],
            protects_others=said["protects_others"],
        )


def _listed(said: str) -> list[str]:
    """Return what was separated by commas."""
    return [one.strip() for one in said.split(",") if one.strip()]


def _law_quoted(reference: str, text: str) -> LawQuoted | None:
    return LawQuoted(reference, text) if reference or text else None


def _days(number: int | None) -> timedelta | None:
    return None if number is None else timedelta(days=number)


class DecisionForm(forms.Form):
    """A decision but for its measures: what, by which clause, and why."""

    action = One("decide.action", choices=lambda: choices_of("action", [one.word for one in BY_PEOPLE]))
    relied_on = Several("decide.relied_on", required=True)
    clause = OneOfMany("decide.clause", required=False)
    element = Short("decide.element")
    reasons = Long("decide.reasons", rows=6, longest=4000)
    gravity = Short("decide.gravity")
    intent = Short("decide.intent")
    why_not_nudge = Short("decide.why_not_nudge", required=False)
    why_not_warn = Short("decide.why_not_warn", required=False)
    why_not_restrict = Short("decide.why_not_restrict", required=False)
    why_not_suspend_pending_review = Short("decide.why_not_suspend", required=False)
    why_not_enough = Long("decide.why_not_enough", required=False, rows=3)
    allowed_would_be = Long("decide.allowed_would_be", rows=3)
    how_to_fix = Long("decide.how_to_fix", rows=3)
    urgency = One("decide.urgency", choices=lambda: choices_of("urgency", list(Urgency)))
    urgent_because = Short("decide.urgent_because", required=False, longest=2000)
    egregious_because = Short("decide.egregious_because", required=False, longest=2000)
    exemption = OneOfMany(
        "decide.exemption", choices=lambda: [("", "–"), *choices_of("exemption", list(ExemptionCode))], required=False
    )
    exemption_law = Short("decide.exemption_law", required=False, longest=500)
    exemption_law_text = Long("decide.exemption_law_text", required=False, rows=3)
    exemption_evidence = Short("decide.exemption_evidence", required=False)
    language = OneOfMany("decide.language", choices=list_languages)
    zone = OneOfMany("decide.zone", choices=list_zones)
    note = Long("decide.note", required=False, rows=3)

    def clean(self) -> None:
        """Ask for what a choice needs along with all else that is missing: nobody is sent back twice for it."""
        said = self.cleaned_data
        if said.get("urgency") in _IN_A_HURRY and not said.get("urgent_because"):
            self._ask_for("urgent_because")
        if not (any(self.lesser()) or any(name in self.errors for name in _WHY_NOT)):
            self._ask_for("why_not_warn")

    def _ask_for(self, field: str) -> None:
        self.add_error(field, self.fields[field].error_messages["required"])

    def lesser(self) -> Iterator[tuple[str, str]]:
        """Yield the milder steps that were weighed, each with why not."""
        for action in _LESSER:
            why_not = self.cleaned_data.get(f"why_not_{action.word}")
            if why_not:
                yield action.word, why_not


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form with its measures, as one page shows them. What nothing is typed into is not given."""

    form: DecisionForm
    measures: tuple[MeasureForm, ...]
    law: LawForm
    left_out: tuple[LeftOutForm, ...]
    named: NamedForm
    money: MoneySheet

    @property
    def given(self) -> list[forms.Form]:
        """Return the parts of the page that something was typed into."""
        parts: list[forms.Form] = [*self.measures, self.law, *self.left_out, self.named]
        return [one for one in parts if one.is_bound and one.has_changed()]

    def is_valid(self) -> bool:
        """Tell whether all can be read; each field says what is wrong with it."""
        owes = self.form.data.get("action") in ANSWERED_FOR
        return all([self.form.is_valid(), *(one.is_valid() for one in self.given), not owes or self.money.is_valid()])

    @property
    def problems(self) -> list[dict[str, str]]:
        """Return what is wrong with all but the form itself, for the summary."""
        owed = self.money.forms if self.form.data.get("action") in ANSWERED_FOR else ()
        called = [*(("", one) for one in self.given), *((f"{one.called}: ", one) for one in owed)]
        return [
            {"field": f"{form.prefix}-{name}", "says": f"{about}{said}"}
            for about, form in called
            for name, texts in form.errors.items()
            for said in texts
        ]

    def ruling(self) -> Ruling:
        """Return what was written as the use case takes it. Raises what no measure may be."""
        said = self.form.cleaned_data
        given = [one for one in self.measures if one.has_changed() and one.is_given]
        return Ruling(
            action=ACTIONS[said["action"]],
            clause=said["clause"],
            measures=tuple(one.measure(number) for number, one in enumerate(given, start=1)),
            reasons=Reasons(text=said["reasons"], element=said["element"]),
            gravity=said["gravity"],
            intent=said["intent"],
            lesser=tuple(self.form.lesser()),
            why_not_enough=said["why_not_enough"],
            allowed_would_be=tuple(line for line in said["allowed_would_be"].splitlines() if line.strip()),
            how_to_fix=said["how_to_fix"],
            note=said["note"],
            relied_on=tuple(said.get("relied_on", ())),
            law=self.law.law if self.law.has_changed() else None,
            left_out=tuple(one.left_out for one in self.left_out if one.has_changed()),
            named=self.named.named if self.named.has_changed() else None,
            money=self.money.said(said["action"]),
            exemption=ExemptionCode(said["exemption"]) if said["exemption"] else None,
            exemption_law=_law_quoted(said["exemption_law"], said["exemption_law_text"]),
            exemption_evidence=tuple(_listed(said["exemption_evidence"])),
            urgency=Urgency(said["urgency"]),
            urgent_because=said["urgent_because"],
            egregious_because=said["egregious_because"],
            language=said["language"],
            zone=said["zone"],
        )

    def refuse(self, refused: Refused) -> None:
        """Say at the field that it is about why the core refuses what was written."""
        if isinstance(refused, WindDownIncomplete):
            self.money.refuse(refused)
            return
        if isinstance(refused, StatementIncomplete):
            for one in refused.missing:
                self._say(_FIELDS_OF_PARTS.get(one.part) or field_of_part(one.part), one.what_to_do)
            return
        part = next((field for begins, field in _PARTS.items() if refused.code.startswith(begins)), None)
        if part is None:
            self._say(field_of(refused), tell(refused))
        else:
            (self.named if part == "name" else self.left_out[0]).add_error(part, tell(refused))

    def _say(self, field: str | None, said: str) -> None:
        self.form.add_error(field if field in self.form.fields else None, said)


def read_sheet(sent: QueryDict | None, *, exhibits: Sequence[Exhibit], policy: Policy, there: Open) -> Sheet:
    """Return the form as it was sent; an empty one where nothing was."""
    form = DecisionForm(sent, initial=_begin(exhibits))
    shown = [(one, f"[{one.fact}] {one.text[:80]}") for one in exhibits]
    form.fields["relied_on"].choices = [(one.id, said) for one, said in shown]  # type: ignore[attr-defined]
    clauses = [(clause.id, clause.title.text(SOURCE_LANGUAGE)) for clause in policy.clauses.values()]
    form.fields["clause"].choices = [("", "–"), *clauses]  # type: ignore[attr-defined]
    usual = {"restriction": Restriction.ACCOUNT}
    measures = tuple(MeasureForm(sent, prefix=f"m{number}", initial=usual) for number in range(1, MEASURES + 1))
    law, named = LawForm(sent, prefix="law"), NamedForm(sent, prefix="named")
    money = read_money(sent, there, facts=[(one.fact, said) for one, said in shown])
    return Sheet(form, measures, law, read_left_out(sent, exhibits), named, money)


def _begin(exhibits: Sequence[Exhibit]) -> dict[str, Any]:
    """Return with what the form begins: nothing that a person should think of themselves."""
    return {
        "relied_on": [one.id for one in exhibits],
        "urgency": Urgency.ORDINARY,
        "zone": "UTC",
    }


_FIELDS: Final = {
    "reasons": "reasons",
    "element": "element",
    "clause": "clause",
    "one-ground": "clause",
    "unknown-clause": "clause",
    "unknown-evidence": "relied_on",
    "evidence-not-opened": "relied_on",
    "no-evidence": "relied_on",
    "measure-not-listed": "action",
    "not-on-the-ladder": "action",
    "warning-restricts": "action",
    "termination": "action",
    "urgency": "urgent_because",
    "suspended-for-the-same": "relied_on",
    "exemption": "exemption",
    "unknown-proof": "exemption_evidence",
}
"""At which field a refusal is said, by how its name begins; all others concern the whole."""

_PARTS: Final = {
    "left-out": "evidence",
    "all-is-left-out": "evidence",
    "recheck-too-late": "recheck_on",
    "no-report-to-name": "name",
}
"""The same of what is left out, and of who is named."""

_FIELDS_OF_PARTS: Final = {"measures": "action", "weighing.lesser": "why_not_warn"}
"""Where the page asks for a part of the statement by another name than a ruling does."""


def field_of(refused: Refused) -> str | None:
    """Return the field that a refusal is about; None where it is about more than one."""
    return next((field for begins, field in _FIELDS.items() if refused.code.startswith(begins)), None)
