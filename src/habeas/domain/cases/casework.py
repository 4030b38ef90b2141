"""How cases and appeals are worked on, as a marketplace declares it: queues, when people work, what is sampled.

Reads the declaration as a policy is read: whatever is wrong is named with its line.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from habeas.domain.appeals.standing import Matter
from habeas.domain.cases.reasons import Reason
from habeas.domain.cases.routing import Kind, QueuesLeaveGaps, RoutingRule, check_rules, list_idle
from habeas.domain.clocks.calendars import BusinessCalendar, Period, PeriodsOverlap
from habeas.policy.actions import ACTIONS
from habeas.policy.items import Item, Reader
from habeas.policy.problems import Place, PolicyError, Problem
from habeas.policy.scalars import DAY, SHARE, TRUTH, integer, text
from habeas.policy.schema import ID, LANGUAGE
from habeas.policy.shapes import Choice, Field, Many, Record, Scalar, Table
from habeas.policy.yaml_texts import parse

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_HOURS: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-(([01]\d|2[0-3]):([0-5]\d)|24:00)")


def _period(written: str) -> Period:
    opens, closes = written.split("-")
    return Period(time.fromisoformat(opens), None if closes == "24:00" else time.fromisoformat(closes))


def _zone(written: str) -> ZoneInfo:
    try:
        return ZoneInfo(written)
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(written) from error


_PERIOD: Final = Scalar(
    "a period such as 09:00-13:00", _HOURS, _period, {"type": "string", "pattern": f"^{_HOURS.pattern}$"}
)
_ZONE: Final = Scalar("a time zone such as Europe/Madrid", re.compile(r"[\w/+-]{1,60}"), _zone, {"type": "string"})
_DAY_OF_WORK: Final = Field(Many(_PERIOD), "the periods in which people work")
_CALENDAR: Final = Record(
    "a calendar",
    {
        "zone": Field(_ZONE, "where its hours are", required=True),
        "hours": Field(
            Record("the hours of a week", dict.fromkeys(WEEKDAYS, _DAY_OF_WORK)), "when people work", required=True
        ),
        "holidays": Field(Many(DAY), "days on which nobody works"),
    },
)
_QUEUE: Final = Record(
    "a queue",
    {
        "queue": Field(ID, "its name", required=True),
        "calendar": Field(ID, "when people work on it"),
        "takes": Field(Choice(tuple(Kind)), "cases or appeals alone"),
        "reasons": Field(
            Many(Choice(tuple(Reason))),
            "why the case was opened, or that of the decision which an appeal contests",
        ),
        "languages": Field(Many(LANGUAGE), "in which language the member writes"),
        "clauses": Field(Many(ID), "the clauses at stake"),
        "platforms": Field(Many(text()), "where it happened"),
        "matters": Field(Many(Choice(tuple(Matter))), "what kind of decision an appeal contests"),
        "actions": Field(Many(Choice(tuple(ACTIONS))), "which steps of the ladder an appeal contests"),
        "illegality": Field(TRUTH, "whether somebody says that it is illegal"),
        "hardship": Field(TRUTH, "whether the account is how the member lives, as a person noted"),
        "harm": Field(TRUTH, "whether others may be harmed meanwhile"),
        "held": Field(integer(1), "the least sum that waits meanwhile, in minor units of its currency"),
    },
)
_DOCUMENT: Final = Record(
    "a declaration of casework",
    {
        "sample": Field(SHARE, "the share of messages that a person looks at, whatever was found in them"),
        "calendars": Field(Table(_CALENDAR), "when people work", required=True),
        "queues": Field(Many(_QUEUE, at_least=1), "who looks at what, the first that fits", required=True),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Casework:
    """The declaration as it was read. `calendars` are by queue; `sampled` is a share of 0 to 1."""

    rules: tuple[RoutingRule, ...]
    calendars: Mapping[str, BusinessCalendar] = field(default_factory=dict)
    sampled: float = 0.0

    def calendar_of(self, queue: str) -> BusinessCalendar:
        """Return when people work on a queue; one that is no longer declared is worked on as the last one is."""
        return self.calendars.get(queue) or self.calendars[self.rules[-1].queue]


def casework_schema() -> dict[str, Any]:
    """Return the JSON Schema of a declaration, for editors."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Casework of Habeas",
        **_DOCUMENT.describe(),
    }


def read_casework(source: str, *, file: str) -> Casework:
    """Return a declaration. Raises PolicyError with all that is wrong with it."""
    problems: list[Problem] = []
    reader = Reader(file, source.splitlines(), problems)
    node = parse(source, reader)
    document = None if node is None else _DOCUMENT.read(node, reader)
    if node is None and not problems:
        problems.append(Problem(Place(file, 1, 1), "the file is empty: it needs 'calendars' and 'queues'"))
    if document is None or problems:
        raise PolicyError(tuple(problems), {file: source})
    calendars = {name: _calendar(item, problems) for name, item in document["calendars"].value.items()}
    queues = document.items("queues")
    rules = tuple(_rule(item) for item in queues)
    by_queue = dict(_calendars_of(queues, {name: one for name, one in calendars.items() if one}, problems))
    try:
        check_rules(rules)
    except QueuesLeaveGaps as error:
        problems.append(Problem(queues[-1].place, str(error)))
    problems.extend(Problem(queues[place].place, because) for place, because in list_idle(rules))
    if problems:
        raise PolicyError(tuple(problems), {file: source})
    return Casework(rules=rules, calendars=by_queue, sampled=document.plain("sample", 0.0))


def _calendar(item: Item, problems: list[Problem]) -> BusinessCalendar | None:
    hours = item["hours"]
    periods = {
        number: tuple(period.value for period in hours.items(weekday)) for number, weekday in enumerate(WEEKDAYS)
    }
    holidays: frozenset[date] = frozenset(day.value for day in item.items("holidays"))
    if not any(periods.values()):
        problems.append(Problem(hours.place, "nobody ever works: give at least one weekday a period"))
        return None
    try:
        return BusinessCalendar(zone=item["zone"].value, periods=periods, holidays=holidays)
    except PeriodsOverlap as error:
        problems.append(Problem(hours.place, str(error)))
        return None


def _calendars_of(
    queues: list[Item], calendars: Mapping[str, BusinessCalendar], problems: list[Problem]
) -> Iterator[tuple[str, BusinessCalendar]]:
    """Yield when people work on each queue: what it names, else the first calendar of all."""
    for item in queues:
        named = item.plain("calendar", next(iter(calendars), None))
        if named in calendars:
            yield item["queue"].value, calendars[named]
        else:
            known = ", ".join(calendars) or "none: declare at least one"
            problems.append(Problem(item.place, f"there is no calendar '{named or 'to work by'}'; there are {known}"))


def _rule(item: Item) -> RoutingRule:
    return RoutingRule(
        queue=item["queue"].value,
        takes=item.plain("takes"),
        reasons=_set(item, "reasons"),
        languages=_set(item, "languages"),
        clauses=_set(item, "clauses"),
        platforms=_set(item, "platforms"),
        matters=_set(item, "matters"),
        actions=_set(item, "actions"),
        illegality=item.plain("illegality"),
        hardship=item.plain("hardship"),
        harm=item.plain("harm"),
        held=item.plain("held"),
    )


def _set(item: Item, name: str) -> frozenset[str]:
    return frozenset(one.value for one in item.items(name))
