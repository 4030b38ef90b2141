"""The tests beside a policy: cases with the expected verdict, and which rules they exercise.

A case gives a text, which is read by detection, or findings as they are; facts; and what is expected.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from habeas.detection.documents import Message
from habeas.detection.findings import Finding, FindingKind, LinkPurpose, Scan
from habeas.detection.scan import scan
from habeas.domain.decisions import Decision, decide
from habeas.policy.actions import ACTIONS, Action
from habeas.policy.drafts import typed
from habeas.policy.facts import Fact, FactDeclaration, Facts, Source, UndeclaredFact, WrongFactValue, gather
from habeas.policy.items import Item, Reader
from habeas.policy.problems import PolicyError, Problem
from habeas.policy.purposes import declared_purpose
from habeas.policy.restraints import restrain
from habeas.policy.rules import CLASSES, NO_FINDING, Policy
from habeas.policy.scalars import ANY_VALUE, DAY, SHARE, TRUTH, text
from habeas.policy.schema import ACTION, ID
from habeas.policy.shapes import Choice, Either, Field, Many, Record, Table
from habeas.policy.unknown import Unknown, Value
from habeas.policy.verdicts import Verdict
from habeas.policy.yaml_texts import parse

_FINDING: Final = Record(
    "a finding",
    {
        "kind": Field(Choice(tuple(FindingKind)), "what it is", required=True),
        "text": Field(text(), "what stands there"),
        "asks": Field(TRUTH, "whether the author asks for the reader's"),
        "contact": Field(TRUTH, "whether a reader could reach the author"),
        "obfuscated": Field(TRUTH, "whether it is hidden"),
        "confidence": Field(SHARE, "how sure it is"),
        "purpose": Field(Choice(tuple(LinkPurpose)), "what a link is for"),
    },
)
_EXPECTED: Final = Record(
    "what is expected",
    {
        "finding": Field(Choice((*CLASSES, NO_FINDING)), "the gravest class found"),
        "allowed": Field(TRUTH, "whether it is allowed"),
        "action": Field(ACTION, "what is done"),
        "proposed": Field(Either(Choice((*ACTIONS, "nothing")), ACTION), "the harsher step for a person"),
        "needs_human": Field(TRUTH, "whether a person is asked"),
        "rule": Field(ID, "the rule that is reported"),
    },
)
_CASE: Final = Record(
    "a case",
    {
        "id": Field(text(), "its name", required=True),
        "text": Field(Either(text(), Many(text(), at_least=1)), "the message, read by detection"),
        "findings": Field(Many(_FINDING), "findings as they are, instead of a text"),
        "country": Field(text(), "the member's country"),
        "language": Field(text(), "the language of the text"),
        "purpose": Field(text(), "what the member declared, in free words"),
        "facts": Field(Table(ANY_VALUE), "facts by name; claimed ones under 'claims'"),
        "claims": Field(Table(ANY_VALUE), "facts that only one member says"),
        "at": Field(DAY, "the day it was sent"),
        "sender": Field(text(), "who sent it, for snoozes"),
        "recipient": Field(text(), "to whom, for snoozes"),
        "expect": Field(_EXPECTED, "the expected verdict", required=True),
    },
)
_DOCUMENT: Final = Record("a file of cases", {"cases": Field(Many(_CASE, at_least=1), "the cases", required=True)})


def cases_schema() -> dict[str, Any]:
    """Return the JSON Schema of a file of cases, for editors."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tests of a Habeas policy",
        **_DOCUMENT.describe(),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One test of a policy."""

    id: str
    parts: tuple[str, ...]
    scan: Scan
    facts: Facts
    at: date | None
    sender: str | None
    recipient: str | None
    expected: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """A case, the decision on it, and where that differs from what was expected."""

    case: Case
    decision: Decision
    differences: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Return whether all came out as expected."""
        return not self.differences


@dataclass(frozen=True, slots=True)
class CaseCoverage:
    """What of a policy no case exercises."""

    rules_never_fired: tuple[str, ...]
    exceptions_never_used: tuple[str, ...]


def load_cases(files: Mapping[str, str], *, policy: Policy) -> tuple[Case, ...]:
    """Return the cases of these files. Raises PolicyError with all that is wrong."""
    problems: list[Problem] = []
    cases: list[Case] = []
    for name, source in sorted(files.items()):
        reader = Reader(name, source.splitlines(), problems)
        node = parse(source, reader)
        document = None if node is None else _DOCUMENT.read(node, reader)
        if document is not None:
            cases += [_read_case(item, policy, problems) for item in document.items("cases")]
    if problems:
        raise PolicyError(tuple(problems), files)
    return tuple(cases)


def run_case(case: Case, *, policy: Policy) -> CaseOutcome:
    """Return how the policy judges the case."""
    restraints = restrain(policy, sender=case.sender, recipient=case.recipient, on=case.at)
    decision = decide(
        policy=policy, scan=case.scan, facts=case.facts, texts=case.parts, at=case.at, restraints=restraints
    )
    differences = [
        f"{name}: expected {_show(wanted)}, got {_show(got)}"
        for name, wanted in case.expected.items()
        if (got := _got(decision.verdict, name)) != wanted
    ]
    return CaseOutcome(case, decision, tuple(differences))


def measure_coverage(outcomes: Iterable[CaseOutcome], *, policy: Policy) -> CaseCoverage:
    """Return the rules that no case fires and the exceptions that no case uses."""
    fired: set[str] = set()
    used: set[str] = set()
    for outcome in outcomes:
        verdict = outcome.decision.verdict
        for judged in (*verdict.outcomes, *verdict.shadow):
            if judged.fired is True:
                fired.add(judged.rule.id)
                used.update(excused.exception.id for excused in judged.exceptions if excused.value is True)
    # Signals come from other detectors; a case about a message cannot fire their rules.
    rules = [rule for rule in policy.rules if rule.finding_class in CLASSES]
    exceptions = {exception.id for rule in rules for exception in rule.exceptions}
    return CaseCoverage(
        tuple(rule.id for rule in rules if rule.id not in fired),
        tuple(sorted(exceptions - used)),
    )


def _got(verdict: Verdict, name: str) -> Any:
    if name == "rule":
        return verdict.rule.id if verdict.rule else None
    return getattr(verdict, name)


def _show(value: object) -> str:
    if isinstance(value, Action):
        return value.word
    return "nothing" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _read_case(item: Item, policy: Policy, problems: list[Problem]) -> Case:
    if (item.get("text") is None) == (item.get("findings") is None):
        problems.append(Problem(item.place, "a case gives either a text or findings"))
    parts = _parts(item)
    return Case(
        id=item["id"].value,
        parts=parts,
        scan=_scan(item, parts),
        facts=_read_facts(item, policy, problems),
        at=item.plain("at"),
        sender=item.plain("sender"),
        recipient=item.plain("recipient"),
        expected=_expected(item["expect"]),
    )


def _parts(item: Item) -> tuple[str, ...]:
    written = item.plain("text")
    if written is None:
        return ("",)
    return (written,) if isinstance(written, str) else tuple(part.value for part in written)


def _scan(item: Item, parts: tuple[str, ...]) -> Scan:
    if item.get("text") is None:
        return Scan(tuple(_finding(finding, place) for place, finding in enumerate(item.items("findings"))))
    message = Message(parts, country=item.plain("country"), language=item.plain("language"))
    return scan([message])[0]


def _finding(item: Item, place: int) -> Finding:
    kind = FindingKind(item["kind"].value)
    asks = item.plain("asks", default=False)
    written = item.plain("text", str(kind))
    purpose = item.plain("purpose")
    is_contact = not asks and not kind.startswith("intent")
    return Finding(
        kind=kind,
        part=0,
        start=place,
        end=place + 1,
        text=written,
        normalized=written,
        confidence=item.plain("confidence", 0.95),
        contact=item.plain("contact", is_contact),
        asks=asks,
        obfuscated=item.plain("obfuscated", default=False),
        purpose=None if purpose is None else LinkPurpose(purpose),
    )


def _expected(item: Item) -> dict[str, Any]:
    expected = {name: part.value for name, part in item.value.items()}
    for name in ("action", "proposed"):
        if name in expected:
            expected[name] = ACTIONS.get(expected[name])
    return expected


def _read_facts(item: Item, policy: Policy, problems: list[Problem]) -> Facts:
    given = _facts_of(item, "facts", policy, problems)
    claims = _facts_of(item, "claims", policy, problems)
    if item.get("purpose") is not None:
        given["declared.purpose"] = declared_purpose(item["purpose"].value)
    facts = {name: Fact(value, Source.MEMBER) for name, value in claims.items()}
    facts |= {name: Fact(value) for name, value in given.items()}
    return gather(facts, declarations=policy.declarations)


def _facts_of(item: Item, key: str, policy: Policy, problems: list[Problem]) -> dict[str, Value | Unknown]:
    given: dict[str, Value | Unknown] = {}
    for name, written in item.plain(key, {}).items():
        try:
            given[name] = _value(policy.declarations[name], written.value)
        except (UndeclaredFact, WrongFactValue) as error:
            problems.append(Problem(written.place, str(error)))
    return given


def _value(declaration: FactDeclaration, written: str) -> Value | Unknown:
    if written in ("null", "unknown"):
        return declaration.read(None if written == "null" else written)
    try:
        return declaration.read(typed(written, declaration.type))
    except WrongFactValue:
        raise
    except ValueError:
        # A number or a truth written as another text: the declaration says what it wants.
        return declaration.read(written)
