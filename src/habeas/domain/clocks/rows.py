"""The table itself: every clock of due-process, section 3, and those of the house's own promises, by id."""

from collections.abc import Mapping
from typing import Final

from habeas.domain.clocks.house import HOUSE_CLOCKS
from habeas.domain.clocks.legal import LEGAL_CLOCKS
from habeas.domain.clocks.table import Clock, ClockId

CLOCKS: Final[Mapping[ClockId, Clock]] = {clock.id: clock for clock in (*LEGAL_CLOCKS, *HOUSE_CLOCKS)}
