"""Numbers: what is spelled is read back, in every language; findings lie in the text and need no luck."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.detection.documents import Message, read_document
from habeas.detection.findings import Finding
from habeas.detection.lexicon.numerals import SPOKEN
from habeas.detection.lexicon.numerals_unspaced import HAN, HANGUL_SYLLABLES, THAI
from habeas.detection.numerals import read_numbers
from habeas.detection.readings import Reading
from habeas.detection.settle import settle
from tests.phones import DETECTORS, PREFILTER, detect_phones

DIGITS = st.text(alphabet="0123456789", min_size=7, max_size=12)
SEPARATORS = st.sampled_from([" ", ", ", ". ", " - ", "...", "\n", " / "])
ONES = {
    language: [spellings.split("/") for spellings in numerals.ones.split()] for language, numerals in SPOKEN.items()
}
HARD = st.text(alphabet="0123456789 -./()+$oOlISbgz\n,one two五九сем٣", max_size=120)


def digits_read(text: str, language: str | None = None) -> str:
    return "".join(run.digits for run in read_numbers(read_document(Message((text,), None, language))))


@given(digits=DIGITS, language=st.sampled_from(sorted(ONES)), separator=SEPARATORS, draw=st.data())
def test_digits_spelled_in_a_language_are_read_back(
    digits: str, language: str, separator: str, draw: st.DataObject
) -> None:
    words = [draw.draw(st.sampled_from(ONES[language][int(digit)])) for digit in digits]

    assert digits_read(separator.join(words), language) == digits


@given(digits=DIGITS, script=st.sampled_from([HAN, THAI, HANGUL_SYLLABLES]))
def test_digits_of_scripts_without_spaces_are_read_back(digits: str, script: dict[str, str]) -> None:
    words = {code: word for word, code in script.items()}

    assert digits_read("".join(words[digit] for digit in digits)) == digits


@given(
    digits=DIGITS,
    separators=st.lists(st.sampled_from(["", " ", "-", ".", " * ", "_", "/", "🌊"]), min_size=12, max_size=12),
)
def test_signs_between_digits_change_nothing(digits: str, separators: list[str]) -> None:
    text = "".join(digit + separator for digit, separator in zip(digits, separators, strict=False))

    assert digits_read(text) == digits


@given(parts=st.lists(HARD, min_size=1, max_size=4), country=st.sampled_from([None, "US", "GB", "RU", "FR", "CN"]))
def test_findings_lie_in_their_message_and_say_what_stands_there(parts: list[str], country: str | None) -> None:
    for result in detect_phones(Message(tuple(parts), country)):
        assert parts[result.part][result.start : result.end] == result.text
        assert result.text
        if isinstance(result, Finding):
            assert 0 < result.confidence <= 1
            assert result.because


@given(text=HARD, country=st.sampled_from([None, "US", "GB", "RU", "FR", "CN"]))
def test_nothing_is_told_that_the_triggers_hold_back(text: str, country: str | None) -> None:
    document = read_document(Message((text,), country))

    bits = PREFILTER.ask([document.text])[0]
    woken = [detector for index, detector in enumerate(DETECTORS) if bits >> index & 1]
    told = settle(result for detector in woken for result in detector.detect(Reading(document)))
    assert [*told.findings, *told.dismissals] == detect_phones(Message((text,), country))


@given(last=st.integers(0, 99))
def test_clean_words_around_never_hide_a_number(last: int) -> None:
    number = f"call me at 212-555-01{last:02d}"
    alone = detect_phones(Message((number,), "US"))
    within = detect_phones(Message((f"Thanks, see you. {number} please, thank you.",), "US"))

    assert [result.text for result in alone] == [result.text for result in within]


HOSTILE = [
    "5",
    "5 ",
    "12 34 ",
    "one ",
    "oh ",
    "o ",
    "il",
    "4l5 ",
    "f0ur ",
    "(",
    "+",
    "-----",
    "0x1x",
    "call 2125550142 ",
    "55\n",
    "一",
    "ゼロ",
    "공일 ",
]
SHORT, TIMES_LONGER, GENEROUS = 4_000, 8, 30


def seconds(text: str) -> float:
    spent = []
    for _ in range(3):
        started = process_time()
        PREFILTER.ask([text])
        detect_phones(Message((text,), "US"))
        spent.append(process_time() - started)
    return min(spent)


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_the_length_of_hostile_texts_alone(unit: str) -> None:
    short = unit * (SHORT // len(unit))

    assert seconds(short * TIMES_LONGER) <= GENEROUS * max(seconds(short), 0.001)
