"""Reads what a policy says about facts: declarations, counters, coverage, options, variants."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from habeas.policy.declarations import Declarations, FactDeclaration, Source
from habeas.policy.drafts import Draft, texts_of, typed
from habeas.policy.items import Item
from habeas.policy.rules import Counter, Coverage, RuleException
from habeas.policy.shipped_facts import SHIPPED
from habeas.policy.unknown import UNKNOWN, FactType, Unknown, Value
from habeas.policy.variants import Option, Variant
from habeas.policy.words import Words


def read_declarations(facts: list[Item], counters: list[Item], draft: Draft) -> Declarations:
    """Return the shipped facts with the policy's own, those it narrows, and its counters."""
    named = draft.unique(facts, "name", "fact")
    own = [_read_fact(item, draft) for item in named.values()]
    counted = [
        FactDeclaration(
            name=item["name"].value,
            type=FactType.INT,
            **_spoken(item, "means", draft),
            family="counters",
            minimum=0,
            window=item["window"].value,
        )
        for item in draft.unique(counters, "name", "counter").values()
    ]
    return SHIPPED.adding(*(fact for fact in own if fact is not None), *counted)


_BY_NAME: Final = dict(SHIPPED.items())


def _read_fact(item: Item, draft: Draft) -> FactDeclaration | None:
    name = item["name"].value
    shipped = _BY_NAME.get(name)
    missing = [key for key in ("type", "means", "family") if item.get(key) is None]
    if shipped is None and missing:
        draft.refuse(item, f"the new fact '{name}' needs '{missing[0]}'")
        return None
    declaration = shipped or FactDeclaration(
        name=name, type=FactType(item["type"].value), **_spoken(item, "means", draft), family=item["family"].value
    )
    if item.plain("type", declaration.type) != declaration.type:
        draft.refuse(item["type"], f"the fact '{name}' has the type {declaration.type}")
        return None
    return _narrow(declaration, item, draft)


def _narrow(declaration: FactDeclaration, item: Item, draft: Draft) -> FactDeclaration:
    values = tuple(value.value for value in item.items("values")) or declaration.allowed
    sources = frozenset(Source(source.value) for source in item.items("proven_by"))
    narrowed = replace(
        declaration,
        family=item.plain("family", declaration.family),
        **_spoken(item, "means", draft),
        **_spoken(item, "changeable", draft),
        allowed=values,
        is_open=item.plain("open", declaration.is_open),
        proven_by=sources or declaration.proven_by,
        window=item.plain("window", declaration.window),
    )
    absent = item.get("absent")
    return narrowed if absent is None else replace(narrowed, absent=_read_absent(narrowed, absent, draft))


def _spoken(item: Item, key: str, draft: Draft) -> dict[str, Any]:
    """Return a text and what it is in further languages, by the names of the declaration; nothing if left out."""
    written = item.get(key)
    if written is None:
        return {}
    first, *others = draft.words(written).texts.items()
    return {key: first[1], f"{key}_in": tuple(others)}


def _read_absent(declaration: FactDeclaration, item: Item, draft: Draft) -> Value | Unknown:
    if item.value == "unknown":
        return UNKNOWN
    try:
        return declaration.read(typed(item.value, declaration.type))
    except ValueError:
        draft.refuse(item, f"the fact '{declaration.name}' takes {declaration.wanted}, got '{item.value}'")
        return UNKNOWN


def uses_facts(exceptions: Iterable[RuleException]) -> list[FactDeclaration]:
    """Return the facts that count the uses of limited exceptions (S6)."""
    return [
        FactDeclaration(
            name=exception.uses_fact(window),
            type=FactType.INT,
            means=f"how often the exception {exception.id} was used {window.replace('_', ' ')}",
            family="measures",
            minimum=0,
        )
        for exception in exceptions
        for window, limit in (("per_pair", exception.per_pair), ("per_30_days", exception.per_30_days))
        if limit is not None
    ]


def read_counters(items: list[Item], draft: Draft) -> tuple[Counter, ...]:
    """Return the counters with their windows; one without a window is refused."""
    return tuple(
        Counter(
            name=item["name"].value,
            event=item["event"].value,
            by=item["by"].value,
            window=item["window"].value,
            means=Words(texts_of(item["means"], draft.languages)),
        )
        for item in items
    )


def read_coverage(items: list[Item], declarations: Declarations, draft: Draft) -> tuple[Coverage, ...]:
    """Return which platform feeds which family of facts since when (F2)."""
    families = dict.fromkeys(declarations.families, True)
    for item in items:
        draft.known(item["family"], families, "family of facts")
    return tuple(
        Coverage(platform=item["platform"].value, family=item["family"].value, since=item["since"].value)
        for item in items
    )


def read_options(items: list[Item], draft: Draft) -> tuple[Option, ...]:
    """Return the options with their defaults."""
    options = []
    for item in draft.unique(items, "id", "option").values():
        kind = FactType(item["type"].value)
        default = _option_value(item["default"], kind, draft)
        if default is not None:
            means = Words(texts_of(item["means"], draft.languages))
            options.append(Option(id=item["id"].value, type=kind, default=default, means=means))
    return tuple(options)


def _option_value(item: Item, kind: FactType, draft: Draft) -> Value | None:
    try:
        return typed(item.value, kind)
    except ValueError:
        draft.refuse(item, f"expected {kind.words}, got '{item.value}'")
        return None


def read_variants(items: list[Item], options: tuple[Option, ...], draft: Draft) -> tuple[Variant, ...]:
    """Return the variants, each with the options of those it extends; a cycle is refused."""
    named = draft.unique(items, "id", "variant")
    variants = tuple(_read_variant(item, named, options, draft) for item in named.values())
    _refuse_conflicts(variants, named, draft)
    return variants


def _read_variant(item: Item, named: Mapping[str, Item], options: tuple[Option, ...], draft: Draft) -> Variant:
    return Variant(
        id=item["id"].value,
        platforms=frozenset(part.value for part in item.items("platforms")),
        plans=frozenset(part.value for part in item.items("plans")),
        options=_inherited_options(item, named, {option.id: option for option in options}, draft),
    )


def _inherited_options(
    item: Item, named: Mapping[str, Item], options: Mapping[str, Option], draft: Draft
) -> dict[str, Value]:
    lineage: list[Item] = [item]
    while (parent := lineage[-1].get("extends")) is not None:
        base = draft.known(parent, named, "variant")
        if base is None:
            break
        if base in lineage:
            path = " -> ".join(step["id"].value for step in [*lineage, base])
            draft.refuse(parent, f"the variants extend each other in a circle: {path}")
            break
        lineage.append(base)
    chosen: dict[str, Value] = {}
    for step in reversed(lineage):
        chosen |= _own_options(step, options, draft)
    return chosen


def _own_options(item: Item, options: Mapping[str, Option], draft: Draft) -> dict[str, Value]:
    chosen: dict[str, Value] = {}
    for name, value in item.plain("options", {}).items():
        option = options.get(name)
        if option is None:
            draft.missing(value, name, options, "option")
            continue
        read = _option_value(value, option.type, draft)
        if read is not None:
            chosen[name] = read
    return chosen


def _refuse_conflicts(variants: tuple[Variant, ...], named: Mapping[str, Item], draft: Draft) -> None:
    for place, variant in enumerate(variants):
        for other in variants[:place]:
            if not (_meet(variant.platforms, other.platforms) and _meet(variant.plans, other.plans)):
                continue
            for name, value in variant.options.items():
                if other.options.get(name, value) != value:
                    message = f"the variants '{variant.id}' and '{other.id}' set '{name}' for the same platform or plan"
                    draft.refuse(named[variant.id], message)


def _meet(first: frozenset[str], second: frozenset[str]) -> bool:
    return not first or not second or bool(first & second)
