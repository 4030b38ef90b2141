"""Triggers of phones: they pass what could be a number and hold back ordinary talk."""

import pytest

from habeas.detection.normalize import fold
from habeas.detection.phone_triggers import PATTERNS, RARE_WORDS, is_triggered


def passes(text: str) -> bool:
    folded = fold(text)[0]
    return is_triggered(folded, 0, len(folded))


class TestIsTriggered:
    @pytest.mark.parametrize(
        "text",
        [
            "415 555 one",
            "dash 415 555 1",
            "4 * 1 * 5 * 5 * 5 * 0 * 1",
            "6l7 5S5 OI42",
            "six one 7",
            "одна три ноль два раз",
            "neunundneunzig",
            "30five",
            "onetwoone",
            "f0ur f1v3 0ne",
            "0x1x6x1x4x9",
            "f i v e s i x o",
            "323 then 465",
            "30 y 40 y 50",
            "it starts 617\nthen 555",
            "一三八零零一三",
            "ศูนย์เก้าห้า",
            "पच्चीस",
            "ゼロきゅうゼロよん",
            "공일공일",
            "uno dos un dos tres",
            "----- ...-- .---- --... ....- ..... -....",
        ],
    )
    def test_passes_what_could_be_a_number(self, text: str) -> None:
        assert passes(text)

    @pytest.mark.parametrize(
        "text",
        [
            "Hello, how are you today?",
            "one or two of them",
            "I need 3 pages in 2 days for $500",
            "at 10:30 in room 12",
            "from 2019 until 2021",
            "un poco de todo",
            "добрый день",
            "一般来说没问题",
            "in 5 tools",
            "415-555-0123",
        ],
    )
    def test_holds_back_ordinary_talk(self, text: str) -> None:
        assert not passes(text)

    def test_wakes_for_words_that_are_seldom_said(self) -> None:
        assert {"seven", "siete", "семь", "सात"} <= RARE_WORDS
        assert RARE_WORDS.isdisjoint({"one", "two", "un", "на", "do", "on"})


class TestPatterns:
    def test_need_nothing_that_an_engine_may_lack(self) -> None:
        assert not any(mark in pattern for pattern in PATTERNS for mark in ("(?=", "(?!", "(?<", "*", "+ ", "\\1"))
