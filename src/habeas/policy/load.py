"""Texts of a policy's files in, a Policy out, or every error with its place.

Reads no disk: `habeas.files` hands the texts over. The order of files and of parts never matters.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from habeas.policy.actions import AUTOMATION_CEILING
from habeas.policy.declarations import Declarations
from habeas.policy.drafts import Draft
from habeas.policy.expressions import language
from habeas.policy.items import Item, Reader
from habeas.policy.load_facts import (
    read_counters,
    read_coverage,
    read_declarations,
    read_options,
    read_variants,
    uses_facts,
)
from habeas.policy.load_rules import RuleReader
from habeas.policy.load_steps import read_ladder, read_snoozes
from habeas.policy.problems import Place, PolicyError, Problem
from habeas.policy.rules import (
    CLASSES,
    FINDING_TYPES,
    NO_FINDING,
    NUDGES_EXPIRE_AFTER,
    STRIKES_EXPIRE_AFTER,
    Policy,
    PolicyId,
    Rule,
    RuleException,
)
from habeas.policy.schema import DOCUMENT, LISTS, REQUIRED
from habeas.policy.unknown import FactType
from habeas.policy.variants import Option
from habeas.policy.words import Vocabulary, Words
from habeas.policy.yaml_texts import parse


def load_policy(files: Mapping[str, str]) -> Policy:
    """Return the policy of these files, by name. Raises PolicyError with all that is wrong."""
    problems: list[Problem] = []
    documents = _read_all(files, problems)
    parts = _merge([document for document in documents if document is not None], problems)
    first = Place(min(files, default="policy.yaml"), 1, 1)
    if not parts.has_any and not problems:
        problems.append(Problem(first, "the policy is empty"))
    else:
        if not problems or None not in documents:
            problems.extend(_missing(documents, first))
        policy = _build(parts, problems)
        if not problems:
            return policy
    raise PolicyError(tuple(problems), files)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The merged parts of all files: single ones, and lists that several files add to."""

    single: Mapping[str, Item]
    lists: Mapping[str, list[Item]]

    @property
    def has_any(self) -> bool:
        return bool(self.single or self.lists)

    def many(self, name: str) -> list[Item]:
        return self.lists.get(name, [])

    def plain(self, name: str, default: Any) -> Any:
        item = self.single.get(name)
        return default if item is None else item.value

    @property
    def digest(self) -> str:
        """The digest of all content, wherever in the files it stands."""
        single = {name: _canonical(item.content) for name, item in self.single.items()}
        lists = {name: sorted(_canonical(item.content) for item in items) for name, items in self.lists.items()}
        return sha256(_canonical([single, lists]).encode()).hexdigest()


def _canonical(content: Any) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _missing(documents: list[Item | None], place: Place) -> list[Problem]:
    written = {name for document in documents if document is not None for name in document.value}
    absent = [name for name in REQUIRED if name not in written]
    return [Problem(place, f"the policy needs '{name}': {DOCUMENT.fields[name].about}") for name in absent]


def _read_all(files: Mapping[str, str], problems: list[Problem]) -> list[Item | None]:
    """Return what can be read of each file, None for one that is no YAML or empty."""
    documents: list[Item | None] = []
    for name, source in sorted(files.items()):
        reader = Reader(name, source.splitlines(), problems)
        node = parse(source, reader)
        documents.append(None if node is None else DOCUMENT.read(node, reader))
    return documents


def _merge(documents: list[Item], problems: list[Problem]) -> _Parts:
    single: dict[str, Item] = {}
    lists: dict[str, list[Item]] = {}
    for document in documents:
        for name, item in document.value.items():
            if name in LISTS:
                lists.setdefault(name, []).extend(item.value)
            elif single.setdefault(name, item) is not item:
                problems.append(Problem(item.place, f"'{name}' stands in {single[name].place.file} already"))
    return _Parts(single, lists)


def _build(parts: _Parts, problems: list[Problem]) -> Policy:
    languages = tuple(item.value for item in parts.plain("languages", [])) or ("en",)
    draft = Draft(languages, language({}), is_whole=not problems, problems=problems)
    counters = [*parts.many("counters"), *(one for rule in parts.many("rules") for one in rule.items("counters"))]
    declarations = read_declarations(parts.many("facts"), counters, draft)
    options = read_options(parts.many("options"), draft)
    draft.language = language(_types(declarations, options))
    reader = RuleReader(draft, (*CLASSES, *_signal_classes(parts, draft)))
    reader.read_shared(parts.many("conditions"), parts.many("exceptions"), parts.many("clauses"))
    rules = reader.read_rules(parts.many("rules"))
    ceiling = parts.single.get("ceiling")
    title = parts.single.get("title")
    return Policy(
        identity=PolicyId(id=parts.plain("policy", ""), version=parts.plain("version", ""), digest=parts.digest),
        title=Words({}) if title is None else draft.words(title),
        released=parts.plain("released", None),
        languages=languages,
        declarations=declarations.adding(*uses_facts(_exceptions_of(rules))),
        clauses=reader.clauses,
        rules=rules,
        ceilings=reader.read_ceilings(parts.many("ceilings")),
        ceiling=AUTOMATION_CEILING if ceiling is None else reader.ceiling(ceiling),
        signal_classes=reader.classes[len(CLASSES) :],
        ladder=read_ladder(parts.many("ladder"), draft),
        clocks={name: item.value for name, item in parts.plain("clocks", {}).items()},
        strikes_expire_after=parts.plain("strikes_expire_after", STRIKES_EXPIRE_AFTER),
        nudges_expire_after=parts.plain("nudges_expire_after", NUDGES_EXPIRE_AFTER),
        counters=read_counters(counters, draft),
        coverage=read_coverage(parts.many("coverage"), declarations, draft),
        snoozes=read_snoozes(parts.many("snoozes"), {rule["id"].value: rule for rule in parts.many("rules")}, draft),
        options=options,
        variants=read_variants(parts.many("variants"), options, draft),
        vocabulary=Vocabulary({name: draft.words(item) for name, item in parts.plain("vocabulary", {}).items()}),
    )


def _exceptions_of(rules: tuple[Rule, ...]) -> list[RuleException]:
    return list({exception.id: exception for rule in rules for exception in rule.exceptions}.values())


def _types(declarations: Declarations, options: tuple[Option, ...]) -> dict[str, FactType]:
    facts = {name: declaration.type for name, declaration in declarations.items()}
    chosen = {option.name: option.type for option in options}
    return facts | FINDING_TYPES | chosen


def _signal_classes(parts: _Parts, draft: Draft) -> tuple[str, ...]:
    items: list[Item] = parts.plain("signal_classes", [])
    for item in items:
        if item.value in (*CLASSES, NO_FINDING):
            draft.refuse(item, f"'{item.value}' is a class that detection feeds already")
    return tuple(item.value for item in items)
