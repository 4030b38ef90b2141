"""The condition language: what it answers, and what it refuses at which place."""

import pytest

from habeas.policy.expressions import BadCondition, did_you_mean, language
from habeas.policy.operators import LARGEST, SMALLEST, Fault
from habeas.policy.unknown import UNKNOWN, FactType

LANGUAGE = language(
    {
        "contract.state": FactType.STRING,
        "pair.known": FactType.BOOL,
        "pair.paid": FactType.BOOL,
        "sender.strikes": FactType.INT,
        "sender.share": FactType.DOUBLE,
        "finding.kind": FactType.STRING,
    }
)
KNOWN = {
    "contract.state": "none",
    "pair.known": True,
    "pair.paid": False,
    "sender.strikes": 3,
    "sender.share": 0.25,
}


def answer(source: str, **changes: object) -> object:
    values = {**KNOWN, **{name.replace("__", "."): value for name, value in changes.items()}}
    return LANGUAGE.compile(source).judge(values)


class TestJudge:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("true", True),
            ("!pair.known", False),
            ("!pair.paid", True),
            ("pair.known && !pair.paid", True),
            ("pair.paid || pair.paid", False),
            ("contract.state == 'none'", True),
            ("contract.state != 'none'", False),
            ("'none' == contract.state", True),
            ("contract.state in ['active', 'none']", True),
            ("contract.state in []", False),
            ("contract.state in [contract.state]", True),
            ("contract.state < 'o'", True),
            ("contract.state + 'x' == 'nonex'", True),
            ("contract.state.startsWith('no')", True),
            ("contract.state.endsWith('no')", False),
            ("contract.state.contains('on')", True),
            ("size(contract.state) == 4", True),
            ("contract.state.size() == 4", True),
            ("sender.strikes >= 3 && sender.strikes <= 3", True),
            ("sender.strikes > 3 || sender.strikes < 3", False),
            ("sender.strikes + 1 == 4", True),
            ("sender.strikes - 5 == -2", True),
            ("-sender.strikes == -3", True),
            ("sender.strikes * 2 == 6", True),
            ("sender.strikes / 2 == 1", True),
            ("-7 / 2 == -3", True),
            ("7 / -2 == -3", True),
            ("-7 % 2 == -1", True),
            ("7 % 2 == 1", True),
            ("double(sender.strikes) / 2.0 == 1.5", True),
            ("1.0 / 0.0 > 1e300", True),
            ("1.0 / -0.0 < -1e300", True),
            ("0.0 / 0.0 == 0.0 / 0.0", False),
            ("pair.known ? sender.strikes == 3 : pair.paid", True),
            ("pair.paid ? pair.known : sender.share < 0.5", True),
            ("true == pair.known", True),
        ],
    )
    def test_answers_as_cel_does(self, source: str, expected: object) -> None:
        assert answer(source) is expected

    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("pair.known", UNKNOWN),
            ("!pair.known", UNKNOWN),
            ("pair.known && false", False),
            ("false && pair.known", False),
            ("pair.known && true", UNKNOWN),
            ("pair.known || true", True),
            ("true || pair.known", True),
            ("pair.known || false", UNKNOWN),
            ("pair.known == true", UNKNOWN),
            ("pair.known == pair.known", UNKNOWN),
            ("true == pair.known", UNKNOWN),
            ("pair.known ? true : false", UNKNOWN),
            ("true ? pair.known : false", UNKNOWN),
            ("false ? pair.known : true", True),
            ("pair.known in [true]", UNKNOWN),
            ("true in [true, pair.known]", UNKNOWN),
            ("size([pair.known]) == 1", UNKNOWN),
        ],
    )
    @pytest.mark.parametrize("is_missing", [True, False])
    def test_lets_and_and_or_absorb_the_unknown(self, source: str, expected: object, *, is_missing: bool) -> None:
        values = {} if is_missing else {"pair.known": UNKNOWN}

        assert LANGUAGE.compile(source).judge(values) is expected

    @pytest.mark.parametrize(
        ("source", "message"),
        [
            ("sender.strikes / 0 == 1", "a division by zero"),
            ("sender.strikes % 0 == 1", "a division by zero"),
            (f"sender.strikes + {LARGEST} > 0", "a whole number grew too large"),
            (f"-sender.strikes - {LARGEST} > 0", "a whole number grew too large"),
            (f"sender.strikes * {LARGEST} > 0", "a whole number grew too large"),
            ("-sender.strikes > 0", "a whole number grew too large"),
            ("sender.strikes / -1 > 0", "a whole number grew too large"),
        ],
    )
    def test_makes_a_fault_of_a_run_time_error(self, source: str, message: str) -> None:
        strikes = SMALLEST if source in ("-sender.strikes > 0", "sender.strikes / -1 > 0") else 3

        assert answer(source, sender__strikes=strikes) == Fault(message)

    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("sender.strikes / 0 == 1 && pair.paid", False),
            ("sender.strikes / 0 == 1 || pair.known", True),
            ("sender.strikes / 0 == 1 && pair.known", Fault("a division by zero")),
            ("contract.state == 'x' && sender.strikes / 0 == 1", False),
        ],
    )
    def test_absorbs_a_fault_as_it_does_an_unknown(self, source: str, expected: object) -> None:
        assert answer(source) == expected

    def test_shows_a_fault_rather_than_an_unknown_beside_it(self) -> None:
        assert answer("pair.known && sender.strikes / 0 == 1", pair__known=UNKNOWN) == Fault("a division by zero")
        assert answer("sender.strikes / 0 == 1 && pair.known", pair__known=UNKNOWN) == Fault("a division by zero")


class TestCompile:
    def test_names_what_a_condition_reads(self) -> None:
        expression = LANGUAGE.compile("finding.kind == 'phone' && (pair.known || sender.strikes in [1, 2])")

        assert expression.names == ("finding.kind", "pair.known", "sender.strikes")
        assert expression.reads_finding
        assert not LANGUAGE.compile("pair.known").reads_finding

    @pytest.mark.parametrize(
        ("source", "place", "message"),
        [
            ("contract.stat == 'a'", (1, 1), "nothing is called 'contract.stat'; did you mean 'contract.state'?"),
            ("pair.known &&\n  pair.payed", (2, 3), "nothing is called 'pair.payed'; did you mean 'pair.paid'?"),
            ("zzz == 1", (1, 1), "nothing is called 'zzz'"),
            ("contract.state == 1", (1, 16), "'==' does not take (string, int)"),
            ("sender.strikes > 1.5", (1, 16), "'>' does not take (int, double)"),
            ("contract.state in 'none'", (1, 16), "'in' does not take (string, string)"),
            ("has(pair.known)", (1, 1), "has() is not allowed: a missing fact is unknown by itself"),
            ("pair.paid || has (pair.known)", (1, 14), "has() is not allowed: a missing fact is unknown by itself"),
            ("[1, 2].all(x, x > 1)", (1, 11), "a loop is no part of the condition language"),
            ("[1].exists(x, x > 1) || true", (1, 11), "a loop is no part of the condition language"),
            ("size([1].map(x, x)) == 1", (1, 13), "a loop is no part of the condition language"),
            ("{'a': 1} == {'b': 2}", (1, 1), "a map is no part of the condition language"),
            ("contract.state.matches('(a+)+$')", (1, 23), "'matches' is no part of the condition language"),
            ("dyn(sender.strikes) == 1", (1, 4), "'dyn' is no part of the condition language"),
            ("b'x' == b'y'", (1, 1), "a value that is no text, number or truth is no part of the condition language"),
            ("1u == 2u", (1, 1), "a value that is no text, number or truth is no part of the condition language"),
            ("null == null", (1, 1), "a value that is no text, number or truth is no part of the condition language"),
            ("contract.state in ['a', 1]", (1, 19), "the items of a list must have one type"),
            ("sender.strikes", (1, 1), "a condition must be true or false, this one is of type int"),
            ("1" + "+1" * 1_900 + " == 3", (1, 1), "the condition nests too deeply: CEL follows 32 levels"),
            ("(" * 60 + "true" + ")" * 60, (1, 1), "the condition nests too deeply: CEL follows 32 levels"),
            ("true " * 1000, (1, 1), "a condition may have 4,000 characters, this one has 5,000"),
        ],
    )
    def test_refuses_with_the_place(self, source: str, place: tuple[int, int], message: str) -> None:
        with pytest.raises(BadCondition) as refused:
            LANGUAGE.compile(source)

        assert ((refused.value.line, refused.value.column), refused.value.message) == (place, message)

    @pytest.mark.parametrize("source", ["", "pair.known &&", "pair.known == 'x", "1 +", "pair..known"])
    def test_refuses_what_is_no_cel(self, source: str) -> None:
        with pytest.raises(BadCondition, match=r"."):
            LANGUAGE.compile(source)

    @pytest.mark.parametrize("source", ["contract.state == 'has('", 'contract.state == "a \\" has(b)"'])
    def test_takes_words_in_texts_for_texts(self, source: str) -> None:
        assert LANGUAGE.compile(source).judge({"contract.state": "none"}) is False

    def test_follows_a_long_row_of_conditions(self) -> None:
        source = " || ".join(["pair.paid"] * 200)

        assert answer(source) is False


class TestDidYouMean:
    @pytest.mark.parametrize(
        ("word", "hint"),
        [("contrct", "; did you mean 'contract'?"), ("contract", "; did you mean 'contract'?"), ("zzz", "")],
    )
    def test_names_the_nearest_known_word(self, word: str, hint: str) -> None:
        assert did_you_mean(word, ["contract", "pair"]) == hint
