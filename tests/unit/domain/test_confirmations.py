"""Codes that confirm an address: few, short-lived, used once."""

from datetime import timedelta

import pytest

from habeas.domain.confirmations import (
    BETWEEN,
    LASTS,
    MOST_CODES,
    MOST_TRIES,
    CodeOver,
    CodesSpent,
    CodeTooSoon,
    CodeWrong,
    Confirmation,
    NoCodeWaiting,
    masked,
    send_code,
    try_code,
)
from tests.factories.sanctions import NOW

SENT = send_code(Confirmation(), now=NOW)


class TestSendCode:
    def test_takes_the_place_of_the_code_before(self) -> None:
        tried, _ = try_code(SENT, is_right=False, now=NOW)

        again = send_code(tried, now=NOW + BETWEEN)

        assert (again.codes, again.tries, again.until) == (2, 0, NOW + BETWEEN + LASTS)

    def test_waits_between_two_and_says_for_how_long(self) -> None:
        with pytest.raises(CodeTooSoon, match="in 20 seconds"):
            send_code(SENT, now=NOW + timedelta(seconds=40))

    def test_sends_only_so_many_for_one_link(self) -> None:
        with pytest.raises(CodesSpent):
            send_code(Confirmation(codes=MOST_CODES), now=NOW)


class TestTryCode:
    def test_opens_once(self) -> None:
        used, refused = try_code(SENT, is_right=True, now=NOW + BETWEEN)

        assert refused is None
        assert isinstance(try_code(used, is_right=True, now=NOW + BETWEEN)[1], NoCodeWaiting)

    def test_says_how_often_it_may_be_tried_and_then_opens_no_more(self) -> None:
        tried, left = SENT, []
        for _ in range(MOST_TRIES - 1):
            tried, refused = try_code(tried, is_right=False, now=NOW)
            assert isinstance(refused, CodeWrong)
            left.append(refused.facts["left"])

        spent, last = try_code(tried, is_right=False, now=NOW)

        assert left == [4, 3, 2, 1]
        assert isinstance(last, NoCodeWaiting)
        assert isinstance(try_code(spent, is_right=True, now=NOW)[1], NoCodeWaiting)

    def test_expires(self) -> None:
        over, refused = try_code(SENT, is_right=True, now=NOW + LASTS)

        assert isinstance(refused, CodeOver)
        assert not over.is_waiting


class TestMasked:
    def test_tells_an_owner_which_address_it_is_and_nobody_else(self) -> None:
        assert masked("ana.ruiz@mail.example") == "a***@mail.example"
