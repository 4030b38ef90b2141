"""JSON Lines in, JSON Lines out: what has arrived is answered at once, in order, in constant memory."""

import gc
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO, TypeVar

import typer

from habeas.cli.arguments import STDIN
from habeas.cli.progress import show_progress
from habeas.cli.records import LONGEST_LINE_BYTES, BadLine, Record, read_record

Request = TypeVar("Request")

# What one read takes at most: enough lines to make a batch worth while, few enough to answer soon.
_READ_BYTES = 256 * 1024
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

_encode = json.JSONEncoder(ensure_ascii=False).encode


def as_line(answer: Mapping[str, object]) -> str:
    """Return an answer as a line of JSON."""
    return _encode(answer) + "\n"


def answer_lines(
    source: Path,
    *,
    read: Callable[[Record], Request],
    answer: Callable[[Sequence[Request]], Iterable[str]],
    conclude: Callable[[], str] = str,
) -> None:
    """Write one answer for each line of `source`; name the bad lines on stderr and exit with 1 if there were any.

    `read` makes a request of a record or raises BadLine; `answer` gives the text, line ends included, that
    answers the good requests of a batch, in their order; `conclude` gives what follows the last answer.
    """
    refused = 0
    with _open(source) as stream, show_progress(_size(source)) as advance:
        for place, batch in enumerate(_number(_split(_chunks(stream, advance)))):
            if place == 1:
                # What the first batch has loaded stays till the end; to look for garbage in it costs a tenth.
                gc.freeze()
            requests = []
            for number, line in batch:
                try:
                    requests.append(read(read_record(line)))
                except BadLine as error:
                    refused += 1
                    typer.echo(f"line {number}: {error.cause}", err=True)
            sys.stdout.buffer.write("".join(answer(requests)).encode())
            sys.stdout.buffer.flush()
    sys.stdout.buffer.write(conclude().encode())
    sys.stdout.buffer.flush()
    if refused:
        raise typer.Exit(1)


def _open(source: Path) -> "nullcontext[BinaryIO] | BinaryIO":
    if source == STDIN:
        return nullcontext(sys.stdin.buffer)
    try:
        return source.open("rb")
    except OSError as error:
        cause = f"cannot read {source}: {error.strerror}"
        raise typer.BadParameter(cause) from error


def _size(source: Path) -> int | None:
    return source.stat().st_size if source.is_file() else None


def _chunks(stream: BinaryIO, advance: Callable[[int], None]) -> Iterator[bytes]:
    # `read1` gives what has arrived without waiting for more, so that a slow writer is answered too.
    while chunk := stream.read1(_READ_BYTES):  # type: ignore[attr-defined]  # every buffered binary file has it
        yield chunk
        advance(len(chunk))


def _split(chunks: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Yield the lines that each chunk completes. Of a line beyond the limit, only the beginning is kept."""
    pieces: list[bytes] = []
    held = 0
    for chunk in chunks:
        first, *others = chunk.split(b"\n")
        if held <= LONGEST_LINE_BYTES:
            pieces.append(first)
            held += len(first)
        if others:
            yield [b"".join(pieces), *others[:-1]]
            pieces, held = [others[-1]], len(others[-1])
    yield [b"".join(pieces)]


def _number(batches: Iterable[list[bytes]]) -> Iterator[list[tuple[int, bytes]]]:
    """Give each line its number, from 1, and leave out the blank ones."""
    number = 0
    for batch in batches:
        numbered = []
        for line in batch:
            number += 1
            text = line.removeprefix(_BYTE_ORDER_MARK) if number == 1 else line
            if text.strip():
                numbered.append((number, text))
        yield numbered
