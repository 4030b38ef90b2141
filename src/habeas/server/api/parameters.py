"""Parameters that several reads share. A name that is not known is refused: a filter never goes unheard."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Final
from zoneinfo import available_timezones

from django.http import HttpRequest
from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field

from habeas.policy.expressions import did_you_mean
from habeas.server.api.paging import MOST, USUAL
from habeas.server.api.problems import Kind, Refusal


def _storable(text: str) -> str:
    """Refuse what no database compares."""
    if "\0" in text:
        raise ValueError("a text without U+0000 is needed")
    return text


def _in_range(at: datetime) -> datetime:
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise ValueError(f"a year from {_FIRST_YEAR} to {_LAST_YEAR} is needed")
    return at


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("a time zone such as Europe/Madrid is needed")
    return name


_FIRST_YEAR: Final = 1970
_LAST_YEAR: Final = 2200

Id = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_storable)]
Word = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_storable)]
Language = Annotated[str, Field(min_length=2, max_length=20)]
Zone = Annotated[
    str,
    Field(
        max_length=60,
        description="where the member lives, such as `Europe/Madrid`; `UTC` where nobody knows: then the last day to "
        "appeal lasts until it is over wherever they may live",
    ),
    AfterValidator(_known_zone),
]
Instant = Annotated[
    AwareDatetime,
    AfterValidator(_in_range),
    Field(description="A time with its offset", examples=["2026-03-01T00:00:00Z"]),
]


def _plain(schema: dict[str, Any]) -> None:
    """Show a parameter that may be left out as what it is when it is there."""
    for shown in schema.get("properties", {}).values():
        listed = [one for one in shown.pop("anyOf", ()) if one.get("type") != "null"]
        shown.update(listed[0] if listed else {})
        shown.pop("default", None) if shown.get("default", 0) is None else None


class Parameters(Schema):
    """Parameters of a read."""

    model_config = ConfigDict(json_schema_extra=_plain)


def refuse_unknown(request: HttpRequest, parameters: type[Parameters]) -> None:
    """Refuse parameters that this read does not have. Raises Refusal."""
    unknown = sorted(set(request.GET) - set(parameters.model_fields))
    if unknown:
        known = ", ".join(parameters.model_fields)
        errors = [{"field": name[:60], "message": f"is no parameter here; there are {known}"} for name in unknown]
        raise Refusal(Kind.BAD_PARAMETER, f"A parameter is not known here. There are {known}.", errors=errors)


def refuse_unlisted(name: str, value: str, *, known: Iterable[str]) -> None:
    """Refuse a word that is none of those that there are: an empty list would say that all is done. Raises Refusal."""
    listed = list(known)
    if value not in listed:
        message = f"is none of {', '.join(listed)}{did_you_mean(value, listed)}"
        raise Refusal(Kind.BAD_PARAMETER, f"There is no such {name}.", errors=[{"field": name, "message": message}])


class PageParameters(Parameters):
    """Which page of a list."""

    cursor: Annotated[str, Field(max_length=500)] | None = Field(None, description="`next` of the page before")
    limit: int = Field(USUAL, ge=1, le=MOST, description="Items of a page")
