"""A line to a payment provider that loses instructions and answers, repeats them, and brings them in any order."""

from collections.abc import Sequence
from datetime import datetime
from random import Random

from habeas.server.adapters.payments import Asked, Receipt, RememberingProvider

LOST = Receipt(problem="no answer within 10 seconds")


class BadLine:
    """Lies between the service and a provider that keeps what it is told to keep."""

    def __init__(self, *, seed: int, loses: float = 0.3, repeats: float = 0.3) -> None:
        self.provider = RememberingProvider()
        self._random = Random(seed)  # noqa: S311  # so that a run can be repeated
        self._loses, self._repeats = loses, repeats
        self._on_the_way: list[Asked] = []

    def instruct(self, asked: Sequence[Asked], *, now: datetime) -> Sequence[Receipt]:
        """Bring instructions: some not, some twice, some later, after what was asked after them."""
        arriving = self._on_the_way + [one for one in asked if self._random.random() >= self._loses]
        self._on_the_way = [one for one in arriving if self._random.random() < self._repeats]
        self._random.shuffle(arriving)
        receipts = {one.key: self.provider.instruct([one], now=now)[0] for one in arriving}
        return [LOST if self._random.random() < self._loses else receipts.get(one.key, LOST) for one in asked]
