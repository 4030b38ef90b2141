"""The table of clocks as it is published: the rows that the service runs by, with the rule of each."""

from collections.abc import Iterable
from typing import Any

from habeas.domain.clocks.table import Clock


def published_clocks(clocks: Iterable[Clock]) -> list[dict[str, Any]]:
    """Return clocks as they are published, the time before an end at which somebody is warned in seconds."""
    return [_clock_as_json(one) for one in clocks]


def _clock_as_json(clock: Clock) -> dict[str, Any]:
    return {
        "id": clock.id.value,
        "starts": clock.starts,
        "length": str(clock.length),
        "extension": None if clock.extension is None else str(clock.extension),
        "counting": clock.counting.value,
        "rules": list(clock.rules),
        "source": clock.source.value,
        "warns_before": None if clock.warns_before is None else int(clock.warns_before.total_seconds()),
        "on_warn": [one.value for one in clock.on_warn],
        "on_breach": [one.value for one in clock.on_breach],
        "pauses": clock.pauses,
        "in_working_time": clock.in_working_time,
        "awaits": clock.awaits or None,
    }
