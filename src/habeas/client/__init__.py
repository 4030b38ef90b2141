"""The typed client of the HTTP API, for a marketplace's own code: fails open, loses nothing, knows no server's code."""

try:
    import httpx  # noqa: F401  # missed here, with the cure, rather than by whichever module is first
except ImportError as missing:
    raise ImportError(
        "habeas.client needs httpx, which the extra `client` brings: pip install 'habeas[client]'"
    ) from missing

from habeas.client.answers import (
    Check,
    Checkpoint,
    Decision,
    EventResult,
    Measure,
    PolicyVersion,
    Purpose,
    Standing,
    Statement,
    Status,
)
from habeas.client.asynchronous import AsyncClient
from habeas.client.circuit import Patience
from habeas.client.delivery import Replay
from habeas.client.events import Event, EventType, Unsendable
from habeas.client.problems import (
    AnswerUnreadable,
    ClientClosed,
    ClientError,
    FieldError,
    Problem,
    RequestRefused,
    ServiceUnavailable,
)
from habeas.client.spool import Spool, SpoolFull, SpoolInUse, Sync, WhenFull
from habeas.client.synchronous import Client

__all__ = [
    "AnswerUnreadable",
    "AsyncClient",
    "Check",
    "Checkpoint",
    "Client",
    "ClientClosed",
    "ClientError",
    "Decision",
    "Event",
    "EventResult",
    "EventType",
    "FieldError",
    "Measure",
    "Patience",
    "PolicyVersion",
    "Problem",
    "Purpose",
    "Replay",
    "RequestRefused",
    "ServiceUnavailable",
    "Spool",
    "SpoolFull",
    "SpoolInUse",
    "Standing",
    "Statement",
    "Status",
    "Sync",
    "Unsendable",
    "WhenFull",
]
