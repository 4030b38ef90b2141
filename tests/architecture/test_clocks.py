"""The table of clocks: each of its rows has an effect, and nothing runs that the table does not know how to end."""

import re
from pathlib import Path

import pytest

from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import FOLLOWED, ClockId, Consequence
from habeas.server import watching
from habeas.server.deadlines.kinds import Kind
from habeas.server.watching.effects import DOES, EFFECTS, Effect
from habeas.server.watching.following import TELLS
from habeas.server.worker.acts import ACTS

SERVER = Path(watching.__file__).parents[1]
EFFECTS_TABLE = Path(watching.__file__).with_name("effects.py")
RUNNING = sorted(clock for clock, row in CLOCKS.items() if not row.awaits)
AWAITED = sorted(clock for clock, row in CLOCKS.items() if row.awaits)


def names_in_service() -> frozenset[str]:
    """Return the clocks that the service names anywhere but in the table of effects."""
    texts = (path.read_text() for path in SERVER.rglob("*.py") if path != EFFECTS_TABLE)
    return frozenset(name for text in texts for name in re.findall(r"ClockId\.([A-Z_]+)", text))


class TestTableOfClocks:
    def test_has_an_effect_for_each_row(self) -> None:
        """Invariant 12."""
        assert set(EFFECTS) == set(ClockId)

    @pytest.mark.parametrize("clock", RUNNING)
    def test_names_nothing_that_nobody_does(self, clock: ClockId) -> None:
        """Invariant 12: what a row says of its warning and its end is what the worker does."""
        row, effect = CLOCKS[clock], EFFECTS[clock]

        assert set(row.on_warn) <= effect.on_warn
        assert set(row.on_breach) <= effect.on_breach
        assert bool(row.on_warn) == (row.warns_before is not None)

    @pytest.mark.parametrize("clock", [one for one in RUNNING if EFFECTS[one].watch is not None])
    def test_is_started_by_the_service_where_it_is_watched(self, clock: ClockId) -> None:
        # What is owed starts its clock in the core.
        assert clock.name in names_in_service() | {ClockId.REINSTATE.name}

    @pytest.mark.parametrize("clock", AWAITED)
    def test_is_run_by_nothing_where_it_says_what_it_awaits(self, clock: ClockId) -> None:
        assert EFFECTS[clock] == Effect()
        assert clock.name not in names_in_service()

    def test_leaves_no_act_without_a_worker_that_does_it(self) -> None:
        assert {by for by in DOES if isinstance(by, Kind)} <= set(ACTS)
        assert set(Kind) == set(ACTS)

    def test_divides_all_that_can_follow_between_looking_at_a_clock_and_the_acts_at_its_end(self) -> None:
        assert FOLLOWED | frozenset().union(*DOES.values()) == set(Consequence)
        assert set(TELLS) <= FOLLOWED
