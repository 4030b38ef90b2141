"""Each invariant of the design is held over random histories by a test that names it: a property or a state machine."""

import pytest

from docs.write_due_process_coverage import cited_by_test

HISTORIES = ("tests/property/", "tests/integration/test_any_", "tests/integration/journal/test_any_")
INVARIANTS = tuple(f"invariant {number}" for number in range(1, 16))
HELD = frozenset(
    invariant for test, cited in cited_by_test().items() if test.startswith(HISTORIES) for invariant in cited
)


@pytest.mark.parametrize("invariant", INVARIANTS)
def test_each_invariant_is_held_over_random_histories(invariant: str) -> None:
    assert invariant in HELD
