import pytest

from habeas.policy.declarations import Declarations, FactDeclaration, UndeclaredFact, WrongFactValue
from habeas.policy.shipped_facts import SHIPPED
from habeas.policy.unknown import UNKNOWN, FactType


def _declare(
    kind: FactType, *, minimum: int | None = None, allowed: tuple[str, ...] = (), is_open: bool = False
) -> FactDeclaration:
    return FactDeclaration(
        name="case.fact", type=kind, means="a fact", family="case", minimum=minimum, allowed=allowed, is_open=is_open
    )


class TestReadingAValue:
    """F1, F3: each fact takes values of its type; null is none; "unknown" is unknown."""

    @pytest.mark.parametrize(
        ("kind", "given", "read"),
        [
            (FactType.STRING, "hello", "hello"),
            (FactType.STRING, None, "none"),
            (FactType.STRING, "unknown", UNKNOWN),
            (FactType.STRING, UNKNOWN, UNKNOWN),
            (FactType.BOOL, True, True),
            (FactType.BOOL, False, False),
            (FactType.BOOL, None, False),
            (FactType.BOOL, "unknown", UNKNOWN),
            (FactType.INT, 7, 7),
            (FactType.INT, 7.0, 7),
            (FactType.INT, None, 0),
            (FactType.INT, "unknown", UNKNOWN),
            (FactType.DOUBLE, 1, 1.0),
            (FactType.DOUBLE, 0.25, 0.25),
            (FactType.DOUBLE, None, 0.0),
        ],
    )
    def test_takes_values_of_its_type(self, kind: FactType, given: object, read: object) -> None:
        value = _declare(kind).read(given)

        assert value is read or value == read
        assert type(value) is type(read)

    @pytest.mark.parametrize(
        ("kind", "given", "wanted"),
        [
            (FactType.STRING, 7, "a text or 'unknown'"),
            (FactType.STRING, ["a"], "a text or 'unknown'"),
            (FactType.BOOL, "yes", "true or false or 'unknown'"),
            (FactType.BOOL, 1, "true or false or 'unknown'"),
            (FactType.INT, "7", "a whole number or 'unknown'"),
            (FactType.INT, True, "a whole number or 'unknown'"),
            (FactType.INT, 7.5, "a whole number or 'unknown'"),
            (FactType.INT, 2**63, "a whole number or 'unknown'"),
            (FactType.DOUBLE, float("nan"), "a number or 'unknown'"),
            (FactType.DOUBLE, float("inf"), "a number or 'unknown'"),
            (FactType.DOUBLE, {}, "a number or 'unknown'"),
        ],
    )
    def test_refuses_another_type_and_names_fact_and_type_wanted(
        self, kind: FactType, given: object, wanted: str
    ) -> None:
        with pytest.raises(WrongFactValue, match=r"case\.fact wants") as refused:
            _declare(kind).read(given)

        assert (refused.value.name, refused.value.wanted, refused.value.nearest) == ("case.fact", wanted, None)

    def test_refuses_a_count_below_its_minimum(self) -> None:
        with pytest.raises(WrongFactValue, match="a whole number from 0"):
            _declare(FactType.INT, minimum=0).read(-1)

    def test_takes_a_value_outside_an_open_list(self) -> None:
        assert _declare(FactType.STRING, allowed=("one", "two"), is_open=True).read("three") == "three"

    def test_refuses_a_value_outside_a_closed_list_and_offers_the_nearest(self) -> None:
        with pytest.raises(WrongFactValue) as refused:
            SHIPPED["contract.state"].read("offerd")

        assert str(refused.value) == (
            "contract.state wants one of none, offered, active, paused, ended, unknown, got 'offerd'; did you mean 'offered'?"
        )

    @pytest.mark.parametrize(
        ("given", "meant"), [("offer_pending", "offered"), ("suspended", "paused"), ("active", "active")]
    )
    def test_takes_the_synonyms_of_contract_states(self, given: str, meant: str) -> None:
        assert SHIPPED["contract.state"].read(given) == meant


class TestShippedFacts:
    """F1: what is shipped, and what absence says."""

    @pytest.mark.parametrize(
        ("name", "absent"),
        [
            ("pair.known_before", False),
            ("pair.conversion_fee_paid", False),
            ("plan.contact_before_contract", False),
            ("declared.purpose", "none"),
            ("sender.strikes", UNKNOWN),
            ("sender.nudges", UNKNOWN),
            ("contract.state", UNKNOWN),
        ],
    )
    def test_have_the_absences_of_f1(self, name: str, absent: object) -> None:
        assert SHIPPED[name].absent == absent

    def test_tell_which_facts_a_person_could_have_changed(self) -> None:
        changeable = {name for name, declaration in SHIPPED.items() if declaration.changeable}

        assert changeable == {"contract.state", "pair.conversion_fee_paid", "declared.purpose"}

    def test_reach_only_values_that_they_take(self) -> None:
        for declaration in SHIPPED.values():
            assert [declaration.read(value) for value in declaration.reachable] == list(declaration.reachable)

    def test_have_meanings_in_words_and_families(self) -> None:
        assert all(declaration.means and declaration.family in SHIPPED.families for declaration in SHIPPED.values())
        assert len(SHIPPED) == len(set(SHIPPED))


class TestDeclarations:
    def test_name_the_nearest_fact_for_a_misspelt_one(self) -> None:
        with pytest.raises(UndeclaredFact) as refused:
            SHIPPED["pair.known_befor"]

        assert str(refused.value) == "no fact is called 'pair.known_befor'; did you mean 'pair.known_before'?"

    def test_offer_nothing_where_nothing_is_near(self) -> None:
        with pytest.raises(UndeclaredFact, match=r"no fact is called 'xyzzy'$"):
            SHIPPED["xyzzy"]

        assert SHIPPED.get("xyzzy") is None

    def test_let_a_policy_add_and_narrow_facts(self) -> None:
        own = _declare(FactType.STRING, allowed=("one",))
        narrowed = FactDeclaration(
            name="surface", type=FactType.STRING, means="where", family="context", allowed=("message",)
        )

        added = SHIPPED.adding(own, narrowed)

        assert added["case.fact"] is own
        assert added["surface"].is_open is False
        assert len(added) == len(SHIPPED) + 1
        assert "case.fact" not in SHIPPED

    def test_are_compared_by_identity(self) -> None:
        twin = Declarations(SHIPPED.values())

        assert (twin == SHIPPED, hash(twin) == hash(SHIPPED), twin == twin.adding()) == (False, False, False)
