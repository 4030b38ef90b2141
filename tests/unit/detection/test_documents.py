"""Documents: places in the folded text lead back to the messages they came from."""

from habeas.detection.documents import Document, Message, read_document
from habeas.detection.findings import Dismissal, Explanation, Finding, FindingKind, LinkPurpose, Span
from habeas.detection.locating import dismissal, finding, locate


def _document(*parts: str) -> Document:
    return read_document(Message(parts, country="US", language="en"))


class TestReadDocument:
    def test_keeps_the_original_beside_the_folded_text(self) -> None:
        document = _document("Señor ß")

        assert document.original == "Señor ß"
        assert document.text == "senor ss"
        assert document.slice_original(6, 8) == "ß"
        assert (document.country, document.language) == ("US", "en")

    def test_joins_messages_by_line_ends(self) -> None:
        document = _document("one", "two", "")

        assert document.text == "one\ntwo\n"
        assert document.part_starts == (0, 4, 8)


class TestLocate:
    def test_counts_from_the_start_of_each_message(self) -> None:
        document = _document("ab", "cdef", "g")

        assert locate(document, 4, 6) == (Span(1, 1, 3),)

    def test_gives_one_span_for_each_message_that_is_touched(self) -> None:
        document = _document("ab", "cdef", "g")

        assert locate(document, 1, 9) == (Span(0, 1, 2), Span(1, 0, 4), Span(2, 0, 1))

    def test_leaves_out_messages_of_which_only_the_line_end_is_touched(self) -> None:
        document = _document("ab", "", "cd")

        assert locate(document, 0, 5) == (Span(0, 0, 2), Span(2, 0, 1))

    def test_covers_characters_that_folding_spread_out(self) -> None:
        document = _document("…x")

        assert document.text == "...x"
        assert locate(document, 1, 2) == (Span(0, 0, 1),)

    def test_covers_an_empty_span_in_place(self) -> None:
        assert _document("ß!").original_span(2, 2) == (1, 1)


class TestFinding:
    def test_carries_the_original_text_and_what_follows_in_later_messages(self) -> None:
        document = _document("my ＣＥＬＬ ２", "55 now")

        made = finding(
            document,
            8,
            12,
            kind=FindingKind.PHONE,
            normalized="255",
            confidence=0.6,
            contact=True,
            obfuscated=True,
            because=("it is split over two messages",),
        )

        assert made == Finding(
            kind=FindingKind.PHONE,
            part=0,
            start=8,
            end=9,
            text="２",
            normalized="255",
            confidence=0.6,
            contact=True,
            obfuscated=True,
            because=("it is split over two messages",),
            continued=(Span(1, 0, 2),),
        )


class TestDismissal:
    def test_names_the_explanation_that_won(self) -> None:
        document = _document("order 12345678")

        made = dismissal(
            document,
            6,
            14,
            looked_like=FindingKind.PHONE,
            explanation=Explanation.ORDER_NUMBER,
            because="it follows 'order'",
        )

        assert made == Dismissal(
            looked_like=FindingKind.PHONE,
            part=0,
            start=6,
            end=14,
            text="12345678",
            explanation=Explanation.ORDER_NUMBER,
            because="it follows 'order'",
        )


class TestLinkPurpose:
    def test_counts_the_first_seven_as_contact(self) -> None:
        assert [purpose.value for purpose in LinkPurpose if purpose.is_contact] == [
            "messenger_invite",
            "social_profile",
            "calendar",
            "meeting_room",
            "payment_page",
            "form",
            "personal_site",
        ]
