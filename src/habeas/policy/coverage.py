"""What absence means on a platform: none where it feeds a family of facts completely, else unknown (F2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from habeas.policy.declarations import Declarations
from habeas.policy.unknown import UNKNOWN, Unknown, Value


class FedFamily(Protocol):
    """A family of facts that a platform feeds completely since a day."""

    @property
    def platform(self) -> str:
        """Return the platform's name."""

    @property
    def family(self) -> str:
        """Return the family's name."""

    @property
    def since(self) -> date:
        """Return the first day on which all of it was fed."""


@dataclass(frozen=True, slots=True)
class Absence:
    """The meaning of absence for one platform: the day since when it feeds each family completely."""

    declarations: Declarations
    since: dict[str, date]

    def is_complete(self, family: str, *, on: date, window: timedelta = timedelta(0)) -> bool:
        """Tell whether all of the family was fed on that day, and for as long before as a count looks back."""
        since = self.since.get(family)
        return since is not None and since <= on - window

    def value(self, name: str, *, on: date) -> Value | Unknown:
        """Return what silence about the fact says on that day.

        None where the platform feeds it completely; unknown before it did; and for a family about
        which the platform promised nothing, what the declaration says (F1).
        """
        declaration = self.declarations[name]
        if declaration.family not in self.since:
            return declaration.absent
        if self.is_complete(declaration.family, on=on, window=declaration.window):
            return declaration.type.none
        return UNKNOWN

    def values(self, *, on: date) -> dict[str, Value | Unknown]:
        """Return what silence says about every declared fact on that day."""
        return {name: self.value(name, on=on) for name in self.declarations}


def absence_on(platform: str | None, *, declarations: Declarations, fed: Iterable[FedFamily]) -> Absence:
    """Return what absence means on a platform."""
    return Absence(declarations, {entry.family: entry.since for entry in fed if entry.platform == platform})
