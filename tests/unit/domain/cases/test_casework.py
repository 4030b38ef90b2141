"""How a marketplace declares who looks at what: read whole, or refused with the line that is wrong."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from habeas.domain.cases.casework import casework_schema, read_casework
from habeas.domain.cases.routing import Kind, Routed, route
from habeas.domain.clocks.calendars import add_working_time
from habeas.policy.problems import PolicyError

DECLARED = """\
sample: 0.02
calendars:
  madrid:
    zone: Europe/Madrid
    hours:
      monday: ["09:00-13:00", "15:00-19:00"]
      tuesday: ["09:00-13:00", "20:00-24:00"]
    holidays: [2026-03-09]
  night:
    zone: UTC
    hours: { monday: ["00:00-24:00"] }
queues:
  - { queue: spanish-appeals, takes: appeals, languages: [es], calendar: night }
  - { queue: livelihoods, takes: appeals, actions: [suspend_pending_review, terminate], hardship: true }
  - { queue: money, matters: [money_hold, deduction], held: 50000 }
  - { queue: dangerous, takes: cases, harm: true }
  - { queue: illegal, illegality: true, calendar: night }
  - { queue: german, languages: [de], reasons: [report], clauses: [contact], platforms: [web] }
  - { queue: general }
"""
MONDAY = datetime(2026, 3, 2, 7, tzinfo=UTC)


def declared(*, instead: str = "", of: str = "") -> str:
    return DECLARED.replace(of, instead) if of else DECLARED


class TestReadCasework:
    def test_gives_each_queue_what_it_takes_and_when_people_work_on_it(self) -> None:
        """Invariant 12."""
        casework = read_casework(DECLARED, file="casework.yaml")
        reported = frozenset({"report"})
        german = Routed(reasons=reported, language="de", clause="contact", platform="web")

        assert route(german, rules=casework.rules).queue == "german"
        assert route(Routed(reasons=reported, language="en"), rules=casework.rules).queue == "general"
        notice = Routed(reasons=reported, language="de", is_notice_of_illegality=True)
        assert route(notice, rules=casework.rules).queue == "illegal"
        assert casework.sampled == 0.02
        general, night = casework.calendar_of("general"), casework.calendar_of("illegal")
        hours = timedelta(hours=8)
        assert add_working_time(MONDAY, duration=hours, calendar=night) == MONDAY + hours
        # Spain counts an hour more than UTC: eight to twelve, and fourteen to eighteen.
        assert add_working_time(MONDAY, duration=hours, calendar=general) == MONDAY.replace(hour=18)
        # The Monday after is a holiday.
        late = add_working_time(MONDAY, duration=2 * hours + timedelta(hours=1), calendar=general)
        assert late == datetime(2026, 3, 10, 9, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("of_appeal", "queue"),
        [
            ({"language": "es", "matter": "sanction"}, "spanish-appeals"),
            ({"language": "en", "matter": "sanction", "action": "terminate", "is_hardship": True}, "livelihoods"),
            ({"language": "en", "matter": "deduction", "held": 60_000}, "money"),
            ({"language": "en", "matter": "sanction", "harms_others": True}, "general"),
        ],
    )
    def test_lets_a_declaration_name_appeals_and_what_they_contest(self, of_appeal: dict[str, Any], queue: str) -> None:
        rules = read_casework(DECLARED, file="casework.yaml").rules

        assert route(Routed(kind=Kind.APPEAL, **of_appeal), rules=rules).queue == queue
        assert route(Routed(language="en", harms_others=True), rules=rules).queue == "dangerous"

    def test_lets_a_queue_that_is_gone_be_worked_on_as_the_last_one(self) -> None:
        casework = read_casework(DECLARED, file="casework.yaml")

        assert casework.calendar_of("was-once") is casework.calendar_of("general")

    def test_samples_nobody_where_nothing_is_said_of_it(self) -> None:
        assert read_casework(declared(of="sample: 0.02\n"), file="c.yaml").sampled == 0.0

    @pytest.mark.parametrize(
        ("source", "says"),
        [
            ("", "c.yaml:1:1: the file is empty"),
            ("queues: [", "no YAML"),
            ("[]", "expected a declaration of casework"),
            (declared(of="Europe/Madrid", instead="Europe/Nowhere"), "expected a time zone such as Europe/Madrid"),
            (declared(of="15:00-19:00", instead="12:00-19:00"), "c.yaml:6:7: on weekday 0 the period from 12:00"),
            (declared(of="15:00-19:00", instead="3 pm"), "expected a period such as 09:00-13:00, got '3 pm'"),
            (declared(of='{ monday: ["00:00-24:00"] }', instead="{ monday: [] }"), "c.yaml:11:12: nobody ever works"),
            (declared(of="calendar: night", instead="calendar: nights"), "there is no calendar 'nights'; there are"),
            (declared(of="  - { queue: general }\n"), "every case and every appeal; 'german' names bounds"),
            ("calendars: {}\nqueues: [{queue: all}]", "there is no calendar 'to work by'; there are none: declare"),
            (declared(of="takes: cases", instead="takes: case"), "expected one of cases, appeals, got 'case'"),
            (declared(of="[money_hold, ", instead="[money_holds, "), "got 'money_holds'; did you mean 'money_hold'?"),
            (declared(of="terminate]", instead="ban]"), "expected one of none, nudge, warn"),
            (
                declared(of="reasons: [report]", instead="reasons: [reprot]"),
                "c.yaml:18:49: expected one of proposal, unk",
            ),
            (declared(of="reasons: [report]", instead="reasons: [reprot]"), "'reprot'; did you mean 'report'?"),
            (
                declared(of="takes: cases,", instead="takes: cases, matters: [report],"),
                "c.yaml:16:5: 'dangerous' takes noth",
            ),
            (declared(of="harm: true }", instead="actions: [warn] }"), "cases have no 'matters' and no 'actions'"),
            (
                declared(of=", harm: true }", instead=" }\n  - { queue: any }"),
                "c.yaml:18:5: 'illegal' takes nothing: 'any' before",
            ),
            (declared(of="held: 50000", instead="held: 0"), "expected a whole number from 1, got '0'"),
            (declared(of="sample: 0.02", instead="sample: 2"), "expected a share between 0 and 1"),
        ],
    )
    def test_refuses_what_is_wrong_and_says_where(self, source: str, says: str) -> None:
        with pytest.raises(PolicyError) as refused:
            read_casework(source, file="c.yaml")

        assert says in str(refused.value)


class TestCaseworkSchema:
    def test_knows_every_field(self) -> None:
        schema = casework_schema()

        assert set(schema["properties"]) == {"sample", "calendars", "queues"}
        assert schema["additionalProperties"] is False
