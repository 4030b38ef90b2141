"""Each hour what is due goes and the log is signed, whoever of several workers comes first."""

from datetime import timedelta

import pytest

from habeas.domain.retention import APPEAL_WINDOW, CLAIMS
from habeas.server.audit.queries import get_size, list_notes
from habeas.server.events.models import Event
from habeas.server.worker import housekeeping
from habeas.server.worker.housekeeping import EVERY, Housekeeping
from tests.factories.market import CLEAN, NOW, message, open_market, send

pytestmark = pytest.mark.django_db

DONE = NOW + APPEAL_WINDOW + CLAIMS


class TestHousekeeping:
    def test_signs_the_log_once_an_hour(self) -> None:
        open_market()
        house = Housekeeping()
        for hours in (0, 0.5, 1, 2):
            send(message(CLEAN))
            house.keep(now=NOW + timedelta(hours=hours))

        assert len(list_notes()) == 3

    def test_lets_go_of_what_is_due(self) -> None:
        open_market()
        send(message(CLEAN))

        assert Housekeeping().keep(now=DONE) >= 2
        assert not Event.objects.exists()

    def test_comes_back_at_once_where_more_is_due(self, monkeypatch: pytest.MonkeyPatch) -> None:
        open_market()
        send(message(CLEAN))
        house = Housekeeping()
        monkeypatch.setattr(housekeeping, "BITE", 1)

        assert house.keep(now=DONE) > 0
        assert list_notes() == []
        assert house.keep(now=DONE) == 0
        assert len(list_notes()) == 1

    def test_is_not_kept_from_its_hour_by_a_clock_that_steps_back(self) -> None:
        open_market()
        house = Housekeeping()
        house.keep(now=NOW)
        send(message(CLEAN))

        house.keep(now=NOW - timedelta(hours=3))

        assert len(list_notes()) == 2

    def test_of_two_workers_is_done_once(self) -> None:
        open_market()
        send(message(CLEAN))
        for house in (Housekeeping(), Housekeeping()):
            house.keep(now=NOW + EVERY)

        assert len(list_notes()) == 1
        assert get_size() >= 1
