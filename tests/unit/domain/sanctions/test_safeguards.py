"""A safeguard protects for hours, is no sanction, and its owner ends it."""

from dataclasses import replace

import pytest

from habeas.domain.actors import MACHINE, Actor, ActorKind
from habeas.domain.sanctions.safeguards import (
    LONGEST,
    NotTheOwner,
    Safeguard,
    SafeguardKind,
    SafeguardTooLong,
    SafeguardTooOften,
    SafeguardTooSoon,
    place_safeguard,
    recover,
)
from tests.factories.sanctions import ANA, DAY, HOUR, NOW

MIA = Actor("mia")


def placed(*earlier: Safeguard, by: Actor = MACHINE, lasts_days: float = 1) -> Safeguard:
    return place_safeguard(
        safeguard="g1",
        member="mia",
        kind=SafeguardKind.SESSION_LOCK,
        by=by,
        because="a new device sent forty equal messages",
        earlier=earlier,
        now=NOW,
        lasts=lasts_days * DAY,
    )


def earlier(days_ago: float, *, by: Actor = MACHINE) -> Safeguard:
    at = NOW - days_ago * DAY
    return Safeguard(
        id="g0", member="mia", kind=SafeguardKind.RATE_LIMIT, by=by, because="before", placed_at=at, ends_at=at + DAY
    )


class TestPlaceSafeguard:
    def test_ends_after_24_hours(self) -> None:
        """PWD10-5."""
        safeguard = placed()

        assert safeguard.in_force(NOW + LONGEST - HOUR)
        assert not safeguard.in_force(NOW + LONGEST)
        assert not safeguard.in_force(NOW - HOUR)

    def test_refuses_more_than_24_hours(self) -> None:
        with pytest.raises(SafeguardTooLong, match="is a sanction"):
            placed(lasts_days=1.5)

    def test_refuses_a_machine_a_second_one_in_30_days(self) -> None:
        """PWD10-5: one per member in 30 days without a human."""
        with pytest.raises(SafeguardTooSoon, match="only a person may place another"):
            placed(earlier(29.9))

        assert placed(earlier(30)).placed_at == NOW
        assert placed(earlier(29.9), by=ANA).by == ANA
        assert placed(earlier(1, by=ANA)).by == MACHINE

    def test_refuses_people_a_fourth_of_a_kind_in_30_days(self) -> None:
        """PWD10-5: a row of locks is a suspension that nobody can appeal."""
        row = [replace(earlier(days, by=ANA), kind=SafeguardKind.SESSION_LOCK) for days in (3, 2, 1)]
        with pytest.raises(SafeguardTooOften, match="is a sanction, with its statement and its appeal"):
            placed(*row, by=ANA)

        assert placed(*row[1:], by=ANA).by == ANA
        assert placed(*(earlier(days, by=ANA) for days in (3, 2, 1)), by=ANA).kind is SafeguardKind.SESSION_LOCK
        assert placed(*row[1:], replace(row[0], placed_at=NOW - 30 * DAY), by=ANA).by == ANA


class TestRecover:
    def test_by_the_owner_ends_it_in_one_step(self) -> None:
        recovered = recover(placed(), by=MIA, now=NOW + HOUR)

        assert not recovered.in_force(NOW + HOUR)
        assert recovered.ended_by == "mia"

    def test_leaves_what_is_over_as_it_ended(self) -> None:
        assert recover(placed(), by=MIA, now=NOW + 2 * DAY) == placed()

    @pytest.mark.parametrize("by", [ANA, Actor("mia", ActorKind.API_KEY)])
    def test_refuses_anybody_else(self, by: Actor) -> None:
        with pytest.raises(NotTheOwner, match="its owner recovers it"):
            recover(placed(), by=by, now=NOW)
