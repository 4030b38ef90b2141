"""A payment provider that does what it is instructed, each once by its key, over a line that loses and repeats."""

from collections.abc import Iterable, Mapping
from random import Random
from typing import Any


class Provider:
    """Keeps so much of each member's money as it was told to. What it has done before it does not do again."""

    def __init__(self, *, seed: int, loses: float = 0.3, repeats: float = 0.3) -> None:
        self.kept: dict[str, int] = {}
        self.done: set[str] = set()
        self._random = Random(seed)  # noqa: S311  # so that a run can be repeated
        self._loses, self._repeats = loses, repeats

    def receive(self, instructions: Iterable[Mapping[str, Any]]) -> None:
        """Take instructions as such a line brings them: some not, some twice, none in order."""
        arriving = [one for one in instructions if self._random.random() >= self._loses]
        arriving += [one for one in arriving if self._random.random() < self._repeats]
        self._random.shuffle(arriving)
        for one in arriving:
            self._obey(one)

    def _obey(self, instruction: Mapping[str, Any]) -> None:
        if instruction["idempotency_key"] in self.done:
            return
        self.done.add(instruction["idempotency_key"])
        sign = 1 if instruction["action"] == "keep" else -1
        member = instruction["member"]
        self.kept[member] = self.kept.get(member, 0) + sign * instruction["amount"]["amount"]
