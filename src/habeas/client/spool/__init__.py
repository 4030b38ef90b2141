"""Events on disk that wait for the service: crash-safe, in order, for one process. Knows nothing of HTTP."""

from habeas.client.spool.errors import SpoolFull, SpoolInUse
from habeas.client.spool.spool import Batch, Spool, Spooled, WhenFull
from habeas.client.spool.writing import Sync

__all__ = ["Batch", "Spool", "SpoolFull", "SpoolInUse", "Spooled", "Sync", "WhenFull"]
