"""What people overturned on appeal binds the next version of a policy, unless somebody says why not."""

import pytest

from habeas.domain.clocks.table import ClockLoosened
from habeas.files.policies import read_texts, shipped_folder
from habeas.server.policies.queries import get_active_version
from habeas.server.usecases.activate_policy import PersonNotNamed, PrecedentsUnmet, activate_policy
from tests.factories.casework import DAY, overturn_a_warning
from tests.factories.market import NOW, another_version, open_market

pytestmark = pytest.mark.django_db

LATER = NOW + 2 * DAY


@pytest.fixture(autouse=True)
def market() -> None:
    open_market()
    overturn_a_warning(now=NOW + DAY)


class TestClocks:
    def test_that_nothing_runs_by_are_refused_before_a_case_would_need_them(self) -> None:
        """Invariant 12."""
        texts = another_version(lenient=False)
        texts["policy.yaml"] = texts["policy.yaml"].replace("case_reviewed: 2 days", "case_reviewed: 3 days")

        with pytest.raises(ClockLoosened):
            activate_policy(texts=texts, by="Kim", now=LATER, reason="We need more time.")


class TestActivatePolicy:
    def test_refuses_a_version_that_decides_again_what_was_overturned(self) -> None:
        """DSA20-4, PWD11-3: what a complaint corrected stays corrected, and does not happen to the next member."""
        with pytest.raises(PrecedentsUnmet) as refused:
            activate_policy(texts=another_version(lenient=False), by="Kim", now=LATER)

        [unmet] = refused.value.unmet
        assert "allowed: expected true, got false" in unmet.differences
        assert get_active_version().version == "1.0.0"  # type: ignore[union-attr]

    def test_takes_it_from_a_person_who_says_why(self) -> None:
        activate_policy(texts=another_version(lenient=False), by="Kim", now=LATER, reason="The tool is forbidden now.")

        active = get_active_version()
        assert active is not None
        assert (active.version, active.activated_by, active.reason) == ("2.0.0", "Kim", "The tool is forbidden now.")

    def test_takes_a_version_that_meets_them_without_a_word(self) -> None:
        assert activate_policy(texts=another_version(lenient=True), by="Kim", now=LATER)
        assert not activate_policy(texts=another_version(lenient=True), by="Kim", now=LATER)

    def test_says_which_facts_a_version_does_not_know(self) -> None:
        texts = read_texts(shipped_folder("rental"))

        with pytest.raises(PrecedentsUnmet) as refused:
            activate_policy(texts=texts, by="Kim", now=LATER)

        assert refused.value.unmet

    def test_refuses_without_a_person(self) -> None:
        with pytest.raises(PersonNotNamed):
            activate_policy(texts=another_version(lenient=True), by=" ", now=LATER)
