"""Masks: texts made to be slow take time in proportion to their length."""

from time import process_time

import pytest

from habeas.detection.documents import Message, read_document
from habeas.detection.masks import find_masks

UNITS = [
    "1",
    "a1",
    "1 ",
    "1-",
    "1.",
    "1:",
    "12/",
    "123 ",
    "$1 ",
    "1x",
    "a1:",
    "_1_",
    "@1",
    "(1",
    ".1a.",
    "#12345 ",
    "号1 ",
    "http://a1",
    "https://a.b/c?d=1234 ",
    "deadbeef12",
    "a_1_b",
    "415 555 2671, ",
    "order no. 12345678 ",
    "(order 12345) ",
    "part 1234567, 1234568 and 7654321 ",
]
SHORT, LONG = 5_000, 40_000
MOST_TIMES_AS_LONG = 3 * LONG / SHORT
"""Thrice what a linear reading takes: a quadratic one takes eight times that."""

NOISE = 0.05  # seconds
TRIES = 5  # what is linear is so at one try in five, however busy the machine


def seconds_for(unit: str, length: int) -> float:
    document = read_document(Message(((unit * (length // len(unit) + 1))[:length],)))
    begun = process_time()
    find_masks(document)
    return process_time() - begun


class TestFindMasksInHostileTexts:
    @pytest.mark.parametrize("unit", UNITS)
    def test_take_time_in_proportion_to_the_length(self, unit: str) -> None:
        short = min(seconds_for(unit, SHORT) for _ in range(3))

        assert any(seconds_for(unit, LONG) <= MOST_TIMES_AS_LONG * short + NOISE for _ in range(TRIES))
