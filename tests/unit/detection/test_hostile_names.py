"""Hostile texts: the work of the handle and payment detectors grows with the text, no faster."""

import sys
from collections.abc import Callable
from functools import partial

import pytest

from habeas.detection.detectors.handle import HandleDetector
from habeas.detection.detectors.payment import PaymentDetector
from habeas.detection.documents import Message, read_document
from habeas.detection.readings import Reading

UNITS = [
    "telegram ", "telegram: clay ", "my insta is ", "same name on insta ", "look me up as a b c d ", "t e l e ", "a-b.c_d ", "a dot ", "微信号", "अंडरस्कोर_",
    "@", "@a ", "a@b@c ", "@a/b", "paypal to my ", "paypal a@b.c ", "account 12345678 ", "bank 12345678 pay ", "de89 3704 ", "4242 4242 4242 4241 ", "1", "1 ", "0x12ab",
    "a at okaxis ", "paypal . me / ", "sort code 12-34-56 ", "a", "a.", "(", "\n", "pix cpf ",
]  # fmt: skip
SIZE = 4_000


def calls(work: Callable[[], object]) -> int:
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted


def _exhaust(detector: HandleDetector | PaymentDetector, reading: Reading) -> None:
    for _ in detector.detect(reading):
        pass


@pytest.mark.parametrize("detector", [HandleDetector(), PaymentDetector()])
@pytest.mark.parametrize("unit", UNITS)
def test_works_in_steps_that_grow_with_the_text(detector: HandleDetector | PaymentDetector, unit: str) -> None:
    readings = [Reading(read_document(Message(((unit * SIZE)[:size],)))) for size in (SIZE, 4 * SIZE)]
    for reading in readings:
        assert reading.numbers is not None
        assert reading.masks is not None

    small, large = (calls(partial(_exhaust, detector, reading)) for reading in readings)

    assert large <= 6 * small + 1_000
