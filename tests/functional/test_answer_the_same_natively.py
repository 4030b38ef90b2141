"""The native engine says of every text what Python says of it, and of every expression where it matches."""

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from random import Random

import pytest

import habeas.detection
from habeas.detection.documents import Message
from habeas.detection.expressions import Expression
from habeas.detection.normalize import fold
from habeas.detection.prefilter import Prefilter
from habeas.detection.prefilter.fast import FastPrefilter
from habeas.detection.scan import DETECTORS, Scanner, trigger_table
from habeas.files.native import LIBRARY, NativeScanner
from tests.factories.texts import mangled_specimens, some_hostile, specimens

SEED = 20261128
TEXTS_FOR_EACH_EXPRESSION = 40


class Unfiltered:
    """Wakes every detector for every text."""

    def ask(self, texts: Sequence[str]) -> list[int]:
        return [(1 << len(DETECTORS)) - 1] * len(texts)


@pytest.fixture(scope="module")
def native() -> NativeScanner:
    if not LIBRARY.exists():
        pytest.skip("`make native` builds the native engine")
    return NativeScanner()


def differences(
    native: NativeScanner, messages: Sequence[str | Sequence[str] | Message], *, prefilter: Prefilter | None = None
) -> list[tuple[object, ...]]:
    answers = zip(native.scan(messages), Scanner(prefilter=prefilter or Unfiltered()).scan(messages), strict=True)
    return [(message, *both) for message, both in zip(messages, answers, strict=True) if both[0] != both[1]]


class TestScans:
    def test_are_the_same_for_what_people_write(self, native: NativeScanner) -> None:
        messages = [specimen.message for specimen in islice(specimens(SEED), 1_200)]

        assert differences(native, messages) == []

    def test_are_the_same_for_what_nobody_would_write(self, native: NativeScanner) -> None:
        assert differences(native, some_hostile(SEED, 1_200)) == []

    def test_are_the_same_for_bare_texts_and_several_in_a_row(self, native: NativeScanner) -> None:
        texts = list(islice(mangled_specimens(SEED), 60))
        several: list[str | Sequence[str] | Message] = [*texts, *pairwise(texts), "", ("", "")]
        mixed = [*several, Message((*texts[:3],), "DE", "de"), Message(("",))]

        assert differences(native, mixed) == []

    def test_are_the_same_in_batches_and_one_by_one(self, native: NativeScanner) -> None:
        messages = some_hostile(SEED + 1, 300)

        assert [scan for message in messages for scan in native.scan([message])] == native.scan(messages)

    @pytest.mark.long
    def test_are_the_same_for_many(self, native: NativeScanner) -> None:
        # No prefilter wakes a detector for each text that would be told something if all were asked: where figures and
        # number words stick together in a way that no trigger knows, which is one of ten thousand of these.
        assert differences(native, some_hostile(SEED + 2, 60_000), prefilter=FastPrefilter(trigger_table())) == []


def expressions() -> Iterator[tuple[str, str, int]]:
    """Yield the expressions of detection with their names, their sources and their flags, each source once."""
    for module in pkgutil.walk_packages(habeas.detection.__path__, "habeas.detection."):
        importlib.import_module(module.name)
    seen = set()
    for module_name in sorted(name for name in sys.modules if name.startswith("habeas.detection.")):
        for name, value in vars(sys.modules[module_name]).items():
            if isinstance(value, Expression) and value.pattern not in seen:
                seen.add(value.pattern)
                yield f"{module_name}.{name}", value.pattern, int(value.flags)


class TestExpressions:
    def test_match_where_they_match_in_python(self, native: NativeScanner) -> None:
        texts = [fold(text)[0][:300] for text in islice(mangled_specimens(SEED), 3_000)]
        chance = Random(SEED)  # noqa: S311  # the same texts each time

        differing = [
            (name, text, start, end)
            for name, source, flags in expressions()
            for text in chance.sample(texts, TEXTS_FOR_EACH_EXPRESSION)
            for start, end in [sorted(chance.choices((0, len(text), chance.randint(0, len(text))), k=2))]
            if _natively(native, source, flags, text, start, end) != _in_python(source, flags, text, start, end)
        ]

        assert differing == []


def _natively(native: NativeScanner, source: str, flags: int, text: str, start: int, end: int) -> object:
    groups = re.compile(source, flags).groups
    told = {"pattern": source, "flags": flags & (re.IGNORECASE | re.VERBOSE), "groups": groups}
    return native.probe("expression", told | {"text": text, "pos": start, "endpos": end})


def _in_python(source: str, flags: int, text: str, start: int, end: int) -> object:
    compiled = re.compile(source, flags)
    found = [[*_spans(match), match.lastgroup] for match in compiled.finditer(text, start, end)]
    alone = (compiled.match(text, start, end), compiled.fullmatch(text, start, end))
    return [*found, *(match and _spans(match) for match in alone)]


def _spans(match: re.Match[str]) -> list[list[int]]:
    return [list(match.span(group)) for group in range(match.re.groups + 1)]
