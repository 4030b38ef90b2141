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
        is_plain = _is_plain(source, reader)
        return yaml.compose(source, Loader=_LOADER) if is_plain else None
    except yaml.MarkedYAMLError as error:
        place = _place(error.problem_mark or error.context_mark, reader)
        reader.problems.append(Problem(place, f"no YAML: {error.problem or error.context}"))
    except yaml.reader.ReaderError as error:
        reader.problems.append(Problem(_place_of_byte(source, error.position, reader), f"no YAML: {error.reason}"))
    except UnicodeEncodeError as error:
        place = _place_of_byte(source[: error.start], -1, reader)
        reader.problems.append(Problem(place, "no YAML: half of a surrogate pair"))
    return None


def _is_plain(source: str, reader: Reader) -> bool:
    """Return whether the text has neither aliases nor too many levels; else note where."""
    depth = 0
    for event in yaml.parse(source, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            return _refuse(event, "aliases are not allowed: write the part out", reader)
        depth += _STEPS.get(type(event), 0)
        if depth > DEEPEST:
            return _refuse(event, f"parts may lie {DEEPEST} levels deep", reader)
    return True


_STEPS: Final[dict[type[yaml.Event], int]] = {
    yaml.SequenceStartEvent: 1,
    yaml.MappingStartEvent: 1,
    yaml.SequenceEndEvent: -1,
    yaml.MappingEndEvent: -1,
}


def _refuse(event: yaml.Event, message: str, reader: Reader) -> bool:
    reader.problems.append(Problem(_place(event.start_mark, reader), message))
    return False


def _place(mark: Any, reader: Reader) -> Place:
    return Place(reader.file, mark.line + 1, mark.column + 1)


def _place_of_byte(source: str, position: int, reader: Reader) -> Place:
    before = source if position < 0 else source.encode()[:position].decode(errors="ignore")
    return Place(reader.file, before.count("\n") + 1, len(before) - before.rfind("\n"))
