"""How old the money is that a member still has: what came in first goes out first."""

from datetime import datetime

import pytest

from habeas.domain.journal.ages import Credit, oldest_left
from tests.factories.money import DAY, NOW


def came(amount: int, *, days_ago: int, matter: int = 1) -> Credit:
    return Credit(matter, NOW - days_ago * DAY, amount)


OLD, NEW = came(500, days_ago=200), came(300, days_ago=5, matter=2)


class TestOldestLeft:
    @pytest.mark.parametrize(
        ("left", "since"), [(800, OLD.at), (301, OLD.at), (300, NEW.at), (1, NEW.at), (0, None), (-5, None)]
    )
    def test_lets_what_came_first_go_first(self, left: int, since: datetime | None) -> None:
        """FUND-6."""
        assert oldest_left([NEW, OLD], left=left) == since

    def test_takes_what_went_back_from_what_it_had_come_in_with(self) -> None:
        back = came(-300, days_ago=1, matter=2)
        assert oldest_left([back, NEW, OLD], left=500) == OLD.at

        part_back = came(-100, days_ago=1, matter=2)
        assert oldest_left([part_back, NEW, OLD], left=200) == NEW.at
        assert oldest_left([part_back, NEW, OLD], left=201) == OLD.at

    def test_takes_what_went_back_from_several_earlier_credits_of_its_matter(self) -> None:
        back = came(-400, days_ago=1)
        assert oldest_left([back, came(300, days_ago=5), came(200, days_ago=9), OLD], left=100) == NOW - 9 * DAY

    def test_is_the_oldest_there_is_where_more_is_left_than_is_known_of(self) -> None:
        assert oldest_left([NEW], left=900) == NEW.at
