import pytest

from habeas.policy.declarations import FactDeclaration
from habeas.policy.expressions import language
from habeas.policy.literals import turning_values
from habeas.policy.unknown import FactType

KINDS = {"a.text": FactType.STRING, "a.truth": FactType.BOOL, "a.count": FactType.INT, "a.share": FactType.DOUBLE}


def _turning(
    name: str, *conditions: str, allowed: tuple[str, ...] = (), is_open: bool = False, reachable: tuple[str, ...] = ()
) -> list[object]:
    compiled = [language(KINDS).compile(condition) for condition in conditions]
    declaration = FactDeclaration(
        name=name, type=KINDS[name], means="a fact", family="a", allowed=allowed, is_open=is_open,
        minimum=0 if name == "a.count" else None, reachable=reachable,
    )  # fmt: skip
    return list(turning_values(declaration, compiled))


class TestTurningValues:
    @pytest.mark.parametrize(
        ("name", "conditions", "values"),
        [
            ("a.truth", ["a.truth"], [True, False]),
            ("a.text", ["a.text == 'y' || a.text in ['x', 'z']"], ["x", "y", "z", "other"]),
            ("a.text", ["a.text != 'y'", "a.count > 3"], ["y", "other"]),
            ("a.count", ["a.count >= 3"], [2, 3, 4]),
            ("a.count", ["a.count > 0", "a.truth == true"], [0, 1]),
            ("a.count", ["a.count == 1 ? a.share < 0.5 : !a.truth"], [0, 1, 2]),
            ("a.share", ["a.share < 0.5"], [-0.5, 0.5, 1.5]),
        ],
    )
    def test_give_each_answer_that_conditions_can_give(
        self, name: str, conditions: list[str], values: list[object]
    ) -> None:
        assert _turning(name, *conditions) == values

    def test_are_those_of_a_closed_list(self) -> None:
        assert _turning("a.text", "a.text == 'x'", allowed=("x", "y")) == ["x", "y"]

    def test_go_beyond_an_open_list(self) -> None:
        assert _turning("a.text", "a.text == 'q'", allowed=("x", "y"), is_open=True) == ["q", "other"]

    def test_are_those_that_a_person_can_bring_about(self) -> None:
        assert _turning("a.text", "a.text == 'x'", allowed=("x", "y"), reachable=("y",)) == ["y"]

    def test_are_few_enough_to_advise(self) -> None:
        listed = ", ".join(f"'v{number}'" for number in range(40))

        assert len(_turning("a.text", f"a.text in [{listed}]")) == 12
