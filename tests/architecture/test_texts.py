"""Texts that people read: each is written once in its file, for of two under one key only the last is ever read."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

import habeas

SOURCES = Path(habeas.__file__).parent
FILES = sorted(SOURCES.rglob("texts/*.yaml"))


def keys_of(node: yaml.Node | None, before: str = "") -> list[str]:
    """Return all keys below a node, each with those above it."""
    if not isinstance(node, yaml.MappingNode):
        return []
    found = [(f"{before}/{key.value}", value) for key, value in node.value]
    return [name for key, value in found for name in (key, *keys_of(value, key))]


class TestTexts:
    def test_are_at_hand(self) -> None:
        assert {"en.yaml", "es.yaml"} <= {path.name for path in FILES}

    @pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCES)))
    def test_have_each_key_once(self, path: Path) -> None:
        counted = Counter(keys_of(yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)))

        assert [key for key, times in counted.items() if times > 1] == []
