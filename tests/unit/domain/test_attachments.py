"""A file is what its bytes say, of a type and size that are taken, under a name that means nothing to a machine."""

from dataclasses import replace

import pytest

from habeas.domain.attachments import (
    LIMITS,
    LONGEST_NAME,
    FileEmpty,
    FileNotWhatItSays,
    FileTooLarge,
    FileTypeNotTaken,
    ReceivedFile,
    TooManyFiles,
    check_file,
    check_files,
    safe_name,
    type_named,
)
from habeas.domain.refusals import Refused

PDF = ReceivedFile("f1", "application/pdf", 4000)


class TestCheckFile:
    @pytest.mark.parametrize(
        "name", ["receipt.pdf", "receipt.PDF", "receipt", "receipt.2026", "receipt.v2", "for Dr. Adams", ".pdf"]
    )
    def test_takes_what_its_name_does_not_contradict(self, name: str) -> None:
        check_file(name=name, media_type="application/pdf", size=10)

    @pytest.mark.parametrize(
        ("name", "media_type", "size", "refusal"),
        [
            ("receipt.pdf", "", 0, FileEmpty),
            ("receipt.pdf", "application/pdf", LIMITS.file_size + 1, FileTooLarge),
            ("receipt.pdf", "application/x-msdownload", 10, FileTypeNotTaken),
            ("receipt.png", "application/pdf", 10, FileNotWhatItSays),
            ("receipt.docx", "application/pdf", 10, FileNotWhatItSays),
            ("receipt.pdf.EXE", "application/pdf", 10, FileNotWhatItSays),
            ("receipt.mp4", "image/png", 10, FileNotWhatItSays),
        ],
    )
    def test_refuses_what_is_not_taken(self, name: str, media_type: str, size: int, refusal: type[Refused]) -> None:
        """DSA20-3: limits are stated."""
        with pytest.raises(refusal, match=r"receipt"):
            check_file(name=name, media_type=media_type, size=size)


class TestCheckFiles:
    def test_takes_as_many_as_fit(self) -> None:
        check_files([PDF] * LIMITS.files)

    @pytest.mark.parametrize(
        ("files", "refusal"),
        [
            ([PDF] * (LIMITS.files + 1), TooManyFiles),
            ([replace(PDF, type="text/html")], FileTypeNotTaken),
            ([replace(PDF, size=LIMITS.file_size + 1)], FileTooLarge),
            ([replace(PDF, size=LIMITS.file_size)] * 4, FileTooLarge),
        ],
    )
    def test_refuses_more_than_go_together(self, files: list[ReceivedFile], refusal: type[Refused]) -> None:
        with pytest.raises(refusal):
            check_files(files)


class TestSafeName:
    @pytest.mark.parametrize(
        ("said", "kept"),
        [
            ("receipt.pdf", "receipt.pdf"),
            ("My Receipt (2).PDF", "My-Receipt-2.pdf"),
            ("../../etc/passwd", "passwd.pdf"),
            ("C:\\Users\\ana\\invoice.exe", "invoice.pdf"),
            ("\u202egpj.exe.pdf", "gpj.exe.pdf"),
            ("a\x00b;rm -rf $HOME`.pdf", "a-b-rm--rf-HOME.pdf"),
            ("पर्ची – चित्र.pdf", "पर्ची-चित्र.pdf"),
            ("...", "file.pdf"),
            ("", "file.pdf"),
            (".pdf", "pdf.pdf"),
            ("CON.pdf", "file-CON.pdf"),
            ("lpt1.x.pdf", "file-lpt1.x.pdf"),
            ("falcon.pdf", "falcon.pdf"),
        ],
    )
    def test_keeps_letters_and_its_own_ending(self, said: str, kept: str) -> None:
        assert safe_name(said, media_type="application/pdf") == kept

    def test_is_never_too_long(self) -> None:
        assert len(safe_name("x" * 5000 + ".jpeg", media_type="image/jpeg")) == LONGEST_NAME
        assert safe_name("文" * 300 + ".pdf", media_type="application/pdf") == "文" * 78 + ".pdf"


class TestTypeNamed:
    @pytest.mark.parametrize(
        ("name", "media_type"), [("a.jpeg", "image/jpeg"), ("a.md", "text/plain"), ("a.exe", ".exe"), ("a", None)]
    )
    def test_is_what_the_ending_says(self, name: str, media_type: str | None) -> None:
        assert type_named(name) == media_type
