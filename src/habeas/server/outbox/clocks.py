"""What webhooks tell of clocks: which one, and what it is about."""

from collections.abc import Sequence
from typing import Any, Final

_ABOUT: Final = ("measure", "appeal", "sanction", "freeze", "case", "decision", "remedy", "hold")


def clock_payload(
    clock: str, *, tell: Sequence[str] = (), due_at: str | None = None, **about: object
) -> dict[str, Any]:
    """Return what is told of a clock that is late or has run out; what it is not about is null.

    `tell` is whom the host is asked to tell; `due_at` is null of what has no end of its own.
    """
    return {"deadline": clock, "tell": list(tell), "due_at": due_at, **dict.fromkeys(_ABOUT), **about}
