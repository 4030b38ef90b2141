"""What is wrong with an event: problem details (RFC 9457) with the field, what is wanted, what came, what to do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from pydantic import ValidationError

from habeas.server.events.problems import problem
from habeas.server.events.schemas.values import WANTED, short

_MISSING: Final = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One thing that is wrong. `pointer` is a JSON pointer (RFC 6901) into the event."""

    pointer: str
    wanted: str
    got: str
    advice: str

    def as_json(self) -> dict[str, str]:
        """Return it as an entry of `errors`."""
        words = f"wants {self.wanted}, got {self.got}. {self.advice}"
        return {"field": self.pointer, "message": words, "wanted": self.wanted, "got": self.got, "do": self.advice}


class BadEvent(ValueError):
    """An event whose form is wrong, with everything that is wrong with it."""

    def __init__(self, *complaints: Complaint, event: str) -> None:
        super().__init__(event, complaints)
        self.event = event
        self.complaints = complaints

    def __str__(self) -> str:
        """Say in one line what is wrong."""
        return "; ".join(f"{one.pointer or 'the event'} wants {one.wanted}, got {one.got}" for one in self.complaints)

    @property
    def problem(self) -> dict[str, Any]:
        """Return the problem details."""
        errors = [one.as_json() for one in self.complaints]
        return {**problem("event-malformed", detail=str(self)), "errors": errors}


def complaints_of(error: ValidationError, *, within: str) -> Sequence[Complaint]:
    """Return what a check of a form found, as complaints whose pointers start `within`."""
    return [_complaint(dict(found), within) for found in error.errors(include_url=False)]


def pointer(parts: Iterable[object]) -> str:
    """Return the JSON pointer of these parts."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts)


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the question whether a known name was meant, or nothing."""
    close = get_close_matches(name, list(known), n=1)
    return f"Did you mean `{close[0]}`?" if close else ""


def _complaint(found: Mapping[str, Any], within: str) -> Complaint:
    place = within + pointer(found["loc"])
    kind, limits = found["type"], found.get("ctx", {})
    if kind == "missing":
        return Complaint(pointer=place, wanted="a value", got=_MISSING, advice="Add this field.")
    what = limits["wanted"] if kind == WANTED else _WORDS.get(kind, found["msg"]).format_map(limits)
    got = limits.get("got") or short(found["input"])
    return Complaint(pointer=place, wanted=what, got=got, advice="Correct this value and send it again.")


_WORDS: Final = {
    "string_type": "a text",
    "string_too_short": "a text of at least {min_length} character",
    "string_too_long": "a text of at most {max_length} characters",
    "string_pattern_mismatch": "a text of the form {pattern}",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "greater_than_equal": "a number from {ge}",
    "less_than_equal": "a number up to {le}",
    "list_type": "a list",
    "too_short": "a list of at least {min_length}",
    "too_long": "a list of at most {max_length}",
    "dict_type": "an object",
    "model_type": "an object",
    "model_attributes_type": "an object",
    "literal_error": "one of {expected}",
}
"""What each kind of error wants, in words."""
