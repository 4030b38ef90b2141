"""Draw one scene of the story: the message, what was true then, what was found, and the decision as it was told."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from rich.console import Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from habeas.cli.story import Happening, Scene

Answer = Mapping[str, Any]
"""A decision as every interface writes it."""

DONE: Final = {
    "none": "nothing is done",
    "nudge": "a hint that shows the safer way; it is no strike",
    "warn": "a warning, with its reasons",
    "hold_message": "the message is held, for hours at most, and delivered by itself unless a person decides",
}
PROPOSED: Final = {
    "restrict": "restrict the account for a time",
    "suspend_pending_review": "suspend the account until a review, at most 7 days",
    "terminate": "end the account",
}
KINDS: Final = {
    "phone": "a phone number",
    "email": "an email address",
    "link": "a link",
    "handle": "a name on a messenger or network",
    "payment": "a way to be paid elsewhere",
    "postal_address": "a postal address",
    "intent_off_platform": "a wish to talk elsewhere",
    "intent_pay_outside": "a wish to pay elsewhere",
}
_ORDER: Final = tuple(DONE)
_YEAR: Final = timedelta(days=365)
_FOUND, _DISMISSED, _GOOD, _BAD, _QUIET = "bold yellow", "green", "bold green", "bold red", "dim"


def draw_scene(scene: Scene, answer: Answer, *, title: str) -> Panel:
    """Return the whole scene in a frame."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold cyan", no_wrap=True)
    table.add_column(overflow="fold")
    for heading, line in _lines(scene, answer):
        table.add_row(heading, line)
    quoted = Text("“") + _marked(scene.text, answer) + Text("”")
    return Panel(
        Group(Text(scene.happened), "", quoted, "", table), title=f"[bold]{title}", title_align="left", padding=(1, 2)
    )


def sum_up(answers: Sequence[Answer]) -> Panel:
    """Return what the scenes come to together."""
    harshest = max((answer["action"] for answer in answers), key=_ORDER.index)
    asked = any(answer["proposed"] for answer in answers)
    lines = [
        f"The harshest answer to any of the three: {DONE[harshest]}.",
        "A person is asked to go further." if asked else "Nobody is asked to go further.",
        "No machine may do more than hold a message.",
        "To suspend or end an account, a named person has to decide, with reasons, before it takes effect.",
    ]
    return Panel(Text(" ".join(lines)), title="[bold]All together", title_align="left", padding=(1, 2))


def _marked(text: str, answer: Answer) -> Text:
    marked = Text(text)
    for finding in answer["findings"]:
        marked.stylize(_style(finding), finding["start"], finding["end"])
    for dismissal in answer["dismissals"]:
        marked.stylize(_DISMISSED, dismissal["start"], dismissal["end"])
    return marked


def _lines(scene: Scene, answer: Answer) -> Iterator[tuple[str, Text]]:
    yield from _under("Told before", [_happened(one, scene.message.ago) for one in scene.before], "nothing more")
    if scene.message.told.get("declared_purpose"):
        yield "Declared", Text(f"“{scene.message.told['declared_purpose']}”")
    yield from _under("Found", [_found(finding) for finding in answer["findings"]], "nothing")
    yield from _under("Dismissed", [_dismissed(dismissal) for dismissal in answer["dismissals"]], None)
    yield "Decision", _decision(answer)
    statement = answer.get("statement") or {}
    yield from _under("It says", [Text(statement["text"], style="italic")] if statement.get("text") else [], None)
    yield from _under("Because", [Text(reason) for reason in answer["reasons"]], None)
    yield from _under("Instead", [_change(one, answer) for one in answer["counterfactual"]], None)
    if answer["rule"]:
        policy = answer["policy"]
        looked_at = f"{answer['rule']} (clause {answer['clause']}, policy {policy['id']} {policy['version']})"
        yield "Rule", Text(looked_at, style=_QUIET)


def _under(heading: str, lines: Sequence[Text], otherwise: str | None) -> Iterator[tuple[str, Text]]:
    if not lines and otherwise:
        yield heading, Text(otherwise)
    for place, line in enumerate(lines):
        yield "" if place else heading, line


def _happened(happening: Happening, until: timedelta) -> Text:
    told, ago = happening.told, _duration(happening.ago - until)
    words = {
        "member.joined": f"{told.get('member')} joined {ago} before",
        "member.record": f"{told.get('member')} has completed {told.get('completed_contracts')} contracts",
        "contract.offered": f"{told.get('client')} offered {told.get('freelancer')} a contract {ago} before",
        "contract.started": f"the contract of {told.get('client')} and {told.get('freelancer')} started {ago} before",
    }
    return Text(words[happening.type])


def _duration(time: timedelta) -> str:
    return f"{time // _YEAR} years" if time >= 2 * _YEAR else f"{time.days} days"


def _change(counterfactual: Mapping[str, Any], answer: Answer) -> Text:
    changes = " and ".join(change["says"] or change["fact"] for change in counterfactual["changes"])
    outcome = "it is allowed" if counterfactual["allowed"] and not answer["allowed"] else "the answer is milder"
    return Text(f"{changes}: then {outcome}")


def _found(finding: Mapping[str, Any]) -> Text:
    asked = "the member asks for " if finding["asks"] and not finding["contact"] else ""
    none = "" if _counts(finding) else ", which is no contact"
    line = Text.assemble(asked, KINDS[finding["kind"]], none, ": ", (finding["text"], _style(finding)))
    return line.append(f" ({', '.join(finding['because'])})" if finding["because"] else "", style=_QUIET)


def _style(finding: Mapping[str, Any]) -> str:
    return _FOUND if _counts(finding) else _QUIET


def _counts(finding: Mapping[str, Any]) -> bool:
    return bool(finding["contact"] or finding["asks"] or finding["kind"].startswith("intent"))


def _dismissed(dismissal: Mapping[str, Any]) -> Text:
    looked_like = KINDS[dismissal["looked_like"]]
    line = Text.assemble((dismissal["text"], _DISMISSED), f" looks like {looked_like}, but is not: ")
    return line.append(dismissal["because"])


def _decision(answer: Answer) -> Text:
    style, word = (_GOOD, "Allowed") if answer["allowed"] else (_BAD, "Not allowed")
    line = Text.assemble((word, style), f": {DONE[answer['action']]}.")
    if answer["proposed"]:
        line.append(f" A person is asked whether to {PROPOSED[answer['proposed']]}.")
    elif answer["needs_human"]:
        line.append(" A person is asked to look.")
    return line
