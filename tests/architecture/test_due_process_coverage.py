"""The table of due process says which test holds which rule, and no rule is forgotten."""

import pytest

from docs.write_due_process_coverage import PAGE, cited_by_test, citing_tests, read_rules, rule_of, write_page

RULES = read_rules()
BY_RULE = citing_tests(RULES)
UNSPECIFIC = {rule[:-1] for rule in RULES if rule[-1].isalpha()}
"""What names several rules at once, such as all parts of a statement."""


class TestDueProcessCoverage:
    def test_is_written_as_the_tests_stand(self) -> None:
        assert PAGE.read_text(encoding="utf-8") == write_page(), "run: python docs/write_due_process_coverage.py"

    @pytest.mark.parametrize("rule", RULES)
    def test_has_a_test_for_each_rule_or_says_what_it_waits_for(self, rule: str) -> None:
        assert BY_RULE[rule] or RULES[rule].get("waits")

    def test_knows_every_rule_that_a_test_cites(self) -> None:
        unknown = {
            (test, cited)
            for test, all_cited in cited_by_test().items()
            for cited in all_cited
            if rule_of(cited, RULES) is None and cited not in UNSPECIFIC
        }

        assert unknown == set()
