"""Measure judgement inside one process: detection, policy, counterfactuals and the record of proportion."""

from functools import partial
from itertools import islice

from bench.messages import events, hard_messages, mixed_messages
from bench.timing import Candidate, interleave, timed
from habeas.cli.decide import Court, Request
from habeas.cli.policies import build_policy, load_texts

BATCH, JUDGED = 512, 8_192


def print_judging(*, rounds: int, seed: int) -> None:
    """Print how many messages a CPU-second the core decides, and how many it decides and explains in full."""
    mixes = {"90 % clean mix": mixed_messages(seed, clean_share=0.9), "hard mix": hard_messages(seed)}
    candidates: dict[str, Candidate] = {}
    for name, messages in mixes.items():
        court = Court(build_policy(load_texts(None)))
        requests = [court.read(event) for event in events(islice(messages, JUDGED), seed)]
        candidates[f"decided, {name}"] = partial(timed, partial(decide, court, requests), messages=JUDGED)
        candidates[f"decided and explained, {name}"] = partial(
            timed, partial(explain, court, requests), messages=JUDGED
        )
    print(f"\nCORE CALLS, policy freelance, batches of {BATCH}\n\n{'':48}{'messages / CPU-s':>18}")
    for name, speed in interleave(candidates, rounds=rounds).items():
        print(f"{name:48}{speed:>18,.0f}")


def decide(court: Court, requests: list[Request]) -> None:
    """Scan and judge, with counterfactuals and the record of proportion."""
    for start in range(0, len(requests), BATCH):
        for _ in court.judge(requests[start : start + BATCH]):
            pass


def explain(court: Court, requests: list[Request]) -> None:
    """Decide, and say in words and values all that `habeas decide` answers, short of writing the JSON."""
    for start in range(0, len(requests), BATCH):
        for _ in court.answer(requests[start : start + BATCH]):
            pass
