"""Who a decision concerns can appeal it for six calendar months, themselves or by somebody they chose."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from habeas.domain.actors import MACHINE, Actor, ActorKind
from habeas.domain.appeals.standing import (
    Mandate,
    NotYourMandate,
    NotYoursToAppeal,
    OutOfTime,
    Standing,
    StillOpen,
    out_of_time,
    revoke,
    standing_of,
)
from tests.factories.appeals import DAY, DECISION, MIA, NOW, TOLD

LAWYER = Actor("union-7")
MANDATE = Mandate(id="v1", member="mia", representative="union-7", given_at=TOLD, decision="d1")


def standing(by: Actor, *mandates: Mandate) -> Standing:
    return standing_of(DECISION, by=by, mandates=mandates, now=NOW)


class TestStandingOf:
    def test_is_the_members_the_reporters_and_a_representatives(self) -> None:
        """DSA20-1: also against decisions not to act on a notice."""
        assert standing(MIA) is Standing.MEMBER
        assert standing(Actor("leo")) is Standing.REPORTER
        assert standing(LAWYER, MANDATE) is Standing.REPRESENTATIVE
        assert standing(LAWYER, replace(MANDATE, decision=None)) is Standing.REPRESENTATIVE

    @pytest.mark.parametrize(
        "mandate",
        [
            replace(MANDATE, decision="d2"),
            replace(MANDATE, member="leo"),
            replace(MANDATE, representative="other"),
            replace(MANDATE, given_at=NOW + DAY),
            replace(MANDATE, ends_at=NOW),
            replace(MANDATE, revoked_at=NOW),
        ],
    )
    def test_refuses_somebody_without_a_mandate_for_it(self, mandate: Mandate) -> None:
        with pytest.raises(NotYoursToAppeal, match="union-7 may not appeal d1"):
            standing(LAWYER, mandate)

    @pytest.mark.parametrize("by", [MACHINE, Actor("mia", ActorKind.API_KEY), Actor("leo", ActorKind.API_KEY)])
    def test_is_for_people(self, by: Actor) -> None:
        with pytest.raises(NotYoursToAppeal):
            standing(by)


class TestRevoke:
    def test_ends_a_mandate_at_once_by_its_member_alone(self) -> None:
        revoked = revoke(MANDATE, by=MIA, now=NOW)

        assert not revoked.covers("d1", representative="union-7", now=NOW)
        assert revoke(revoked, by=MIA, now=NOW + DAY) == revoked
        with pytest.raises(NotYourMandate, match="revoke it at any time"):
            revoke(MANDATE, by=LAWYER, now=NOW)


REYKJAVIK = ZoneInfo("Atlantic/Reykjavik")
"""Where people live by the clock of UTC."""


class TestOutOfTime:
    @pytest.mark.parametrize(
        ("zone", "informed_at", "last_moment"),
        [
            (REYKJAVIK, datetime(2026, 8, 31, 12, tzinfo=UTC), datetime(2027, 2, 28, 23, 59, tzinfo=UTC)),
            (REYKJAVIK, datetime(2027, 8, 30, 12, tzinfo=UTC), datetime(2028, 2, 29, 23, 59, tzinfo=UTC)),
            (REYKJAVIK, datetime(2026, 12, 31, 12, tzinfo=UTC), datetime(2027, 6, 30, 23, 59, tzinfo=UTC)),
            (
                ZoneInfo("America/Los_Angeles"),
                datetime(2026, 9, 1, 3, tzinfo=UTC),
                datetime(2027, 3, 1, 7, 59, tzinfo=UTC),
            ),
        ],
    )
    def test_begins_the_day_after_the_last(self, zone: ZoneInfo, informed_at: datetime, last_moment: datetime) -> None:
        """DSA20-1: the last calendar day is accepted, the day after gives a clear reason; month ends, leap years, zones."""
        window = replace(DECISION, informed_at=informed_at, zone=zone).window("mia")

        assert out_of_time(window, zone=zone, now=last_moment) is None
        late = out_of_time(window, zone=zone, now=last_moment + timedelta(minutes=1))
        assert late == OutOfTime(last_moment.astimezone(zone).date())

    def test_says_every_way_that_is_still_open(self) -> None:
        late = out_of_time(DECISION.window("mia"), zone=UTC, now=TOLD + 200 * DAY)

        assert late is not None
        assert late.closed_on == date(2027, 2, 28)
        assert set(late.still_open) == set(StillOpen)

    def test_never_comes_for_who_was_not_informed(self) -> None:
        """DSA20-2: bounced mail does not start the clock."""
        window = replace(DECISION, informed_at=None).window("mia")

        assert out_of_time(window, zone=UTC, now=TOLD + 999 * DAY) is None

    def test_is_counted_for_a_reporter_from_when_they_were_told(self) -> None:
        """DSA20-1."""
        window = DECISION.window("leo")

        assert window is not None
        assert window.started_at == TOLD + 9 * DAY
        assert DECISION.window("nobody") is None
