"""What a mask is: a span with a meaning of its own, and so nobody's phone number."""

from typing import NamedTuple

from habeas.detection.findings import Explanation


class Mask(NamedTuple):
    """Folded characters `start` to `end`, what they are, and why in plain words.

    A `strong` mask wins wherever it stands. A weak one rests on a word or a loose shape alone: it
    loses against a direct announcement of a phone ("call me on ...") beside the number.
    """

    start: int
    end: int
    explanation: Explanation
    because: str
    strong: bool = True
