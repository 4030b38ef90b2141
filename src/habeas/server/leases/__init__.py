"""Rows that workers take turns on: due at a time, leased for a while, tried again, set aside when hopeless."""

from habeas.server.leases.models import Leased
from habeas.server.leases.operations import (
    MOST_ATTEMPTS,
    Lease,
    claim,
    complete,
    complete_all,
    pause_after,
    postpone,
    revive,
    wait,
)
from habeas.server.leases.queries import Backlog, get_backlog

__all__ = [
    "MOST_ATTEMPTS",
    "Backlog",
    "Lease",
    "Leased",
    "claim",
    "complete",
    "complete_all",
    "get_backlog",
    "pause_after",
    "postpone",
    "revive",
    "wait",
]
