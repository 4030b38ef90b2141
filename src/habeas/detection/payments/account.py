"""What a reader of payments found at a place: an account, or something that only looks like one."""

from dataclasses import dataclass

from habeas.detection.findings import Explanation

AS_EXAMPLE = "an account presented as an example"


@dataclass(frozen=True, slots=True)
class Account:
    """Folded characters `start` to `end`, where money can be sent, how sure that is, and why in plain words."""

    start: int
    end: int
    value: str
    confidence: float
    because: str
    obfuscated: bool = False


@dataclass(frozen=True, slots=True)
class NoAccount:
    """Folded characters `start` to `end`, which look like an account and are none."""

    start: int
    end: int
    explanation: Explanation
    because: str
