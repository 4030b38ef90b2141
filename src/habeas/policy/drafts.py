"""A policy while it is being read: the names known so far, and everything wrong so far.

What the parts of the loader share. Knows no single part of the format.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from habeas.policy.expressions import BadCondition, Expression, Language, did_you_mean
from habeas.policy.items import Item
from habeas.policy.problems import Problem
from habeas.policy.templates import BadTemplate, Template, check_template
from habeas.policy.unknown import FactType, Value
from habeas.policy.words import Words

T = TypeVar("T")

TEMPLATE_NAMES: Final = frozenset({"clause.title", "clause.text", "clause.url", "clause.safer_way", "rule.title"})
"""What notice and nudge texts may show besides facts and the finding."""


@dataclass(slots=True)
class Draft:
    """What is known of the policy so far; `is_whole`: every part had its shape, so that names can be missed."""

    languages: tuple[str, ...]
    language: Language
    is_whole: bool
    problems: list[Problem] = field(default_factory=list)
    compiled: dict[str, Expression] = field(default_factory=dict)

    def refuse(self, item: Item, message: str) -> None:
        """Note what is wrong with a part."""
        self.problems.append(Problem(item.place, message))

    def known(self, item: Item, wanted: Mapping[str, T], kind: str) -> T | None:
        """Return what the item names, or None after noting that nothing is called so."""
        found = wanted.get(item.value)
        if found is None:
            self.missing(item, item.value, wanted, kind)
        return found

    def missing(self, item: Item, name: str, wanted: Iterable[str], kind: str) -> None:
        """Note that nothing is called so, unless what could be called so is not all known."""
        if self.is_whole:
            self.refuse(item, f"no {kind} is called '{name}'{did_you_mean(name, wanted)}")

    def words(self, item: Item) -> Words:
        """Return the texts of a part; places that the case cannot fill are noted."""
        words = Words(texts_of(item, self.languages))
        self._check_languages(item, words.texts)
        for name in sorted(words.places - self.language.types.keys()):
            self.refuse(item, f"a text cannot show '{name}'{did_you_mean(name, self.language.types)}")
        return words

    def template(self, item: Item | None) -> Template | None:
        """Return the checked templates of a part; None where the author left it out."""
        if item is None:
            return None
        sources = texts_of(item, self.languages)
        self._check_languages(item, sources)
        names = TEMPLATE_NAMES | self.language.types.keys()
        for language, source in sources.items():
            written = item if isinstance(item.value, str) else item[language]
            try:
                check_template(source, names=names)
            except BadTemplate as error:
                self.problems.append(Problem(written.inside(line=error.line, column=1), error.message))
        return Template(sources)

    def expression(self, item: Item) -> Expression | None:
        """Return the checked condition, or None after noting what is wrong with it."""
        source: str = item.value
        if source not in self.compiled:
            try:
                self.compiled[source] = self.language.compile(source)
            except BadCondition as error:
                self.problems.append(Problem(item.inside(line=error.line, column=error.column), error.message))
                return None
        return self.compiled[source]

    def unique(self, items: Iterable[Item], key: str, kind: str) -> dict[str, Item]:
        """Return the items by their key; a second one of a name is noted."""
        named: dict[str, Item] = {}
        for item in items:
            name = item[key].value
            if name in named:
                first = named[name].place
                where = f"{first.file}:{first.line}"
                self.refuse(item[key], f"the {kind} '{name}' stands at {where} already")
            else:
                named[name] = item
        return named

    def _check_languages(self, item: Item, texts: Mapping[str, str]) -> None:
        for language in texts:
            if language not in self.languages:
                listed = ", ".join(self.languages)
                self.refuse(item, f"the policy does not list the language '{language}' (it lists {listed})")


def texts_of(item: Item, languages: tuple[str, ...]) -> dict[str, str]:
    """Return the texts by language, the policy's languages in their order first."""
    if isinstance(item.value, str):
        return {languages[0]: item.value}
    given: dict[str, str] = {language: text.value for language, text in item.value.items()}
    ordered = [*(language for language in languages if language in given), *given]
    return {language: given[language] for language in ordered}


def typed(raw: str, kind: FactType) -> Value:
    """Return a value of the type from how it is written. Raises ValueError."""
    if kind is FactType.BOOL:
        if raw not in ("true", "false"):
            raise ValueError(raw)
        return raw == "true"
    if kind is FactType.INT:
        return int(raw)
    return float(raw) if kind is FactType.DOUBLE else raw
