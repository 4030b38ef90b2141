import pytest

from habeas.policy.expressions import language
from habeas.policy.operators import Fault
from habeas.policy.traces import Part, text_of, trace
from habeas.policy.unknown import UNKNOWN, FactType

LANGUAGE = language(
    {
        "a.text": FactType.STRING,
        "a.truth": FactType.BOOL,
        "b.truth": FactType.BOOL,
        "a.count": FactType.INT,
        "a.share": FactType.DOUBLE,
    }
)


def _trace(source: str, **values: object) -> Part:
    return trace(LANGUAGE.compile(source).tree, {name.replace("__", "."): value for name, value in values.items()})


class TestTrace:
    def test_shows_each_part_with_its_value(self) -> None:
        traced = _trace("a.truth && a.count > 3", a__truth=True, a__count=5)

        assert traced == Part(
            "a.truth && (a.count > 3)",
            True,  # noqa: FBT003 - the value of the condition
            (
                Part("a.truth", True),  # noqa: FBT003
                Part("a.count > 3", True, (Part("a.count", 5),)),  # noqa: FBT003
            ),
        )

    @pytest.mark.parametrize(
        ("source", "skipped"),
        [
            ("a.truth && b.truth", [False, True]),
            ("!a.truth || b.truth", [False, True]),
            ("b.truth && a.truth", [False, False]),
            ("b.truth && a.truth && a.text == 'x'", [False, False, True]),
            ("a.truth ? b.truth : !b.truth", [False, True, False]),
            ("!a.truth ? b.truth : !b.truth", [False, False, True]),
            ("b.truth ? a.truth : !a.truth", [False, True, True]),
        ],
    )
    def test_says_which_parts_were_not_looked_at(self, source: str, skipped: list[bool]) -> None:
        traced = _trace(source, a__truth=False, b__truth=UNKNOWN)

        assert [part.skipped for part in traced.parts] == skipped

    @pytest.mark.parametrize(
        ("source", "value"),
        [
            ("a.truth && b.truth", UNKNOWN),
            ("a.truth || b.truth", True),
            ("a.count > 3", UNKNOWN),
            ("a.text in ['x', a.text]", True),
            ("a.text in ['x', b.truth ? 'y' : 'z']", UNKNOWN),
            ("a.share * 2.0 < 1.0", True),
            ("5 / 0 > 1", Fault("a division by zero")),
            ("b.truth && 5 / 0 > 1", Fault("a division by zero")),
            ("5 / 0 > 1 && b.truth", Fault("a division by zero")),
            ("5 / 0 > 1 && 7 % 0 > 1", Fault("a division by zero")),
            ("(a.count > 3 ? 'x' : 'y') == 'x'", UNKNOWN),
        ],
    )
    def test_comes_to_what_the_condition_comes_to(self, source: str, value: object) -> None:
        values = {"a.truth": True, "b.truth": UNKNOWN, "a.text": "y", "a.share": 0.25}
        compiled = LANGUAGE.compile(source)

        assert trace(compiled.tree, values).value == value
        assert compiled.judge(values) == value


class TestTextOf:
    @pytest.mark.parametrize(
        "source",
        [
            "a.truth",
            "!a.truth",
            "a.truth && b.truth && (a.count > 3)",
            "(a.truth || b.truth) && !a.truth",
            "a.text in ['x', 'y']",
            "a.text.startsWith('x')",
            "size(a.text) > 3",
            "double(a.count) < (a.share * 2.0)",
            "a.truth == true",
            "-a.count < 3",
            "a.truth ? b.truth : (a.count == 3)",
        ],
    )
    def test_reads_as_an_author_would_write_it(self, source: str) -> None:
        written = text_of(LANGUAGE.compile(source).tree)

        assert written == source
        assert text_of(LANGUAGE.compile(written).tree) == written
