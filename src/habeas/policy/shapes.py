"""Shapes that parts of a policy's text must have: each reads YAML nodes and describes itself as JSON Schema.

One description serves the loader and the published schema, so that the two cannot differ. Knows
nothing of what a policy means.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

import yaml

from habeas.policy.expressions import did_you_mean
from habeas.policy.items import Item, Reader


class Shape(Protocol):
    """What a part must look like."""

    def read(self, node: yaml.Node, reader: Reader) -> Item | None:
        """Return the part, or None after noting what is wrong."""

    def describe(self) -> dict[str, Any]:
        """Return the JSON Schema of the shape."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value: its pattern, and what makes a value of the text."""

    wanted: str
    pattern: re.Pattern[str]
    make: Callable[[str], Any]
    schema: Mapping[str, Any]

    def read(self, node: yaml.Node, reader: Reader) -> Item | None:
        """Return the value; the text as it was written decides, so that `no` stays a language."""
        if not isinstance(node, yaml.ScalarNode) or not self.pattern.fullmatch(node.value):
            self._refuse(node, reader)
            return None
        try:
            return Item(self.make(node.value), reader.place(node), reader.body(node))
        except ValueError:
            self._refuse(node, reader)
            return None

    def _refuse(self, node: yaml.Node, reader: Reader) -> None:
        got = f"'{_shorten(node.value)}'" if isinstance(node, yaml.ScalarNode) else _KINDS[type(node)]
        reader.refuse(node, f"expected {self.wanted}, got {got}")

    def describe(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        return dict(self.schema)


_KINDS: Final[dict[type[yaml.Node], str]] = {
    yaml.ScalarNode: "a single value",
    yaml.MappingNode: "a mapping",
    yaml.SequenceNode: "a list",
}
_SHOWN: Final = 40


def _shorten(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]

    @property
    def wanted(self) -> str:
        """The words."""
        return f"one of {', '.join(self.words)}"

    def read(self, node: yaml.Node, reader: Reader) -> Item | None:
        """Return the word."""
        if isinstance(node, yaml.ScalarNode) and node.value in self.words:
            return Item(node.value, reader.place(node))
        got = f", got '{_shorten(node.value)}'" if isinstance(node, yaml.ScalarNode) else ""
        hint = did_you_mean(str(node.value), self.words) if got else ""
        reader.refuse(node, f"expected {self.wanted}{got}{hint}")
        return None

    def describe(self) -> dict[str, Any]:
        """Return the JSON Schema of the choice."""
        return {"enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class Many:
    """A list of parts of one shape."""

    part: Shape
    at_least: int = 0
    at_most: int | None = None

    def read(self, node: yaml.Node, reader: Reader) -> Item | None:
        """Return the list of the parts that could be read."""
        if not isinstance(node, yaml.SequenceNode):
            reader.refuse(node, f"expected a list, got {_KINDS[type(node)]}")
            return None
        if len(node.value) < self.at_least:
            reader.refuse(node, self._too_short(len(node.value)))
            return None
        if self.at_most is not None and len(node.value) > self.at_most:
            reader.refuse(node, f"a list of at most {self.at_most:,}, this one has {len(node.value):,}")
            return None
        items = [self.part.read(part, reader) for part in node.value]
        return Item([item for item in items if item is not None], reader.place(node))

    def _too_short(self, length: int) -> str:
        return f"a list of at least {self.at_least}, this one has {length}" if length else "the list is empty"

    def describe(self) -> dict[str, Any]:
        """Return the JSON Schema of the list."""
        bounds = {"minItems": self.at_least or None, "maxItems": self.at_most}
        given = {name: bound for name, bound in bounds.items() if bound is not None}
        return {"type": "array", "items": self.part.describe(), **given}


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping whose keys the author chooses."""

    part: Shape

    def read(self, node: yaml.Node, reader: Reader) -> Item | None:
        """Return the parts by key."""
        if not isinstance(node, yaml.MappingNode):
            reader.refuse(node, f"expected a mapping, got {_KINDS[type(node)]}")
            return None
        read = {key: self.part.read(value, reader) for key, value in entries(node, reader)}
        return Item({key: item for key, item in read.items() if item is not None}, reader.place(node))

    def describe(self) -> dict[str, Any]:
        """Return the JSON Schema of the mapping."""
        return {"type": "object", "additionalProperties": self.part.describe()}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record: its shape, what it is for, and whether it may be left out."""

    shape: Shape
    about: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known keys; `is_partial`: what can be read of it is worth having."""

    name: str
    fields: Mapping[str, Field]
    is_partial: bool = False

    def read(self, node: yaml.Node, reader: Reader) -> Item | None:
        """Return the fields by key; unknown and missing keys are noted."""
        if not isinstance(node, yaml.MappingNode):
            reader.refuse(node, f"expected {self.name}, got {_KINDS[type(node)]}")
            return None
        read: dict[str, Item] = {}
        given = dict(entries(node, reader))
        is_whole = True
        for key, value in given.items():
            known = self.fields.get(key)
            item = None if known is None else known.shape.read(value, reader)
            if known is None:
                self._refuse_key(node, key, reader)
            elif item is None:
                is_whole = False
            else:
                read[key] = item
        missing = [key for key, known in self.fields.items() if known.required and key not in given]
        for key in missing:
            reader.refuse(node, f"{self.name} needs '{key}': {self.fields[key].about}")
        return Item(read, reader.place(node)) if self.is_partial or (is_whole and not missing) else None

    def _refuse_key(self, node: yaml.MappingNode, key: str, reader: Reader) -> None:
        written = next(name for name, _ in node.value if name.value == key)
        reader.refuse(written, f"{self.name} has no '{key}'{did_you_mean(key, self.fields)}")

    def describe(self) -> dict[str, Any]:
        """Return the JSON Schema of the record."""
        properties = {key: {**known.shape.describe(), "description": known.about} for key, known in self.fields.items()}
        required = [key for key, known in self.fields.items() if known.required]
        schema = {"type": "object", "properties": properties, "additionalProperties": False}
        return {**schema, "required": required} if required else schema


@dataclass(frozen=True, slots=True)
class Either:
    """A single value of one shape, or a part of another."""

    short: Shape
    long: Shape

    def read(self, node: yaml.Node, reader: Reader) -> Item | None:
        """Return the part as the shape that its kind of node asks for."""
        return (self.short if isinstance(node, yaml.ScalarNode) else self.long).read(node, reader)

    def describe(self) -> dict[str, Any]:
        """Return the JSON Schema of both."""
        return {"anyOf": [self.short.describe(), self.long.describe()]}


def entries(node: yaml.MappingNode, reader: Reader) -> list[tuple[str, yaml.Node]]:
    """Return keys and values; a key that is no text or stands twice is noted."""
    seen: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            reader.refuse(key, "a key must be a word")
        elif key.value in seen:
            reader.refuse(key, f"'{key.value}' stands here twice")
        else:
            seen[key.value] = value
    return list(seen.items())
