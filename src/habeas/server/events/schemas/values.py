"""Values that events are made of: ids, times, money, parties. What is not listed is kept and not read."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, WithJsonSchema
from pydantic_core import PydanticCustomError

from habeas.money import DIGITS, MOST

MOST_ID: Final = 200
"""Characters of an id, as the records hold it."""

MOST_NAME: Final = 60
"""Characters of a short name: a platform, a surface, a role."""

MOST_TEXT: Final = 100_000
"""Characters of one text: more than anybody writes in a message, little enough to be judged in time."""

MOST_REPEATED: Final = 40
"""Characters of a wrong value that an answer repeats."""

MOST_PARTS: Final = 50
"""Texts in one message and recipients of one: a longer list is several messages."""

WANTED: Final = "wanted"
"""The kind of a validation error that says in its own words what is wanted."""

_TIME: Final = re.compile(r"(\d{4})-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|z|[+-]\d\d:\d\d)", re.ASCII)
_YEARS: Final = range(1970, 2200)


class Form(BaseModel):
    """A part of an event. Fields that are not named here may be there: later versions add, none takes away."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True, hide_input_in_errors=True)


def wanted(what: str, *, got: str | None = None) -> PydanticCustomError:
    """Return the error that says what is wanted, and what came where the value alone would not show it."""
    return PydanticCustomError(WANTED, "{wanted}", {"wanted": what, **({"got": got} if got else {})})


def _time(said: object) -> object:
    found = _TIME.fullmatch(said) if isinstance(said, str) else None
    try:
        if found and int(found[1]) in _YEARS:
            return datetime.fromisoformat(found[0].upper())
    except ValueError:
        pass
    raise wanted("a time with its offset, such as 2026-03-01T09:30:00Z")


def _list(said: object) -> object:
    return [said] if isinstance(said, str) else said


def _party(said: object) -> object:
    return {"member": said} if isinstance(said, str) else said


def _fractionless(said: object) -> object:
    if isinstance(said, bool) or not isinstance(said, int):
        raise wanted("a whole number of minor units, such as 1999 for 19.99")
    return said


Text = Annotated[str, Strict(), Field(max_length=MOST_TEXT)]
Id = Annotated[str, Strict(), Field(min_length=1, max_length=MOST_ID)]
Name = Annotated[str, Strict(), Field(min_length=1, max_length=MOST_NAME)]
Sentence = Annotated[str, Strict(), Field(max_length=2000)]
Truth = Annotated[bool, Strict()]
Count = Annotated[int, Strict(), Field(ge=0, le=10**9)]
Time = Annotated[
    datetime,
    BeforeValidator(_time),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-03-01T09:30:00Z"]}),
]
Language = Annotated[str, Strict(), Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", max_length=20)]
Country = Annotated[str, Strict(), Field(pattern=r"^[A-Za-z]{2}$", examples=["PT"])]
Ids = Annotated[
    list[Id],
    Field(min_length=1, max_length=MOST_PARTS),
    BeforeValidator(_list),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "minLength": 1, "maxLength": MOST_ID},
                {
                    "type": "array",
                    "items": {"type": "string", "minLength": 1, "maxLength": MOST_ID},
                    "minItems": 1,
                    "maxItems": MOST_PARTS,
                },
            ]
        }
    ),
]
"""One id, or several."""

Facts = Annotated[dict[Name, Any], Field(description="Facts by name, as the platform knows them")]


def _currency(said: str) -> str:
    if said not in DIGITS:
        raise wanted("a currency by its three letters in ISO 4217, such as USD")
    return said


Currency = Annotated[
    str, Field(pattern=r"^[A-Z]{3}$", description="ISO 4217", examples=["USD"]), AfterValidator(_currency)
]


class Money(Form):
    """An amount in whole minor units: 1999 EUR is 19.99 euro."""

    amount: Annotated[int, BeforeValidator(_fractionless), Field(ge=-MOST, le=MOST, description="Minor units, whole")]
    currency: Currency


class MovedMoney(Money):
    """An amount that moves or is claimed: more than nothing."""

    amount: Annotated[int, BeforeValidator(_fractionless), Field(ge=1, le=MOST, description="Minor units, whole")]


def _somebody(party: "Party") -> "Party":
    if party.member is None and party.org is None:
        raise wanted("`member` or `org`: who stands on this side", got="neither")
    return party


class Party(Form):
    """Who stands on one side: a member, an organization, or a member for an organization."""

    member: Id | None = None
    org: Id | None = None
    role: Name | None = None


_ID_SCHEMA: Final = {"type": "string", "minLength": 1, "maxLength": MOST_ID}
_PARTY_SCHEMA: Final = {
    "type": "object",
    "properties": {"member": _ID_SCHEMA, "org": _ID_SCHEMA, "role": {"type": "string", "maxLength": MOST_NAME}},
    "anyOf": [{"required": ["member"]}, {"required": ["org"]}],
}
Side = Annotated[
    Party,
    BeforeValidator(_party),
    AfterValidator(_somebody),
    WithJsonSchema({"anyOf": [_ID_SCHEMA, _PARTY_SCHEMA]}),
]
"""A member's id, or an object that says who for whom."""


def short(value: object) -> str:
    """Return what came, by its kind and no longer than a line, so that an answer never repeats a whole message."""
    if isinstance(value, str):
        return f"a text of {len(value)} characters" if len(value) > MOST_REPEATED else f"the text {value!r}"
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"the number {value}"[:60]
