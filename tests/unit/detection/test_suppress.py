"""Why words are no intent: how far a refusal, a report, a rule or a product reaches."""

import pytest

from habeas.detection.detectors.intent import IntentDetector
from habeas.detection.detectors.postal_address import PostalAddressDetector
from habeas.detection.documents import Message, read_document
from habeas.detection.findings import Dismissal, Explanation, Finding
from habeas.detection.readings import Reading


def read(text: str) -> Reading:
    return Reading(read_document(Message((text,))))


def answer(text: str) -> Explanation | None:
    """Return why the intent is dismissed, or None if it is found."""
    (result,) = IntentDetector().detect(read(text))
    return result.explanation if isinstance(result, Dismissal) else None


class TestRefusal:
    @pytest.mark.parametrize(
        "text",
        [
            "Do not write me on WhatsApp.",
            "Write me on WhatsApp never.",
            "Ich zahle dir per PayPal nicht.",
            "I will never pay you by PayPal.",
        ],
    )
    def test_reaches_what_it_negates_before_and_after(self, text: str) -> None:
        assert answer(text) is Explanation.REFUSAL

    @pytest.mark.parametrize(
        "text",
        [
            "I do not like this chat, write me on WhatsApp.",
            "Not that I mind typing all these long answers in this box, only it is slow for me and you can write me on WhatsApp.",
            "I can't upload it so write me on WhatsApp.",
            "Why not write me on WhatsApp?",
            "Write me on WhatsApp, not here.",
            "Write me on WhatsApp, the upload is not working.",
        ],
    )
    def test_stops_at_a_pause_an_opening_and_its_reach(self, text: str) -> None:
        assert answer(text) is None


class TestPolicy:
    @pytest.mark.parametrize(
        "text",
        [
            "It is forbidden to pay me by PayPal.",
            "Members who pay me by PayPal are breaking the rules.",
            "By the rules, nobody may pay us by PayPal.",
        ],
    )
    def test_covers_what_it_forbids(self, text: str) -> None:
        assert answer(text) in {Explanation.QUOTED_POLICY, Explanation.REFUSAL}

    @pytest.mark.parametrize(
        "text",
        [
            "It is forbidden, but pay me by PayPal.",
            "Files are not allowed in this box, so write me on WhatsApp.",
        ],
    )
    def test_does_not_cover_a_wish_to_break_it(self, text: str) -> None:
        assert answer(text) is None


class TestReportedSpeech:
    @pytest.mark.parametrize(
        "text",
        [
            "He told me to write him, then said write me on WhatsApp.",
            "Ein Käufer schrieb 「zahl mir per PayPal」 und verschwand.",
            "Somebody wants to pay you by PayPal.",
            "Übersetze 「schreib mir auf WhatsApp」 bitte.",
        ],
    )
    def test_covers_what_others_say(self, text: str) -> None:
        assert answer(text) is Explanation.REPORTED_SPEECH

    @pytest.mark.parametrize(
        "text",
        [
            '"Write me on WhatsApp, I am there all day"',
            "My last client asked me for PayPal, but you can pay me by Revolut.",
            "They were nice, pay me by PayPal.",
        ],
    )
    def test_does_not_cover_the_authors_own_wish(self, text: str) -> None:
        assert answer(text) is None


class TestSubjectOfWork:
    @pytest.mark.parametrize(
        "text",
        [
            "Our users text us on WhatsApp.",
            "Let's talk about Slack in the docs.",
            "We prefer to use email, Slack and Zoom.",
            "Write me a Telegram bot.",
            "Can we discuss on WhatsApp how the webhook works?",
        ],
    )
    def test_covers_products_their_users_and_enumerations(self, text: str) -> None:
        assert answer(text) is Explanation.SUBJECT_OF_WORK

    @pytest.mark.parametrize(
        "text",
        [
            "About the bot, write me on WhatsApp.",
            "The users are happy, so write me on WhatsApp.",
            "Users love it and in any case I will be glad to tell you more about everything, write me on WhatsApp.",
        ],
    )
    def test_does_not_cover_a_wish_beside_the_work(self, text: str) -> None:
        assert answer(text) is None


class TestTurkishEndings:
    def test_are_read_by_the_beginning_of_the_word(self) -> None:
        assert answer("WhatsApp üzerinden konuşabiliriz, bana yazın") is None


class TestStreets:
    def test_take_each_number_once(self) -> None:
        found = list(PostalAddressDetector().detect(read("Come to 12-14 Elm Street at 9, then to 7 Mill Lane.")))

        assert [one.text for one in found if isinstance(one, Finding)] == ["12-14 Elm Street", "7 Mill Lane"]
