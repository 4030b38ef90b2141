"""What a file is, by its bytes alone."""

import pytest

from habeas.server.attachments.sniffing import UNKNOWN, sniff


class TestSniff:
    @pytest.mark.parametrize(
        ("content", "media_type"),
        [
            (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "application/pdf"),
            (b"%PDF-1.4\n1 0 obj\nplain to the end\n", "application/pdf"),
            (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image/png"),
            (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "image/jpeg"),
            (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image/webp"),
            (b"From: ana@example.com\r\nTo: bob@example.com\r\nSubject: hello\r\n\r\nHello", "message/rfc822"),
            ("Nous nous sommes rencontrés à la foire.\n".encode(), "text/plain"),
            (b"GIF is what I said, MZ is what they said.", "text/plain"),
        ],
    )
    def test_knows_what_is_taken(self, content: bytes, media_type: str) -> None:
        assert sniff(content) == media_type

    @pytest.mark.parametrize(
        ("content", "media_type", "as_text"),
        [
            (b"Delivered-To: a@b.example\r\nFrom: c@d.example\r\n\r\nHello", "message/rfc822", "text/plain"),
            (b"MIME-Version: 1.0\r\nDate: Mon\r\nFrom: c\r\n\r\ncaf\xe9 \x1b$B", "message/rfc822", "message/rfc822"),
            (b"Return-Path: <c>\nFrom: c\n\ncaf\xe9", "message/rfc822", "text/plain"),
            (b"From: here to there\r\nA walk, in verse.\r\n", "text/plain", "text/plain"),
            (b"\xef\xbb\xbf<html><script>alert(1)</script></html>", "text/html", "text/html"),
            (b"Datum;Betrag f\xfcr M\xe4rz\r\n", UNKNOWN, "text/plain"),
        ],
    )
    def test_takes_a_mail_by_any_header_and_a_text_as_its_name_says(
        self, content: bytes, media_type: str, as_text: str
    ) -> None:
        """DSA20-3: what members were written elsewhere is what they have to show."""
        assert sniff(content) == media_type
        assert sniff(content, said="text/plain") == as_text

    @pytest.mark.parametrize(
        "content",
        [
            b"MZ\x90\x00" + bytes(60),
            b"<html><script>alert(1)</script></html>",
            b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
            b"PK\x03\x04" + bytes(30),
            b"\x7fELF\x02\x01\x01" + bytes(60),
        ],
    )
    def test_takes_nothing_that_runs_for_a_text(self, content: bytes) -> None:
        assert sniff(content) not in {"text/plain", "application/pdf", "message/rfc822"}

    @pytest.mark.parametrize("content", [b"\x00\x01\x02\x03nothing", b"\xfe\xfd\xfc", b"tab\x08tab"])
    def test_says_that_it_does_not_know(self, content: bytes) -> None:
        assert sniff(content) == UNKNOWN
