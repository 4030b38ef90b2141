"""One word made to be slow: reading it takes no longer for each character that it is longer."""

from itertools import product
from time import process_time

import pytest

from habeas.detection.scan import scan

REPEATED = [
    "1",
    "0",
    "o",
    "l",
    "12",
    "1o",
    "a1",
    "3e",
    "ten",
    "one",
    "f0ur",
    "4our",
    "s3ven",
    "l0",
    ".1",
    "-1",
    "a.",
    "1@",
    "٣",
    "五",
]
ENDS = ["", "z", "zq", "x1a", "é", "@", ".com", "!"]
SHORT, LONG = 14, 21
"""Characters: doubled work for each one more makes 128 times as much."""
GENEROUS = 40


def seconds(word: str) -> float:
    spent = []
    for _ in range(3):
        began = process_time()
        scan([f"call me on {word} or my number {word}"])
        spent.append(process_time() - began)
    return min(spent)


@pytest.mark.parametrize(("unit", "end"), list(product(REPEATED, ENDS)))
def test_a_word_that_is_half_as_long_again_takes_no_multiple_of_the_time(unit: str, end: str) -> None:
    short, long = (unit * (size // len(unit)) + end for size in (SHORT, LONG))

    assert seconds(long) <= GENEROUS * max(seconds(short), 0.001)
