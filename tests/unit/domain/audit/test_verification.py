"""A check of a log says exactly which entry is wrong, and how."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from habeas.domain.audit.entries import entry_bytes
from habeas.domain.audit.notes import Note, sign_note
from habeas.domain.audit.tree import Frontier
from habeas.domain.audit.verification import Recorded, Verified, Wrong, verify_log
from tests.factories.logs import KEY, chain, checkpoint, entry, leaves, sign, verify

ENTRIES = [entry(index) for index in range(10)]
LINES = chain(ENTRIES)
SIGNED = [checkpoint(LINES, size=size) for size in (8, 0, 4)]
OTHER = entry_bytes(replace(ENTRIES[5], action="decision.reversed"))


def check(lines: Sequence[Recorded], notes: Sequence[Note] = ()) -> Verified:
    return verify_log(lines, notes=notes, key=KEY, verify=verify)


def found(lines: Sequence[Recorded], notes: Sequence[Note] = ()) -> list[tuple[int, Wrong]]:
    return [(problem.at, problem.wrong) for problem in check(lines, notes).problems]


def with_line(index: int, line: Recorded) -> list[Recorded]:
    return [*LINES[:index], line, *LINES[index + 1 :]]


class TestVerifyLog:
    """Invariant 8: no change of the log passes."""

    def test_is_content_with_what_was_written_and_signed(self) -> None:
        assert check(LINES, SIGNED) == Verified(
            size=10, root=Frontier().adding(leaves(LINES)).root, vouched=8, problems=()
        )

    def test_believes_no_checkpoint_without_a_key(self) -> None:
        verified = verify_log(LINES, notes=[checkpoint(LINES, size=4)], key=None, verify=verify)

        assert [one.says for one in verified.problems] == ["checkpoint of 4 entries: not signed by this key"]
        assert verified.vouched == 0

    def test_is_content_with_a_log_of_nothing(self) -> None:
        assert check([], []) == Verified(size=0, root=Frontier().root, vouched=0, problems=())

    def test_tells_an_entry_whose_content_was_changed(self) -> None:
        verified = check(with_line(5, Recorded(OTHER, LINES[5].chained)))

        [problem] = verified.problems
        assert (problem.at, problem.wrong) == (5, Wrong.CHANGED)
        assert problem.says == "entry 5 is not the entry that was chained: its content was changed"

    def test_tells_a_hash_that_was_changed(self) -> None:
        verified = check(with_line(5, replace(LINES[5], chained=bytes(32))))

        [problem] = verified.problems
        assert (problem.at, problem.wrong) == (5, Wrong.HASH_CHANGED)
        assert problem.says == "entry 5 has another hash than it was chained with; its content was not changed"

    @pytest.mark.parametrize("index", [0, 9])
    def test_tells_a_change_at_either_end(self, index: int) -> None:
        changed = entry_bytes(replace(ENTRIES[index], action="decision.reversed"))

        assert found(with_line(index, Recorded(changed, LINES[index].chained))) == [(index, Wrong.CHANGED)]

    def test_tells_each_of_two_neighbours_that_were_changed(self) -> None:
        lines = with_line(5, Recorded(OTHER, LINES[5].chained))
        lines[6] = Recorded(entry_bytes(replace(ENTRIES[6], actor="staff:s1")), LINES[6].chained)

        assert found(lines) == [(5, Wrong.CHANGED), (6, Wrong.CHANGED)]

    def test_tells_what_is_missing_and_that_the_rest_is_whole(self) -> None:
        verified = check([*LINES[:3], *LINES[5:]], SIGNED)

        assert [(one.at, one.wrong, one.says) for one in verified.problems] == [
            (3, Wrong.MISSING, "the entries 3 to 4 are missing")
        ]
        assert (verified.size, verified.root, verified.vouched) == (10, None, 0)

    def test_tells_one_that_is_missing_behind_one_that_was_changed(self) -> None:
        lines = with_line(5, Recorded(OTHER, LINES[5].chained))
        del lines[6]

        assert found(lines) == [(5, Wrong.CHANGED), (6, Wrong.MISSING)]

    def test_tells_an_entry_that_stands_twice(self) -> None:
        verified = check([*LINES[:6], LINES[2], *LINES[6:]], SIGNED)

        assert [(one.at, one.wrong, one.says) for one in verified.problems] == [
            (6, Wrong.OUT_OF_PLACE, "entry 2 stands once more, behind entry 5")
        ]
        assert verified.vouched == 8

    def test_tells_two_entries_that_were_swapped(self) -> None:
        swapped = [*LINES[:5], LINES[6], LINES[5], *LINES[7:]]

        assert found(swapped) == [(5, Wrong.MISSING), (7, Wrong.OUT_OF_PLACE)]

    def test_tells_a_line_that_cannot_be_read(self) -> None:
        assert found(with_line(5, Recorded(b"{", None))) == [(5, Wrong.UNREADABLE)]

    def test_tells_a_line_that_cannot_be_read_behind_one_that_was_changed(self) -> None:
        lines = with_line(5, Recorded(OTHER, LINES[5].chained))
        lines[6] = Recorded(LINES[6].written, None)
        lines[7] = Recorded(b"{}", LINES[7].chained)

        assert found(lines) == [(5, Wrong.CHANGED), (7, Wrong.UNREADABLE)]

    def test_tells_by_the_root_what_was_changed_and_chained_anew(self) -> None:
        anew = chain([*ENTRIES[:5], replace(ENTRIES[5], action="decision.reversed"), *ENTRIES[6:]])

        verified = check(anew, [*SIGNED, checkpoint(LINES, size=9)])

        assert [(one.at, one.wrong, one.says) for one in verified.problems] == [
            (
                8,
                Wrong.ROOT,
                "the entries 4 to 7 are not all as they were signed",
            )
        ]
        assert verified.vouched == 4

    def test_tells_that_the_end_was_cut_off(self) -> None:
        verified = check(LINES[:6], SIGNED)

        assert [(one.at, one.wrong, one.says) for one in verified.problems] == [
            (8, Wrong.SHORTER, "8 entries were signed, the last 2 are not there")
        ]

    def test_tells_checkpoints_that_prove_nothing(self) -> None:
        unsigned = Note(SIGNED[0].text, ())
        forged = Note(SIGNED[0].text.replace("8", "9"), SIGNED[0].signatures)
        no_checkpoint = sign_note(text="hello\n", key=KEY, sign=sign)
        of_another = checkpoint(LINES, size=4, origin="other.example")

        verified = check(LINES, [unsigned, forged, no_checkpoint, of_another])

        assert [one.says for one in verified.problems] == [
            "a signed note that is no checkpoint: not three lines: the log's name, its size, its root",
            "checkpoint of 4 entries: of the log other.example, not of market.example/habeas",
            "checkpoint of 8 entries: not signed by this key",
            "checkpoint of 9 entries: the signature is not of this text",
        ]
        assert verified.vouched == 0
