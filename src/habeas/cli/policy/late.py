"""`habeas policy late`: which decisions facts that arrive late would change, and which way."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from habeas.cli.arguments import STDIN, AsJson, PolicyFolder
from habeas.cli.policies import load_policy
from habeas.cli.policy.told import EventFile, Line, hear_all, name_moment, scan_lines
from habeas.cli.streams import as_line

if TYPE_CHECKING:
    from habeas.cli.records import Json
    from habeas.domain.hindsight import Hindsight, LateMessage
    from habeas.policy.verdicts import Verdict


def late(source: EventFile = STDIN, policy: PolicyFolder = None, as_json: AsJson = False) -> None:
    """List the decisions that facts heard later change: which facts, milder or harsher, and what follows.

    Reads events, {"id", "type", "occurred_at", "platform"?, "data"}, one a line, in the order in which they were
    heard. Each message is judged with what had been heard by then, and again with all. What is milder now and proven
    by the platform or by both sides is reversed; everything else is for a person.
    """
    from habeas.domain.hindsight import Hindsight

    hindsight = Hindsight(load_policy(policy))
    hear_all(
        source,
        policy=hindsight.policy,
        hear=lambda lines: _hear(hindsight, lines),
        conclude=lambda: _report(hindsight, as_json=as_json),
    )


def _hear(hindsight: "Hindsight", lines: Sequence[Line]) -> None:
    from habeas.domain.hindsight import ToldMessage

    scans = iter(scan_lines(lines))
    for event, message in lines:
        told = None if message is None else ToldMessage(event, message.parts, next(scans))
        hindsight.hear(event, message=told)


def _report(hindsight: "Hindsight", *, as_json: bool) -> str:
    found = hindsight.late_messages()
    if as_json:
        return "".join(as_line(_as_json(one)) for one in found)
    counts = {way: sum(one.change.direction == way for one in found) for way in ("milder", "harsher")}
    counted = ", ".join(f"{count} {way}" for way, count in counts.items())
    return f"{''.join(map(_as_text, found))}{hindsight.judged} judged: {len(found)} would change, {counted}\n"


FOLLOWS: Final[Mapping[str, str]] = {
    "reverse": "it is reversed and the member told: it is milder, and proven",
    "stay_and_ask": "it is stayed and a person asked: a person had decided it",
    "open_case": "a case is opened for a person: a machine acts in the member's favour alone, and on proof",
}
"""What follows from a late fact, in words (F4)."""


def _as_text(one: "LateMessage") -> str:
    change = one.change
    facts = "".join(f"    {name}: {old} -> {new}\n" for name, (old, new) in _values(one).items())
    answer = f"{_answer(change.before)} -> {_answer(change.after)}"
    return (
        f"{change.decision}, {name_moment(one.writing, one.recipient)}: {change.direction}, {answer}\n"
        f"{facts}    {FOLLOWS[change.response]}\n"
    )


def _answer(verdict: "Verdict") -> str:
    proposed = "" if verdict.proposed is None else f", {verdict.proposed.word} proposed"
    return f"{'allowed' if verdict.allowed else 'not allowed'}, {verdict.action.word}{proposed}"


def _values(one: "LateMessage") -> "dict[str, tuple[object, object]]":
    """Return what each fact that changed was known to be, and what it is known to be now."""
    from habeas.domain.hindsight import values_of

    before, after = (values_of(facts, one.change.facts) for facts in (one.change.known_then, one.change.known_now))
    return {name: (_shown(before[name]), _shown(after[name])) for name in one.change.facts}


def _shown(value: object) -> object:
    from habeas.policy.unknown import UNKNOWN

    return "unknown" if value is UNKNOWN else value


def _as_json(one: "LateMessage") -> "Json":
    change = one.change
    return {
        "id": change.decision,
        "sender": one.writing.sender,
        "recipient": one.recipient,
        "direction": change.direction,
        "response": change.response,
        "facts": {name: {"then": old, "now": new} for name, (old, new) in _values(one).items()},
        "before": _answer_as_json(change.before),
        "after": _answer_as_json(change.after),
    }


def _answer_as_json(verdict: "Verdict") -> "Json":
    return {
        "allowed": verdict.allowed,
        "action": verdict.action.word,
        "proposed": None if verdict.proposed is None else verdict.proposed.word,
    }
