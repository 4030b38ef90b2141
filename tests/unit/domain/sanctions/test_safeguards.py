"""A safeguard protects for hours, is no sanction, and its owner ends it."""

import pytest

from habeas.domain.actors import MACHINE, Actor, ActorKind
from habeas.domain.sanctions.safeguards import (
    LONGEST,
    NotTheOwner,
    Safeguard,
    SafeguardKind,
    SafeguardTooLong,
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
