"""What each fact is called, means and takes; knows no facts of any case."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from enum import StrEnum
from math import isfinite
from typing import Final

from habeas.policy.unknown import UNKNOWN, FactType, Unknown, Value

LARGEST_INT: Final = 2**63 - 1
"""CEL's integers have 64 bits."""


class Source(StrEnum):
    """Who says a fact, from the strongest to the weakest (F4)."""

    PLATFORM = "platform"
    BOTH = "both"
    MEMBER = "member"


PROOF: Final = frozenset({Source.PLATFORM, Source.BOTH})
"""Sources that prove a fact. One member's word is kept as a claim, which an exception may accept."""

ANY_WORD: Final = frozenset(Source)
"""For facts that are nothing but what a member said, such as a declared purpose."""


class WrongFactValue(ValueError):
    """A fact was given a value that its declaration does not take."""

    def __init__(self, *, name: str, wanted: str, got: object, nearest: str | None) -> None:
        super().__init__(name, wanted, got, nearest)
        self.name = name
        self.wanted = wanted
        self.got = got
        self.nearest = nearest

    def __str__(self) -> str:
        """Say what the fact wanted and what it got."""
        return f"{self.name} wants {self.wanted}, got {self.got!r}{_hint(self.nearest)}"


class UndeclaredFact(KeyError):
    """A fact was named that no declaration knows."""

    def __init__(self, *, name: str, nearest: str | None) -> None:
        super().__init__(name, nearest)
        self.name = name
        self.nearest = nearest

    def __str__(self) -> str:
        """Say which name is unknown, and the nearest known one."""
        return f"no fact is called {self.name!r}{_hint(self.nearest)}"


def _hint(nearest: str | None) -> str:
    return f"; did you mean {nearest!r}?" if nearest else ""


def _nearest(word: object, known: Iterable[str]) -> str | None:
    return next(iter(get_close_matches(str(word), known, n=1)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactDeclaration:
    """What a fact is called and means, which values it takes, and what silence about it says (F1).

    `changeable` says in words what a person could have done; None: nothing. `reachable` are the values
    that this would bring about; empty: any. `means_in` and `changeable_in` say the same in further
    languages. `absent` is taken when nothing was said. `allowed` lists
    the values of a text; with `is_open` others are taken too. `window` is how far a count looks back:
    what a platform feeds must reach as far (F2).
    """

    name: str
    type: FactType
    means: str
    family: str
    changeable: str | None = None
    reachable: tuple[Value, ...] = ()
    absent: Value | Unknown = UNKNOWN
    proven_by: frozenset[Source] = PROOF
    allowed: tuple[str, ...] = ()
    is_open: bool = False
    synonyms: tuple[tuple[str, str], ...] = ()
    minimum: int | None = None
    window: timedelta = timedelta(0)
    means_in: tuple[tuple[str, str], ...] = ()
    changeable_in: tuple[tuple[str, str], ...] = ()

    @property
    def wanted(self) -> str:
        """Say which values the fact takes, for an error."""
        if self.allowed and not self.is_open:
            return f"one of {', '.join(self.allowed)}, unknown"
        at_least = "" if self.minimum is None else f" from {self.minimum}"
        return f"{self.type.words}{at_least} or 'unknown'"

    def read(self, value: object) -> Value | Unknown:
        """Return the value as the fact takes it: `null` is none, "unknown" is unknown (F3).

        Raises WrongFactValue for another type or an unlisted value.
        """
        if value is None:
            return self.type.none
        if value is UNKNOWN or value == "unknown":
            return UNKNOWN
        if self.type is FactType.STRING:
            return self._read_text(value)
        if self.type is FactType.BOOL:
            return self._read_truth(value)
        return self._read_number(value)

    def _read_text(self, value: object) -> str:
        if not isinstance(value, str):
            raise self._refusal(value)
        if self.is_open or not self.allowed or value in self.allowed:
            return value
        for synonym, meant in self.synonyms:
            if value == synonym:
                return meant
        raise self._refusal(value)

    def _read_truth(self, value: object) -> bool:
        if isinstance(value, bool):
            return value
        raise self._refusal(value)

    def _read_number(self, value: object) -> int | float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise self._refusal(value)
        if self.minimum is not None and value < self.minimum:
            raise self._refusal(value)
        if self.type is FactType.DOUBLE:
            return float(value)
        if value != int(value) or abs(value) > LARGEST_INT:
            raise self._refusal(value)
        return int(value)

    def _refusal(self, value: object) -> WrongFactValue:
        known = (*self.allowed, *(synonym for synonym, _ in self.synonyms))
        return WrongFactValue(name=self.name, wanted=self.wanted, got=value, nearest=_nearest(value, known))


class Declarations(Mapping[str, FactDeclaration]):
    """All facts that a policy may name, by name. The last declaration of a name counts."""

    __slots__ = ("_by_name", "absent", "open_lists")

    def __init__(self, declarations: Iterable[FactDeclaration]) -> None:
        self._by_name: Final = {declaration.name: declaration for declaration in declarations}
        self.absent: Final = {name: declaration.absent for name, declaration in self._by_name.items()}
        self.open_lists: Final = tuple(
            declaration for declaration in self._by_name.values() if declaration.is_open and declaration.allowed
        )

    def __getitem__(self, name: str) -> FactDeclaration:
        """Return the declaration; raises UndeclaredFact with the nearest known name."""
        declaration = self._by_name.get(name)
        if declaration is None:
            raise self.undeclared(name)
        return declaration

    def __contains__(self, name: object) -> bool:
        """Tell whether a fact of this name is declared."""
        return name in self._by_name

    def __iter__(self) -> Iterator[str]:
        """Go through the names in the order of declaration."""
        return iter(self._by_name)

    def __len__(self) -> int:
        """Count the declared facts."""
        return len(self._by_name)

    def __eq__(self, other: object) -> bool:
        """Tell whether both are the same declarations: they are compared by identity, as policies are."""
        return self is other

    def __hash__(self) -> int:
        """Allow what is worked out for declarations to be remembered."""
        return id(self)

    def undeclared(self, name: str) -> UndeclaredFact:
        """Return the error for a name nobody declared."""
        return UndeclaredFact(name=name, nearest=_nearest(name, self._by_name))

    def adding(self, *declarations: FactDeclaration) -> "Declarations":
        """Return these declarations and more, so that a policy may add its own or narrow a shipped one."""
        return Declarations([*self._by_name.values(), *declarations])

    @property
    def families(self) -> frozenset[str]:
        """Return the families of facts, which a platform feeds or not (F2)."""
        return frozenset(declaration.family for declaration in self._by_name.values())
