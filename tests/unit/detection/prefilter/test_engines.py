"""Both engines wake the detectors of what a text holds."""

from concurrent.futures import ThreadPoolExecutor
from time import process_time

import pytest

from habeas.detection.detector import Triggers
from habeas.detection.lexicon.intents.patterns import GATE
from habeas.detection.normalize import fold
from habeas.detection.prefilter import PlainPrefilter, Prefilter, TriggerTable
from habeas.detection.prefilter.fast import FastPrefilter
from habeas.detection.scan import trigger_table

TABLE = TriggerTable.of(
    [
        Triggers(words=frozenset({"cash", "telegram", "微信", "привет"}), parts=frozenset({"komisyon"})),
        Triggers(pairs=frozenset({("look", "me"), ("google", "us")})),
        Triggers(patterns=("[a-z]@[a-z]",)),
        Triggers(figures=("[0-9](?:[^0-9a-z]{0,3}[0-9]){6}",)),
        Triggers(patterns=("[z3з]x", "[а-я]{2}5", "#[\\u0370-\\u03ff]"), foreign=("[五0]{2}",)),
        Triggers(accompanied=("[0-9]{8}",), companions=frozenset({"account", "cash", "счет"})),
    ]
)
WORD, PAIR, PATTERN, FIGURES, FOREIGN, ACCOMPANIED = 1, 2, 4, 8, 16, 32

SAID = TriggerTable.of([Triggers(words=frozenset({"draft"})), Triggers(cues=GATE)])
DRAFT, CUES = 1, 2

WHOLE = trigger_table()
HOSTILE = ("1", "@", "a.", "(", "five ", " ", "😀", "1 ", "a ", "o0", "-. ", "look me ", "微", "1\n", "x1", "五", "+1(")


@pytest.fixture(scope="module", params=[PlainPrefilter, FastPrefilter])
def engine(request: pytest.FixtureRequest) -> Prefilter:
    made: Prefilter = request.param(TABLE)
    return made


class TestEngines:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("in cash", WORD),
            ("cashier", 0),
            ("on telegram.", WORD),
            ("komisyonu", WORD),
            ("加微信", WORD),
            ("привет!", WORD),
            ("look me up", PAIR),
            ("look, me", PAIR),
            ("look at me", 0),
            ("me look", 0),
            ("a@b", PATTERN),
            ("a @b", 0),
            ("call 555-0100 1", FIGURES),
            ("call 555", 0),
            ("cash: google us, a@b 5550100", WORD | PAIR | PATTERN | FIGURES),
            ("look - (me)", PAIR),
            ("look — me", PAIR),
            ("look_me", PAIR),
            ("LOOK ME and Telegram", PAIR | WORD),
            ("3x", FOREIGN),
            ("зx", FOREIGN),
            ("да5", FOREIGN),
            ("da5", 0),
            ("#α", FOREIGN),
            ("五五", FOREIGN),
            ("account 12345678", ACCOMPANIED | FIGURES),
            ("12345678 to my account", ACCOMPANIED | FIGURES),
            ("счет 12345678", ACCOMPANIED | FIGURES),
            ("12345678", FIGURES),
            ("the account", 0),
            ("cash 12345678", WORD | ACCOMPANIED | FIGURES),
            ("", 0),
        ],
    )
    def test_wake_for_what_stands_there(self, engine: Prefilter, text: str, expected: int) -> None:
        assert engine.ask([text]) == [expected]

    def test_answer_many_threads_at_a_time(self, engine: Prefilter) -> None:
        texts = ["in cash", "hello", "look me up", "a@b"] * 500

        with ThreadPoolExecutor(4) as threads:
            answers = list(threads.map(engine.ask, [texts] * 40))

        assert answers == [[WORD, 0, PAIR, PATTERN] * 500] * 40

    def test_keep_the_order_of_a_batch(self, engine: Prefilter) -> None:
        assert engine.ask(["", "in cash", "hello", "look me"]) == [0, WORD, 0, PAIR]
        assert engine.ask(["in cash", "加微信", "", "зx", "look me"]) == [WORD, WORD, 0, FOREIGN, PAIR]


@pytest.fixture(scope="module", params=[PlainPrefilter, FastPrefilter])
def hearing(request: pytest.FixtureRequest) -> Prefilter:
    made: Prefilter = request.param(SAID)
    return made


class TestHearing:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Write me on WhatsApp", CUES),
            ("The draft is done. Write me on whatsapp.", DRAFT | CUES),
            ("the draft for the mobile version", DRAFT),
            ("find me on facebook", CUES),
            ("whatsapp www.example.com", CUES),
            ("see https://example.com/whatsapp", CUES),
            ("напиши мне в телеграм", CUES),
            ("加我微信", CUES),
        ],
    )
    def test_wakes_for_words_that_could_mean_something(self, hearing: Prefilter, text: str, expected: int) -> None:
        assert hearing.ask([text]) == [expected]

    @pytest.mark.parametrize("end", [". ", "? ", "! ", "\n", ";", "...\n"])
    def test_reaches_every_sentence_with_a_word_of_cues(self, hearing: Prefilter, end: str) -> None:
        said = end.join(["The mobile draft is fine", "Write me on whatsapp", "The mobile version is next"])

        assert hearing.ask([said, "Is it mobile?", f"{said}{end}{said}", ""]) == [DRAFT | CUES, 0, DRAFT | CUES, 0]

    @pytest.mark.parametrize("piece", ["mobile ", "mobile. ", "mobile? me "])
    def test_takes_time_in_proportion_to_the_text(self, hearing: Prefilter, piece: str) -> None:
        def seconds(pieces: int) -> float:
            before = process_time()
            hearing.ask([piece * pieces])
            return process_time() - before

        seconds(100)
        assert seconds(10_000) < 40 * max(seconds(1_000), 0.002)


@pytest.mark.parametrize("made", [PlainPrefilter, FastPrefilter])
def test_without_triggers_nothing_wakes(made: type[PlainPrefilter | FastPrefilter]) -> None:
    assert made(TriggerTable.of([Triggers()])).ask(["in cash", "加微信"]) == [0, 0]


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_plain_engine_takes_time_in_proportion_to_a_hostile_text(piece: str) -> None:
    prefilter = PlainPrefilter(WHOLE)

    def seconds(length: int) -> float:
        text = fold(piece * (length // len(piece)))[0]
        before = process_time()
        prefilter.ask([text])
        return process_time() - before

    seconds(1_000)
    assert seconds(40_000) < 40 * max(seconds(4_000), 0.002)
