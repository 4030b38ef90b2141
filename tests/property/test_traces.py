"""A trace comes to what its condition comes to, whatever is unknown."""

from hypothesis import given
from hypothesis import strategies as st

from habeas.policy.expressions import language
from habeas.policy.traces import text_of, trace
from habeas.policy.unknown import UNKNOWN, FactType

LANGUAGE = language({"a.on": FactType.BOOL, "b.on": FactType.BOOL, "c.n": FactType.INT, "d.text": FactType.STRING})

_atoms = st.sampled_from(
    ["a.on", "b.on", "c.n > 2", "c.n / c.n == 1", "d.text == 'x'", "d.text in ['x', 'y']", "true", "10 / c.n > 3"]
)
_conditions = st.recursive(
    _atoms,
    lambda inner: st.one_of(
        st.builds(lambda one: f"!({one})", inner),
        st.builds(lambda one, sign, two: f"({one}) {sign} ({two})", inner, st.sampled_from(["&&", "||"]), inner),
        st.builds(lambda one, two, three: f"({one}) ? ({two}) : ({three})", inner, inner, inner),
    ),
    max_leaves=6,
)
_values = st.fixed_dictionaries(
    {
        "a.on": st.sampled_from([True, False, UNKNOWN]),
        "b.on": st.sampled_from([True, False, UNKNOWN]),
        "c.n": st.sampled_from([0, 1, 5, UNKNOWN]),
        "d.text": st.sampled_from(["x", "z", UNKNOWN]),
    }
)


@given(source=_conditions, values=_values)
def test_a_trace_agrees_with_its_condition_and_reads_back_as_itself(source: str, values: dict[str, object]) -> None:
    condition = LANGUAGE.compile(source)

    traced = trace(condition.tree, values)

    assert traced.value == condition.judge(values)
    assert LANGUAGE.compile(text_of(condition.tree)).judge(values) == traced.value
