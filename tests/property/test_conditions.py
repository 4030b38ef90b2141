"""What runs conditions answers exactly as CEL does, on any condition and any known or missing facts."""

from cel_expr_python import cel
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from habeas.policy.expressions import language
from habeas.policy.operators import Fault
from habeas.policy.unknown import UNKNOWN, FactType

TYPES = {
    "a.truth": FactType.BOOL,
    "b.truth": FactType.BOOL,
    "c.count": FactType.INT,
    "d.count": FactType.INT,
    "e.share": FactType.DOUBLE,
    "f.word": FactType.STRING,
    "g.word": FactType.STRING,
}
LANGUAGE = language(TYPES)
WORDS = ["", "a", "ab", "ba", "é", "none"]
EXTREMES = [0, 1, -1, 2, 7, 2**63 - 1, -(2**63)]

VALUES: dict[FactType, SearchStrategy[object]] = {
    FactType.BOOL: st.booleans(),
    FactType.INT: st.sampled_from(EXTREMES) | st.integers(-9, 9),
    FactType.DOUBLE: st.sampled_from([0.0, -0.0, 0.5, 1.0, -2.5, 1e300]),
    FactType.STRING: st.sampled_from(WORDS),
}
FACTS = st.fixed_dictionaries({}, optional={name: VALUES[kind] for name, kind in TYPES.items()})


def names(kind: FactType) -> SearchStrategy[str]:
    return st.sampled_from([name for name, its_kind in TYPES.items() if its_kind is kind])


def joined(signs: list[str], parts: SearchStrategy[str]) -> SearchStrategy[str]:
    return st.tuples(parts, st.sampled_from(signs), parts).map(lambda row: f"({row[0]} {row[1]} {row[2]})")


def listed(parts: SearchStrategy[str]) -> SearchStrategy[str]:
    return st.tuples(parts, st.lists(parts, min_size=1, max_size=3)).map(
        lambda row: f"({row[0]} in [{', '.join(row[1])}])"
    )


TEXTS = st.recursive(
    names(FactType.STRING) | st.sampled_from([repr(word) for word in WORDS]),
    lambda parts: joined(["+"], parts),
    max_leaves=3,
)
INTS = st.recursive(
    names(FactType.INT) | st.integers(-5, 5).map(str) | TEXTS.map(lambda text: f"size({text})"),
    lambda parts: joined(["+", "-", "*", "/", "%"], parts) | parts.map(lambda part: f"(-{part})"),
    max_leaves=4,
)
DOUBLES = st.recursive(
    names(FactType.DOUBLE) | st.sampled_from(["0.5", "1.0", "-0.0"]) | INTS.map(lambda part: f"double({part})"),
    lambda parts: joined(["+", "-", "*", "/"], parts),
    max_leaves=3,
)
ORDER = ["==", "!=", "<", "<=", ">", ">="]
METHODS = st.tuples(TEXTS, st.sampled_from(["startsWith", "endsWith", "contains"]), TEXTS)
LEAVES = (
    names(FactType.BOOL)
    | st.sampled_from(["true", "false"])
    | joined(ORDER, TEXTS)
    | joined(ORDER, INTS)
    | joined(ORDER, DOUBLES)
    | listed(TEXTS)
    | listed(INTS)
    | METHODS.map(lambda row: f"{row[0]}.{row[1]}({row[2]})")
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda parts: (
        joined(["&&", "||", "==", "!="], parts)
        | parts.map(lambda part: f"!{part}")
        | st.tuples(parts, parts, parts).map(lambda row: f"({row[0]} ? {row[1]} : {row[2]})")
    ),
    max_leaves=8,
)


def as_cel_answers(source: str, facts: dict[str, object]) -> object:
    value = LANGUAGE.environment.compile(source).eval(data=facts)
    return "stuck" if value.type() == cel.Type.ERROR else value.value()


def as_we_answer(source: str, facts: dict[str, object]) -> object:
    value = LANGUAGE.compile(source).judge(facts)
    return "stuck" if value is UNKNOWN or isinstance(value, Fault) else value


class TestConditions:
    @given(source=CONDITIONS, facts=FACTS)
    @settings(max_examples=400, deadline=None)
    def test_answer_as_cel_does(self, source: str, facts: dict[str, object]) -> None:
        assert as_we_answer(source, facts) == as_cel_answers(source, facts)

    @given(source=CONDITIONS, facts=FACTS, name=st.sampled_from(sorted(TYPES)))
    @settings(max_examples=300, deadline=None)
    def test_never_change_a_known_answer_when_an_unknown_becomes_known(
        self, source: str, facts: dict[str, object], name: str
    ) -> None:
        """S15."""
        condition = LANGUAGE.compile(source)
        less = {known: value for known, value in facts.items() if known != name}

        before = condition.judge(less)

        assert before is UNKNOWN or isinstance(before, Fault) or condition.judge(facts) is before
