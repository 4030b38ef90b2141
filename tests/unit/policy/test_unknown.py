from copy import copy, deepcopy
from pickle import dumps, loads

import pytest

from habeas.policy.unknown import UNKNOWN, FactType, TruthOfUnknown


class TestUnknown:
    def test_refuses_to_be_true_or_false(self) -> None:
        with pytest.raises(TruthOfUnknown):
            bool(UNKNOWN)

    @pytest.mark.parametrize("value", [False, True, 0, "", "unknown", None, 0.0])
    def test_equals_no_value(self, value: object) -> None:
        assert value != UNKNOWN

    def test_stays_the_one_instance_when_copied_or_stored(self) -> None:
        assert copy(UNKNOWN) is UNKNOWN
        assert deepcopy({"fact": UNKNOWN})["fact"] is UNKNOWN
        assert loads(dumps(UNKNOWN)) is UNKNOWN  # noqa: S301 - what was just stored

    def test_shows_its_name(self) -> None:
        assert repr(UNKNOWN) == "UNKNOWN"


class TestFactType:
    @pytest.mark.parametrize(
        ("kind", "none", "words"),
        [
            (FactType.STRING, "none", "a text"),
            (FactType.BOOL, False, "true or false"),
            (FactType.INT, 0, "a whole number"),
            (FactType.DOUBLE, 0.0, "a number"),
        ],
    )
    def test_knows_what_none_is_f3(self, kind: FactType, none: object, words: str) -> None:
        assert kind.none == none
        assert type(kind.none) is type(none)
        assert kind.words == words
