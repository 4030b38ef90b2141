"""Sentences: where they begin and end, which cues they hold, and which languages they speak."""

from itertools import pairwise

import pytest

from habeas.detection.documents import Message, read_document
from habeas.detection.lexicon.intents.cues import Cue
from habeas.detection.lexicon.intents.languages import LANGUAGES
from habeas.detection.lexicon.intents.patterns import GATE
from habeas.detection.normalize import fold
from habeas.detection.phrases import parse_phrase
from habeas.detection.readings import Reading
from habeas.detection.sentences import Sentence


def read(text: str) -> list[Sentence]:
    return list(Reading(read_document(Message((text,)))).sentences)


def cues_of(text: str) -> dict[str, set[Cue]]:
    return {
        sentence.text[mark.start : mark.end]: set(mark.senses) for sentence in read(text) for mark in sentence.marks
    }


def spoken(text: str) -> set[str]:
    (sentence,) = read(text)
    return {code for index, code in enumerate(LANGUAGES) if sentence.languages >> index & 1}


class TestReadSentences:
    def test_passes_on_only_sentences_that_could_hold_an_intent(self) -> None:
        reading = Reading(read_document(Message(("It rained all day. Write me on Telegram! Then it stopped.",))))

        passed = [sentence.text[sentence.start : sentence.end].strip() for sentence in reading.sentences_through(GATE)]

        assert passed == ["write me on telegram!"]

    def test_makes_a_sentence_once(self) -> None:
        sentences = Reading(read_document(Message(("It rained. Write me.",)))).sentences

        assert list(sentences.holding(["write"])) == [list(sentences)[1]]

    def test_reads_a_text_without_an_end_in_pieces_that_overlap(self) -> None:
        sentences = read("whatsapp and so on " * 100)

        assert all(sentence.end - sentence.start <= 600 for sentence in sentences)
        assert all(later.start < earlier.end for earlier, later in pairwise(sentences))
        assert sentences[-1].end == 1900

    def test_finds_phrases_across_gaps_and_optional_words_but_not_across_clauses(self) -> None:
        assert Cue.CLOSE in cues_of("cancel the booking, paypal")["cancel the booking"]
        assert Cue.LEAVE_OUT in cues_of("leave the site out, paypal")["leave the site out"]
        assert "save time, and all the fees" not in cues_of("save time, and all the fees by paypal")

    def test_takes_the_cues_away_that_a_longer_phrase_covers(self) -> None:
        assert Cue.RAIL not in {
            cue for cues in cues_of("the cash flow and the email template").values() for cue in cues
        }
        assert all(Cue.NOT not in cues for cues in cues_of("why not use whatsapp").values())

    def test_reads_no_cues_inside_a_link(self) -> None:
        assert Cue.APP not in {
            cue for cues in cues_of("see https://example.com/whatsapp and paypal").values() for cue in cues
        }

    def test_reads_past_words_too_long_to_be_kept(self) -> None:
        assert Cue.RAIL in cues_of("pay" + "y" * 40 + " by paypal")["paypal"]

    def test_keeps_names_of_code_whole(self) -> None:
        assert "whatsapp" not in cues_of("call send_whatsapp_message() with paypal")

    @pytest.mark.parametrize(
        ("text", "word"),
        [
            ("на телеграмм", "телеграмм"),
            ("بالواتساب", "بالواتساب"),
            ("加wechat聊", "wechat"),
            ("카톡으로", "카톡"),
            ("WhatsApp'tan yazın", "whatsapp"),
            ("व्हाट्सएप पर", "व्हाट्सएप"),
        ],
    )
    def test_finds_names_as_each_script_writes_them(self, text: str, word: str) -> None:
        assert Cue.APP in cues_of(text)[fold(word)[0]]

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("Pay me with PayPal and we are done", "en"),
            ("Págame por PayPal y listo para el lunes", "es"),
            ("Me paga por PayPal que eu faço hoje pra você", "pt"),
            ("Zahl mir das bitte per PayPal und dann ist es gut", "de"),
            ("直接转账给我，我们不用平台", "zh"),
            ("直接振り込んでください、サイトを通さずに", "ja"),
        ],
    )
    def test_tells_the_language(self, text: str, code: str) -> None:
        assert code in spoken(text)

    def test_reads_a_bare_name_in_any_language(self) -> None:
        assert spoken("PayPal") == set(LANGUAGES)

    def test_knows_openings_and_pauses(self) -> None:
        (sentence,) = read("paypal first, then whatsapp")

        assert sentence.is_opening(0)
        assert sentence.is_opening(14)
        assert not sentence.is_opening(7)
        assert sentence.pauses_between(0, 20)
        assert not sentence.pauses_between(14, 20)


class TestParsePhrase:
    def test_reads_choices_beginnings_gaps_and_optional_words(self) -> None:
        first, gap, last = parse_phrase("leave/keep .. site*?")

        assert first.fits("keep")
        assert not first.fits("kept")
        assert gap.gap
        assert last.optional
        assert last.fits("sites")

    def test_parts_words_at_apostrophes_and_hyphens(self) -> None:
        assert [set(element.words) for element in parse_phrase("don't e-mail")] == [{"don"}, {"t"}, {"e"}, {"mail"}]
