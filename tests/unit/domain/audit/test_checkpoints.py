"""Checkpoints are those of C2SP."""

import base64

import pytest

from habeas.domain.audit.checkpoints import BadCheckpoint, Checkpoint, read_checkpoint

# The example of the specification.
PUBLISHED = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
ROOT = base64.b64decode("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")


class TestReadCheckpoint:
    def test_reads_the_example_of_the_specification(self) -> None:
        checkpoint = read_checkpoint(PUBLISHED)

        assert checkpoint == Checkpoint(origin="example.com/behind-the-sofa", size=20_852_163, root=ROOT)
        assert str(checkpoint) == PUBLISHED

    def test_passes_over_lines_of_extensions(self) -> None:
        assert read_checkpoint(f"{PUBLISHED}anything\n") == read_checkpoint(PUBLISHED)

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("", "not three lines"),
            (PUBLISHED[:-1], "not three lines"),
            (f"{PUBLISHED}\n", "not three lines"),
            (PUBLISHED.replace("20852163", "020852163"), "the size, on the second line, is a plain number"),
            (PUBLISHED.replace("20852163", "-1"), "the size, on the second line, is a plain number"),
            (PUBLISHED.replace("CsUY", "CsU"), "the root, on the third line, is not in base64"),
            (PUBLISHED.replace("CsUY", ""), "a root has 32 bytes, this one 29"),
        ],
    )
    def test_refuses_what_is_no_checkpoint(self, text: str, says: str) -> None:
        with pytest.raises(BadCheckpoint) as refused:
            read_checkpoint(text)

        assert str(refused.value).startswith(says)


class TestCheckpoint:
    @pytest.mark.parametrize(("origin", "size"), [("", 1), ("a\nb", 1), ("a", -1)])
    def test_is_refused_where_it_could_not_be_read(self, origin: str, size: int) -> None:
        with pytest.raises(BadCheckpoint):
            Checkpoint(origin=origin, size=size, root=ROOT)
