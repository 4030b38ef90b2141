"""The native engine: the library that `native/` builds, opened and given its tables.

It reads messages as `habeas.detection` does and gives the same answers; it knows nothing that is not handed to it
from there.
"""

import ctypes
import json
import marshal
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from threading import Lock
from typing import Any

from habeas.detection.documents import PART_SEPARATOR, Message, join_parts
from habeas.detection.findings import CLEAN, Dismissal, Explanation, Finding, FindingKind, LinkPurpose, Scan, Span
from habeas.detection.normalize import foldings
from habeas.detection.numbering_plans import describe_plan
from habeas.detection.scan import as_message
from habeas.files.detection_digest import digest_detection
from habeas.files.native_tables import table

_ANSWERS: Mapping[str, Callable[[Any], Any]] = {
    "describe_plan": describe_plan,
    "normalize.foldings": foldings,
}
"""What the library asks later than at its opening: tables that few texts need, from JSON to JSON."""

LIBRARY = Path(__file__).with_name("libhabeas.so")
"""Where `make native`, and a wheel, put the library."""

_KNOWN_OF_CHARACTERS = (
    "IsAlpha", "IsDecimalDigit", "IsDigit", "IsNumeric", "IsWhitespace", "IsUppercase", "IsLowercase", "ToLowercase",
    "ToUppercase", "ToDecimalDigit",
)  # fmt: skip
"""What the library asks Python of characters beyond ASCII, by the names of CPython's own functions."""

_KINDS, _PURPOSES, _EXPLANATIONS = tuple(FindingKind), tuple(LinkPurpose), tuple(Explanation)


class _Library:
    """A library that is open, with its tables filled."""

    def __init__(self, path: Path) -> None:
        self.functions = ctypes.PyDLL(str(path))
        self.turn = Lock()  # threads call it one after another: while it asks Python something, another one may wake
        self._declare()
        if self.functions.habeas_made_for().decode() != digest_detection():
            raise ValueError("the native library was made for other sources of detection: `make native` makes it anew")
        self._answer = ctypes.create_string_buffer(b"")
        self._raised: BaseException | None = None
        self._ask = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p)(self._give)
        self.functions.habeas_meet(_known_of_characters(), self._ask)
        tables = {name: table(name) for name in self.functions.habeas_wanted().decode().split()}
        wrong = self.functions.habeas_fill(json.dumps(tables).encode()).decode()
        if wrong:
            raise ValueError(f"the native library refuses its tables: {wrong}")

    def _declare(self) -> None:
        for name in ("habeas_made_for", "habeas_wanted", "habeas_fill", "habeas_probe", "habeas_wrong"):
            getattr(self.functions, name).restype = ctypes.c_char_p
        self.functions.habeas_scan.restype = ctypes.c_void_p
        self.functions.habeas_scan.argtypes = (
            ctypes.c_char_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(ctypes.c_int),
        )  # fmt: skip

    def _give(self, name: bytes, arguments: bytes) -> int | None:
        try:
            answer = json.dumps(_ANSWERS[name.decode()](json.loads(arguments)))
            self._answer = ctypes.create_string_buffer(answer.encode())
        except BaseException as raised:  # noqa: BLE001  # it waits until the library has returned
            self._raised = raised
            return None
        return ctypes.addressof(self._answer)

    def failure(self) -> BaseException:
        """Return what a scan that gave nothing has to raise."""
        raised, self._raised = self._raised, None
        wrong = self.functions.habeas_wrong().decode(errors="replace")
        if isinstance(raised, MemoryError) or not (raised is None or isinstance(raised, Exception)):
            return raised
        if not wrong:
            return MemoryError("the native library had not enough memory for a batch of messages")
        failure = RuntimeError(f"the native library failed: {wrong}")
        failure.__cause__ = raised
        return failure


_opening = Lock()


def _open(path: Path) -> _Library:
    """Return the library at a path: the process has one of it, whoever opens it first, and fills it once."""
    with _opening:
        return _library(path.resolve())


@cache
def _library(path: Path) -> _Library:
    return _Library(path)


def _known_of_characters() -> "ctypes.Array[ctypes.c_void_p]":
    functions = (ctypes.pythonapi[f"_PyUnicode_{name}"] for name in _KNOWN_OF_CHARACTERS)
    addresses = (ctypes.cast(function, ctypes.c_void_p).value for function in functions)
    return (ctypes.c_void_p * len(_KNOWN_OF_CHARACTERS))(*addresses)


class NativeScanner:
    """Scans with the native library, as `habeas.detection.scan.Scanner` does without it."""

    def __init__(self, *, path: Path = LIBRARY) -> None:
        """Open the library and fill its tables.

        Raises `OSError` where there is none that this machine can open, `ValueError` where it was made for other
        sources of detection or refuses a table, and `LookupError` where it wants one that is not there.
        """
        self._opened = _open(path)

    def probe(self, name: str, arguments: Any) -> Any:  # noqa: ANN401
        """Return what one function of the library answers, from JSON to JSON. Raises `ValueError` where it cannot."""
        with self._opened.turn:
            told = self._opened.functions.habeas_probe(name.encode(), json.dumps(arguments).encode())
        answer = told.decode()
        if answer.startswith("!"):
            raise ValueError(answer[1:])
        return json.loads(answer)

    def scan(self, texts: Iterable[str | Sequence[str] | Message]) -> list[Scan]:
        """Return what each text holds, in the order given.

        A text is a string, the sender's last texts in one conversation, or a `Message` with the country and language
        of its author. Raises `MemoryError` where there is not enough of it, `RuntimeError` where the library fails.
        """
        messages = texts if isinstance(texts, list) else list(texts)
        authors = array("i")
        try:
            written = _as_utf8(messages)
        except TypeError:  # some are more than a text
            written = _as_utf8(
                [text if isinstance(text, str) else join_parts(as_message(text).parts) for text in messages]
            )
            authors.extend(_authors(messages))
        findings, dismissals = self._read(written, authors)
        scans = [CLEAN] * len(messages)
        for place in findings.keys() | dismissals.keys():
            scans[place] = Scan(tuple(findings.get(place, ())), tuple(dismissals.get(place, ())))
        return scans

    def _read(
        self, written: bytes, authors: "array[int]"
    ) -> tuple[dict[int, list[Finding]], dict[int, list[Dismissal]]]:
        """Return findings and dismissals by the place of their text, for texts in which there are any."""
        length = ctypes.c_int()
        with self._opened.turn:
            place = self._opened.functions.habeas_scan(
                written, len(written), *authors.buffer_info(), ctypes.byref(length)
            )
            if place is None:
                raise self._opened.failure()
            told = ctypes.string_at(place, length.value)
        findings, dismissals = marshal.loads(told)  # noqa: S302  # written by the library just now
        return _findings(findings), _dismissals(dismissals)


def _as_utf8(texts: list[Any]) -> bytes:
    """Return texts in UTF-8, each with a byte behind it that stands in none. Raises `TypeError` where one is none."""
    try:
        return b"\xff".join([*map(str.encode, texts), b""])
    except UnicodeEncodeError:  # half of a character: Python keeps it, strict UTF-8 has none
        return b"\xff".join([*(text.encode("utf-8", "surrogatepass") for text in texts), b""])


def _authors(messages: Sequence[str | Sequence[str] | Message]) -> Iterator[int]:
    """Yield for each message that is more than a text: its place, country, language, and where its later texts begin.

    Country and language are told by their characters, and all but the place with their number before them.
    """
    for place, text in enumerate(messages):
        if not isinstance(text, str):
            message = as_message(text)
            country, language = message.country or "", message.language or ""
            starts = tuple(accumulate(len(part) + len(PART_SEPARATOR) for part in message.parts[:-1]))
            yield place
            for told in (tuple(map(ord, country)), tuple(map(ord, language)), starts):
                yield from (len(told), *told)


def _findings(told: tuple[Any, ...]) -> dict[int, list[Finding]]:
    """Return findings by place. They are told one behind the other, each as its place and its fields."""
    by_place: dict[int, list[Finding]] = {}
    of_each = [iter(told)] * (1 + len(Finding.__slots__))
    for place, kind, *fields, purpose, continued in zip(*of_each, strict=True):
        meant = None if purpose is None else _PURPOSES[purpose]
        values = (_KINDS[kind], *fields, meant, tuple(Span(*span) for span in continued))
        found = Finding(*values)
        by_place.setdefault(place, []).append(found)
    return by_place


def _dismissals(told: tuple[Any, ...]) -> dict[int, list[Dismissal]]:
    """Return dismissals by place, told as findings are."""
    by_place: dict[int, list[Dismissal]] = {}
    of_each = [iter(told)] * (1 + len(Dismissal.__slots__))
    for place, looked_like, part, start, end, text, explanation, because in zip(*of_each, strict=True):
        dismissed = Dismissal(_KINDS[looked_like], part, start, end, text, _EXPLANATIONS[explanation], because)
        by_place.setdefault(place, []).append(dismissed)
    return by_place
