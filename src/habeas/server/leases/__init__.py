"""Rows that workers take turns on: due at a time, leased for a while, tried again, set aside when hopeless."""

from habeas.server.leases.models import Leased
from habeas.server.leases.operations import Lease, claim, complete, postpone

__all__ = ["Lease", "Leased", "claim", "complete", "postpone"]
