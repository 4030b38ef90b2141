"""Appeals are limited only after a warning, by a person, for a time."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from habeas.domain.actors import MACHINE
from habeas.domain.appeals.appeal import Outcome
from habeas.domain.appeals.misuse import (
    LONGEST_THROTTLE,
    Throttle,
    ThrottledByMachine,
    ThrottleTooLong,
    ThrottleWithoutWarning,
    UnfoundedButNotUpheld,
    WarningTooEarly,
    check_unfounded,
    check_warning,
    throttle,
)
from habeas.domain.refusals import Refused
from tests.factories.appeals import ANA, DAY, NOW


def limited(**changes: object) -> Throttle:
    usual: dict[str, Any] = {
        "member": "mia",
        "decision": "d7",
        "by": ANA,
        "warned_at": NOW - 10 * DAY,
        "unfounded_since": 1,
        "lasts": 30 * DAY,
        "now": NOW,
    }
    usual.update(changes)
    return throttle(**usual)


class TestThrottle:
    def test_lasts_until_its_date(self) -> None:
        """DSA23-2."""
        assert limited().is_in_force(NOW + 29 * DAY)
        assert not limited().is_in_force(NOW + 30 * DAY)

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"by": MACHINE}, ThrottledByMachine),
            ({"warned_at": None}, ThrottleWithoutWarning),
            ({"unfounded_since": 0}, ThrottleWithoutWarning),
            ({"lasts": LONGEST_THROTTLE + timedelta(seconds=1)}, ThrottleTooLong),
        ],
    )
    def test_is_refused_without_warning_person_or_end(
        self, changes: dict[str, datetime | None], refusal: type[Refused]
    ) -> None:
        """DSA23-2."""
        with pytest.raises(refusal):
            limited(**changes)


class TestCheckWarning:
    def test_takes_five_that_people_found_manifestly_unfounded(self) -> None:
        """DSA23-2."""
        check_warning(unfounded=5)
        with pytest.raises(WarningTooEarly, match="a warning takes 5"):
            check_warning(unfounded=4)


class TestCheckUnfounded:
    def test_takes_only_what_changed_nothing(self) -> None:
        """DSA23-2."""
        check_unfounded(Outcome.UPHELD, is_unfounded=True)
        check_unfounded(Outcome.OVERTURNED, is_unfounded=False)
        with pytest.raises(UnfoundedButNotUpheld):
            check_unfounded(Outcome.VARIED, is_unfounded=True)
