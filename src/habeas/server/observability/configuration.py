"""Called once by Django as it starts, in every process: logs and traces for all of it."""

from collections.abc import Mapping

from habeas.server.observability.logs import configure_logs
from habeas.server.observability.traces import configure_traces


def configure(chosen: Mapping[str, str]) -> None:
    """Set up what is watched; `chosen` is the `LOGGING` of the settings."""
    configure_logs(level=chosen["level"])
    configure_traces()
