import pytest

from habeas.client import Patience
from habeas.client.circuit import Circuit

PATIENCE = Patience(failures=2, shortest_rest=1.0, longest_rest=4.0)


def failing(circuit: Circuit, *, times: int, now: float = 0.0) -> list[bool]:
    return [circuit.fail(now=now, retry_after=None) for _ in range(times)]


class TestCircuit:
    def test_lets_everybody_through_at_first(self) -> None:
        assert Circuit(PATIENCE).admit(now=0.0) == 0.0

    def test_opens_after_some_failures_in_a_row_and_says_so_once(self) -> None:
        circuit = Circuit(PATIENCE)

        assert failing(circuit, times=3) == [False, True, False]
        assert 0.0 < circuit.admit(now=0.0) <= 4.0

    def test_forgets_failures_after_a_success(self) -> None:
        circuit = Circuit(PATIENCE)
        failing(circuit, times=1)

        assert circuit.succeed() is False
        assert failing(circuit, times=1) == [False]

    def test_lets_one_caller_try_when_the_rest_is_over(self) -> None:
        circuit = Circuit(PATIENCE)
        failing(circuit, times=2)

        assert circuit.admit(now=1.5) == 0.0
        assert circuit.admit(now=1.5) > 0.0

    def test_lets_another_try_where_the_first_never_comes_back(self) -> None:
        circuit = Circuit(PATIENCE)
        failing(circuit, times=2)
        circuit.admit(now=1.5)

        assert circuit.admit(now=3.0) == 0.0

    def test_lets_everybody_through_after_a_success(self) -> None:
        circuit = Circuit(PATIENCE)
        failing(circuit, times=2)
        circuit.admit(now=1.5)

        assert circuit.succeed() is True
        assert [circuit.admit(now=1.5), circuit.admit(now=1.5)] == [0.0, 0.0]

    def test_rests_longer_each_time_and_never_too_long(self) -> None:
        circuit = Circuit(PATIENCE)
        rests = []
        for _ in range(6):
            failing(circuit, times=1)
            rests.append(circuit.admit(now=0.0))

        assert rests[0] == 0.0
        assert 0.75 <= rests[1] <= 1.0
        assert 1.5 <= rests[2] <= 2.0
        assert all(3.0 <= rest <= 4.0 for rest in rests[3:])

    def test_rests_as_long_as_the_service_asks(self) -> None:
        circuit = Circuit(PATIENCE)

        assert circuit.fail(now=10.0, retry_after=60.0) is True
        assert circuit.admit(now=20.0) == 50.0


class TestPatience:
    def test_refuses_what_would_never_ask_or_never_wait(self) -> None:
        with pytest.raises(ValueError, match="patience: attempts: must be more than 0, not 0"):
            Patience(attempts=0)

    def test_pauses_longer_each_time_and_never_for_all_the_same(self) -> None:
        pauses = [[Patience(first_pause=1.0).pause_after(attempt) for _ in range(20)] for attempt in (1, 2, 3)]

        for attempt, found in enumerate(pauses):
            assert all(0.5 * 2**attempt <= pause <= 2**attempt for pause in found)
            assert len(set(found)) > 1
