"""The tree of a condition as CEL has parsed and type-checked it, read from its serialized form.

Knows the wire format of `cel.expr.CheckedExpr` and nothing of facts or of how a tree is evaluated.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from struct import unpack
from typing import Final

Literal = bool | int | float | str

SIGN_BIT: Final = 1 << 63
"""Integers travel as 64 bits; from here on they are negative."""

MORE_FOLLOWS: Final = 0x80
"""The bit by which a byte of a number says that another one follows."""

_LENGTH_GIVEN: Final = 2
"""The wire type of a field that begins with its length."""


class _Checked(IntEnum):
    """Field numbers of a checked expression."""

    TYPES = 3
    TREE = 4
    SOURCE = 5


class _Expr(IntEnum):
    """Field numbers of a node."""

    ID = 2
    CONSTANT = 3
    NAME = 4
    FIELD = 5
    CALL = 6
    LIST = 7
    MAP = 8
    LOOP = 9


class _Constant(IntEnum):
    """Field numbers of a constant."""

    TRUTH = 2
    INT = 3
    DOUBLE = 5
    TEXT = 6


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written in the condition."""

    value: Literal
    position: int


@dataclass(frozen=True, slots=True)
class Name:
    """A fact or a property of the finding, by its dotted name."""

    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Call:
    """An operator or a function with its operands; a method's target comes first."""

    function: str
    operands: tuple["Node", ...]
    position: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `is_uniform` when all items have one type."""

    items: tuple["Node", ...]
    is_uniform: bool
    position: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Something of CEL that is no part of the condition language, named for the author."""

    what: str
    position: int


Node = Constant | Name | Call | Items | Refused

_Fields = dict[int, list[int | bytes]]


def walk(node: Node) -> Iterator[Node]:
    """Yield the node and all below it."""
    yield node
    children = node.operands if isinstance(node, Call) else node.items if isinstance(node, Items) else ()
    for child in children:
        yield from walk(child)


def read_tree(serialized: bytes) -> Node:
    """Return the tree of a serialized checked expression."""
    checked = _fields(_bytes(_fields(serialized), 2))
    positions = _number_map(_fields(_bytes(checked, _Checked.SOURCE)).get(4, []))
    types = {_number(entry, 1): _bytes(entry, 2) for entry in map(_nested, checked.get(_Checked.TYPES, []))}
    return _Reader(positions, types).node(_fields(_bytes(checked, _Checked.TREE)))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads nodes with what stands beside the tree: places in the source and checked types."""

    positions: dict[int, int]
    types: dict[int, bytes]

    def node(self, fields: _Fields) -> Node:
        position = self.positions.get(_number(fields, _Expr.ID), 0)
        if _Expr.CONSTANT in fields:
            return _constant(_fields(_bytes(fields, _Expr.CONSTANT)), position)
        if _Expr.NAME in fields:
            return Name(_bytes(_fields(_bytes(fields, _Expr.NAME)), 1).decode(), position)
        if _Expr.CALL in fields:
            return self._call(_fields(_bytes(fields, _Expr.CALL)), position)
        if _Expr.LIST in fields:
            return self._items(_fields(_bytes(fields, _Expr.LIST)), position)
        return Refused(_REFUSED.get(max(fields), "this"), position)

    def _call(self, fields: _Fields, position: int) -> Call:
        operands = [*fields.get(1, []), *fields.get(3, [])]
        function = _bytes(fields, 2).decode()
        return Call(function, tuple(self.node(_nested(operand)) for operand in operands), position)

    def _items(self, fields: _Fields, position: int) -> Items:
        elements = [_nested(element) for element in fields.get(1, [])]
        kinds = {self.types.get(_number(element, _Expr.ID)) for element in elements}
        return Items(tuple(self.node(element) for element in elements), len(kinds) == 1, position)


_REFUSED: Final[dict[int, str]] = {_Expr.FIELD: "a field of a field", _Expr.MAP: "a map", _Expr.LOOP: "a loop"}


def _constant(fields: _Fields, position: int) -> Node:
    kind = max(fields)
    raw = fields[kind][0]
    if kind == _Constant.TRUTH and isinstance(raw, int):
        return Constant(bool(raw), position)
    if kind == _Constant.INT and isinstance(raw, int):
        return Constant(raw - 2 * SIGN_BIT if raw >= SIGN_BIT else raw, position)
    if kind == _Constant.DOUBLE and isinstance(raw, bytes):
        return Constant(float(unpack("<d", raw)[0]), position)
    if kind == _Constant.TEXT and isinstance(raw, bytes):
        return Constant(raw.decode(), position)
    return Refused("a value that is no text, number or truth", position)


def _number_map(entries: list[int | bytes]) -> dict[int, int]:
    return {_number(fields, 1): _number(fields, 2) for fields in map(_nested, entries)}


def _nested(raw: int | bytes) -> _Fields:
    return _fields(raw if isinstance(raw, bytes) else b"")


def _bytes(fields: _Fields, number: int) -> bytes:
    raw = fields.get(number, [b""])[0]
    return raw if isinstance(raw, bytes) else b""


def _number(fields: _Fields, number: int) -> int:
    raw = fields.get(number, [0])[0]
    return raw if isinstance(raw, int) else 0


def _fields(message: bytes) -> _Fields:
    fields: _Fields = {}
    for number, value in _entries(message):
        fields.setdefault(number, []).append(value)
    return fields


def _entries(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    place = 0
    while place < len(message):
        key, place = _varint(message, place)
        if key & 7 == 0:
            value, place = _varint(message, place)
            yield key >> 3, value
            continue
        size = 8
        if key & 7 == _LENGTH_GIVEN:
            size, place = _varint(message, place)
        yield key >> 3, message[place : place + size]
        place += size


def _varint(message: bytes, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < MORE_FOLLOWS:
            return value, place
        shift += 7
