"""Patterns of many words that share their beginnings."""

import re
from collections.abc import Iterable


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern of the words, sharing their beginnings so that a search tries few of them."""
    branches: dict[str, list[str]] = {}
    for word in set(words):
        branches.setdefault(word[:1], []).append(word[1:])
    endings = [
        re.escape(first) + (alternatives(rest) if any(rest) else "")
        for first, rest in sorted(branches.items())
        if first
    ]
    pattern = endings[0] if len(endings) == 1 else f"(?:{'|'.join(endings)})"
    return f"(?:{pattern})?" if "" in branches else pattern
