"""YAML text to nodes with their places. Aliases are refused: they could repeat a part without end."""

from typing import Any, Final

import yaml

from habeas.policy.items import Reader
from habeas.policy.problems import Place, Problem

LONGEST: Final = 16_000_000
"""Characters of one file: some 30,000 rules."""

DEEPEST: Final = 100
"""Levels of lists and mappings; the format has eight."""

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(source: str, reader: Reader) -> yaml.Node | None:
    """Return the root node, or None for an empty text or after noting what is wrong."""
    if len(source) > LONGEST:
        reader.problems.append(Problem(Place(reader.file, 1, 1), f"a file may have {LONGEST:,} characters"))
        return None
    try:
        _refuse_depth(source, reader)
        node: yaml.Node | None = yaml.compose(source, Loader=_LOADER) if not reader.problems else None
    except yaml.MarkedYAMLError as error:
        _note(error, reader)
        return None
    except yaml.YAMLError as error:
        reader.problems.append(Problem(Place(reader.file, 1, 1), f"no YAML: {error}"))
        return None
    return node


def _refuse_depth(source: str, reader: Reader) -> None:
    depth = 0
    for event in yaml.parse(source, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            _refuse(event, "aliases are not allowed: write the part out", reader)
            return
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                _refuse(event, f"parts may lie {DEEPEST} levels deep", reader)
                return
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _refuse(event: yaml.Event, message: str, reader: Reader) -> None:
    reader.problems.append(Problem(_place(event.start_mark, reader), message))


def _note(error: yaml.MarkedYAMLError, reader: Reader) -> None:
    place = _place(error.problem_mark or error.context_mark, reader)
    reader.problems.append(Problem(place, f"no YAML: {error.problem or error.context}"))


def _place(mark: Any, reader: Reader) -> Place:
    return Place(reader.file, 1, 1) if mark is None else Place(reader.file, mark.line + 1, mark.column + 1)
