"""Recordings of decisions: a heading that says who judged and by which policy, then a line for each decision.

The heading holds the policy's texts, so that a recording is judged again without the folder it came from.
Knows nothing of how a message is judged.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

FORMAT: Final = 1
"""The version of this format; a reader refuses others."""

NAME_IN_FOLDER: Final = "decisions.record.jsonl"
"""The file of a recording that was asked for by its folder."""

Json = Mapping[str, Any]


class BadRecording(ValueError):
    """A file that is no recording, with the cause in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Who judged: the engine with the versions of its parts, and the policy with its texts."""

    engine: Json
    parts: Mapping[str, str]
    policy: Json
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Recorded:
    """One line as it was given, and the answer as it was written."""

    line: int
    request: Json
    answer: Json


def place_of(named: Path) -> Path:
    """Return the file of a recording that is named by itself or by its folder."""
    return named / NAME_IN_FOLDER if named.is_dir() else named


def heading_line(heading: Heading) -> str:
    """Return the heading as the first line of a recording."""
    policy = {**heading.policy, "files": dict(heading.texts)}
    return _line({"recording": FORMAT, "engine": {**heading.engine, "parts": dict(heading.parts)}, "policy": policy})


def recorded_line(request: Json, answer: Json) -> str:
    """Return one decision as a line of a recording."""
    return _line({"request": request, "answer": answer})


def _line(content: Json) -> str:
    # ASCII alone, so that whatever stood in a line can be written down.
    return json.dumps(content, separators=(",", ":")) + "\n"


def read_heading(stream: BinaryIO) -> Heading:
    """Return the heading, the stream now before the first decision. Raises BadRecording."""
    content = _read(stream.readline(), number=1)
    number = content.get("recording")
    if number != FORMAT:
        kind = "no recording of decisions" if number is None else f"a recording of format {number}, not {FORMAT}"
        raise BadRecording(f"line 1: {kind}")
    try:
        engine, policy = dict(content["engine"]), dict(content["policy"])
        parts, texts = engine.pop("parts"), policy.pop("files")
        texts = {str(name): str(text) for name, text in texts.items()}
        return Heading(engine=engine, parts=dict(parts), policy=policy, texts=texts)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadRecording("line 1: the heading is damaged") from error


def read_decisions(stream: BinaryIO) -> Iterator[Recorded]:
    """Yield the decisions behind the heading. Raises BadRecording at a line that is damaged."""
    for number, line in enumerate(stream, start=2):
        content = _read(line, number=number)
        request, answer = content.get("request"), content.get("answer")
        if not isinstance(request, dict) or not isinstance(answer, dict):
            raise BadRecording(f"line {number}: no decision")
        yield Recorded(number, request, answer)


def _read(line: bytes, *, number: int) -> dict[str, Any]:
    try:
        content = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadRecording(f"line {number}: not JSON, or cut off") from error
    if not isinstance(content, dict):
        raise BadRecording(f"line {number}: not an object")
    return content
