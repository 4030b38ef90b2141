"""What differs between platforms and plans: options, and which platform has which. Names are data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from habeas.policy.unknown import UNKNOWN, FactType, Unknown, Value
from habeas.policy.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A choice that differs between platforms or plans; conditions read it as `option.<id>`."""

    id: str
    type: FactType
    default: Value
    means: Words

    @property
    def name(self) -> str:
        """Return the name that conditions use."""
        return f"option.{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """Options for the platforms and plans that it names. Platform names are data."""

    id: str
    platforms: frozenset[str]
    plans: frozenset[str]
    options: Mapping[str, Value]

    def fits(self, *, platform: Value | Unknown, plan: Value | Unknown) -> bool:
        """Return whether the variant is for this platform and plan; an unknown one may be."""
        return _may_be(platform, self.platforms) and _may_be(plan, self.plans)


def _may_be(value: Value | Unknown, wanted: frozenset[str]) -> bool:
    return not wanted or value is UNKNOWN or value in wanted


def choose_options(
    options: Iterable[Option], variants: Iterable[Variant], *, platform: Value | Unknown, plan: Value | Unknown
) -> dict[str, Any]:
    """Return each option's value; unknown where an unknown platform or plan leaves it open."""
    chosen: dict[str, set[Value]] = {}
    certain: set[str] = set()
    for variant in variants:
        if variant.fits(platform=platform, plan=plan):
            left_open = _is_open(platform, variant.platforms) or _is_open(plan, variant.plans)
            for name, value in variant.options.items():
                chosen.setdefault(name, set()).add(value)
                if not left_open:
                    certain.add(name)
    return {option.name: _settle(option, chosen, certain) for option in options}


def _is_open(value: Value | Unknown, wanted: frozenset[str]) -> bool:
    return bool(wanted) and value is UNKNOWN


def _settle(option: Option, chosen: Mapping[str, set[Value]], certain: set[str]) -> Value | Unknown:
    values = set(chosen.get(option.id, ()))
    if option.id not in certain:
        values.add(option.default)
    return next(iter(values)) if len(values) == 1 else UNKNOWN
