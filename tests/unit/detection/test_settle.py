"""Settling: one reading for the same characters, and order."""

from dataclasses import replace

from habeas.detection.findings import CLEAN, Dismissal, Explanation, Finding, FindingKind, Scan, Span
from habeas.detection.settle import settle

PHONE = Finding(FindingKind.PHONE, 0, 10, 20, "5550100123", "5550100123", 0.9, contact=True)
LINK = Finding(FindingKind.LINK, 0, 5, 25, "x.example/5550100123", "x.example", 0.9, contact=True)
PAYMENT = Finding(FindingKind.PAYMENT, 0, 8, 22, "pay", "pay", 0.7, contact=True)
INTENT = Finding(FindingKind.INTENT_OFF_PLATFORM, 0, 0, 30, "all", "", 0.8, contact=False)
NUMBER = Dismissal(FindingKind.PHONE, 0, 10, 20, "5550100123", Explanation.ORDER_NUMBER, "it follows 'order'")


class TestSettle:
    def test_answers_nothing_for_nothing(self) -> None:
        assert settle([]) is CLEAN

    def test_puts_findings_in_order_of_place(self) -> None:
        later = replace(PHONE, start=40, end=50)
        next_message = replace(PHONE, part=1, start=0, end=10)

        assert settle([next_message, later, PHONE]).findings == (PHONE, later, next_message)

    def test_prefers_the_payment_to_the_link_and_the_link_to_the_phone(self) -> None:
        assert settle([PHONE, LINK]).findings == (LINK,)
        assert settle([PHONE, LINK, PAYMENT]).findings == (PAYMENT,)

    def test_prefers_the_reading_that_counts(self) -> None:
        assert settle([replace(PAYMENT, confidence=0.3), PHONE]).findings == (PHONE,)

    def test_prefers_the_surer_and_then_the_longer_of_a_kind(self) -> None:
        sure, long = replace(PHONE, confidence=0.95, end=15), replace(PHONE, end=26)

        assert settle([PHONE, sure, long]).findings == (sure,)
        assert settle([PHONE, long]).findings == (long,)

    def test_keeps_what_touches_no_other(self) -> None:
        beside = replace(PHONE, start=20, end=30)

        assert settle([PHONE, beside]).findings == (PHONE, beside)

    def test_keeps_intents_and_questions_beside_what_they_cover(self) -> None:
        question = replace(PHONE, start=0, end=30, contact=False, asks=True)

        assert settle([PHONE, INTENT, question]).findings == (INTENT, question, PHONE)

    def test_keeps_one_intent_of_a_kind_for_the_same_words(self) -> None:
        assert settle([INTENT, replace(INTENT, start=4)]).findings == (INTENT,)

    def test_sees_what_goes_on_in_later_messages(self) -> None:
        split = replace(LINK, part=0, start=0, end=3, continued=(Span(1, 0, 12),))
        inside = replace(PHONE, part=1)

        assert settle([inside, split]).findings == (split,)

    def test_keeps_each_dismissal_once_and_in_order(self) -> None:
        earlier = replace(NUMBER, start=0, end=4)

        assert settle([NUMBER, earlier, NUMBER]) == Scan((), (earlier, NUMBER))

    def test_says_the_same_of_the_same_characters_once(self) -> None:
        longer, dated = replace(NUMBER, end=24), replace(NUMBER, explanation=Explanation.DATE)

        assert settle([NUMBER, longer]).dismissals == (longer,)
        assert settle([NUMBER, dated]).dismissals == (dated, NUMBER)

    def test_drops_a_dismissal_where_contact_was_found_after_all(self) -> None:
        assert settle([NUMBER, PAYMENT]).dismissals == ()

    def test_keeps_a_dismissal_beside_an_intent_or_a_harmless_link(self) -> None:
        assert settle([NUMBER, INTENT]).dismissals == (NUMBER,)
        assert settle([NUMBER, replace(LINK, contact=False)]).dismissals == (NUMBER,)
