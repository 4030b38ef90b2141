"""Places of a text that are taken: tell whether a span is free in logarithmic time."""

from bisect import bisect_left, insort


class Places:
    """Spans that do not overlap, in order."""

    def __init__(self) -> None:
        """Begin with nothing taken."""
        self._spans: list[tuple[int, int]] = []

    def is_free(self, start: int, end: int) -> bool:
        """Whether no span that was taken shares a character with this one."""
        after = bisect_left(self._spans, (end, 0))
        return after == 0 or self._spans[after - 1][1] <= start

    def take(self, start: int, end: int) -> None:
        """Take a span that is free."""
        insort(self._spans, (start, end))
