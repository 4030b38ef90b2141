"""The value of what nobody knows, and the types that a fact's value may have. Knows nothing of facts."""

from enum import StrEnum
from typing import Final, NoReturn


class TruthOfUnknown(TypeError):
    """Code took the unknown for true or false: a rule of three values has a hole there."""


class Unknown:
    """The value of a fact nobody knows. It equals itself alone and is neither true nor false."""

    __slots__ = ()

    def __bool__(self) -> NoReturn:
        """Refuse to be taken for true or false."""
        raise TruthOfUnknown

    def __repr__(self) -> str:
        """Show its name."""
        return "UNKNOWN"

    def __reduce__(self) -> str:
        """Stay the one instance when copied or pickled."""
        return "UNKNOWN"


UNKNOWN: Final = Unknown()

Value = str | bool | int | float


class FactType(StrEnum):
    """The types of CEL that a fact may have."""

    STRING = "string"
    BOOL = "bool"
    INT = "int"
    DOUBLE = "double"

    @property
    def none(self) -> Value:
        """The value that says "known to be none": JSON `null`, and absence where all is fed (F2, F3)."""
        return _NONE[self]

    @property
    def words(self) -> str:
        """Name the type for a person who has to write such a value."""
        return _WORDS[self]


_NONE: Final[dict[FactType, Value]] = {
    FactType.STRING: "none",
    FactType.BOOL: False,
    FactType.INT: 0,
    FactType.DOUBLE: 0.0,
}

_WORDS: Final = {
    FactType.STRING: "a text",
    FactType.BOOL: "true or false",
    FactType.INT: "a whole number",
    FactType.DOUBLE: "a number",
}
