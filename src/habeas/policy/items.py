"""Values that were read from a policy's text, each with its place, and the reader that collects problems."""

from dataclasses import dataclass, field
from typing import Any

import yaml

from habeas.policy.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Item:
    """A value that was read, with its place. `body` is where its text begins, where that is known."""

    value: Any
    place: Place
    body: Place | None = None

    def inside(self, *, line: int, column: int) -> Place:
        """Return the place in the file of a line and column of the item's text."""
        if self.body is None:
            return self.place
        return Place(self.body.file, self.body.line + line - 1, self.body.column + column - 1)

    def __getitem__(self, key: str) -> "Item":
        """Return the item of a field that the shape requires."""
        item: Item = self.value[key]
        return item

    def get(self, key: str) -> "Item | None":
        """Return the field's item, or None where the author left it out."""
        item: Item | None = self.value.get(key)
        return item

    def plain(self, key: str, default: Any = None) -> Any:
        """Return the field's value, or the default where the author left it out."""
        item = self.get(key)
        return default if item is None else item.value

    def items(self, key: str) -> list["Item"]:
        """Return the field's list of items, none where the author left it out."""
        items: list[Item] = self.plain(key, [])
        return items

    @property
    def content(self) -> Any:
        """Return the value without its places, for the digest."""
        if isinstance(self.value, dict):
            return {key: item.content for key, item in self.value.items()}
        if isinstance(self.value, list):
            return [item.content for item in self.value]
        return self.value if isinstance(self.value, bool | int | float) else str(self.value)


@dataclass(slots=True)
class Reader:
    """Reads one file's nodes and collects what is wrong with them."""

    file: str
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)

    def body(self, node: yaml.ScalarNode) -> Place | None:
        """Return where a value's text begins; None where it is folded over several lines."""
        start, end = node.start_mark, node.end_mark
        if node.style == "|":
            following = self.lines[start.line + 1] if start.line + 1 < len(self.lines) else ""
            return Place(self.file, start.line + 2, len(following) - len(following.lstrip(" ")) + 1)
        if start.line != end.line:
            return None
        return Place(self.file, start.line + 1, start.column + (2 if node.style else 1))

    def place(self, node: yaml.Node) -> Place:
        """Return where the node begins."""
        return Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1)

    def refuse(self, node: yaml.Node, message: str) -> None:
        """Note what is wrong with the node."""
        self.problems.append(Problem(self.place(node), message))
