"""A criterion selects whom it is known to hold of, and says where it cannot be read."""

import pytest

from habeas.detection.findings import Scan
from habeas.detection.scan import scan
from habeas.domain.campaigns.criteria import Criterion, CriterionUnreadable, is_met, read_criterion
from habeas.files.policies import read_texts, shipped_folder
from habeas.policy.facts import UNKNOWN, Fact, Facts, gather
from habeas.policy.load import load_policy

POLICY = load_policy(read_texts(shipped_folder("freelance")))


def criterion(condition: str) -> Criterion:
    return read_criterion(words="a contact from people without contracts", condition=condition, policy=POLICY)


def facts(**values: object) -> Facts:
    given = {name.replace("__", "."): Fact(value) for name, value in values.items()}  # type: ignore[arg-type]
    return gather(given, declarations=POLICY.declarations)


def scanned(text: str) -> Scan:
    [found] = scan([text])
    return found


PHONE = scanned("Call me on +44 20 7946 0958")


class TestReadCriterion:
    def test_says_where_and_what_is_meant(self) -> None:
        with pytest.raises(CriterionUnreadable, match=r"column 1: nothing is called 'sender.strike'; did you mean"):
            criterion("sender.strike > 1")
        with pytest.raises(CriterionUnreadable, match="must be true or false"):
            criterion("sender.strikes")


class TestIsMet:
    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            ("finding.kind == 'phone'", True),
            ("finding.kind == 'email'", False),
            ("finding.normalized.contains('7946') && sender.completed_contracts == 0", True),
            ("sender.completed_contracts > 0", False),
        ],
    )
    def test_asks_the_facts_and_each_finding(self, condition: str, expected: bool) -> None:
        assert is_met(criterion(condition), facts=facts(sender__completed_contracts=0), scan=PHONE) is expected

    def test_holds_of_one_finding_among_several(self) -> None:
        both = scanned("Call me on +44 20 7946 0958 or write to ana@example.com")

        assert is_met(criterion("finding.kind == 'email'"), facts=facts(), scan=both)

    def test_is_not_met_by_what_nobody_knows(self) -> None:
        """Invariant 1."""
        unknown = facts(sender__completed_contracts=UNKNOWN)

        assert not is_met(criterion("sender.completed_contracts == 0"), facts=unknown, scan=PHONE)
        assert not is_met(criterion("sender.completed_contracts != 0"), facts=unknown, scan=PHONE)

    def test_is_not_met_where_nothing_was_found(self) -> None:
        assert not is_met(criterion("true"), facts=facts(), scan=scanned("The draft is ready."))
