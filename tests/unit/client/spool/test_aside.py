from pathlib import Path

from habeas.client.spool.aside import set_aside


class TestSetAside:
    def test_appends_a_line_for_each(self, tmp_path: Path) -> None:
        place = tmp_path / "rejected.jsonl"

        set_aside(place, [b"one", b"two"])
        set_aside(place, [b"three"])

        assert place.read_bytes() == b"one\ntwo\nthree\n"

    def test_keeps_the_newest_of_a_file_that_has_grown(self, tmp_path: Path) -> None:
        place = tmp_path / "rejected.jsonl"
        for line in (b"one", b"two", b"three"):
            set_aside(place, [line], most_bytes=4)

        assert place.read_bytes() == b"three\n"
        assert (tmp_path / "rejected.jsonl.old").read_bytes() == b"two\n"
