"""Draw one scene of the story: the message, what was true then, what was found, and the decision."""

from collections.abc import Iterator, Sequence

from rich.console import Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from habeas.cli.story import Scene
from habeas.detection.findings import Dismissal, Finding
from habeas.domain.decisions import Decision
from habeas.policy.actions import Action
from habeas.policy.counterfactual import Counterfactual
from habeas.policy.subjects import class_of
from habeas.policy.texts import write_answer
from habeas.policy.verdicts import RuleOutcome, Verdict

DONE = {
    Action.NONE: "nothing is done",
    Action.NUDGE: "a hint that shows the safer way; it is no strike",
    Action.WARN: "a warning, which can be appealed",
    Action.HOLD_MESSAGE: "the message is held, for hours, and a person looks at it",
}
PROPOSED = {
    Action.RESTRICT: "restrict the account for a time",
    Action.SUSPEND_PENDING_REVIEW: "suspend the account until a review, at most 7 days",
    Action.TERMINATE: "end the account",
}
_YEAR = 365
_FOUND, _DISMISSED, _GOOD, _BAD, _QUIET = "bold yellow", "green", "bold green", "bold red", "dim"


def draw_scene(scene: Scene, decision: Decision, *, title: str) -> Panel:
    """Return the whole scene in a frame."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold cyan", no_wrap=True)
    table.add_column(overflow="fold")
    for heading, line in _lines(scene, decision):
        table.add_row(heading, line)
    quoted = Text("“") + _marked(str(scene.record["text"]), decision) + Text("”")
    return Panel(
        Group(Text(scene.happened), "", quoted, "", table), title=f"[bold]{title}", title_align="left", padding=(1, 2)
    )


def sum_up(decisions: Sequence[Decision]) -> Panel:
    """Return what the scenes come to together."""
    harshest = max(decision.verdict.action for decision in decisions)
    asked = any(decision.verdict.proposed for decision in decisions)
    lines = [
        f"The harshest answer to any of the three: {DONE[harshest]}.",
        "A person is asked to go further." if asked else "Nobody is asked to go further.",
        "No machine may do more than hold a message.",
        "To suspend or end an account, a named person has to decide, with reasons, before it takes effect.",
    ]
    return Panel(Text(" ".join(lines)), title="[bold]All together", title_align="left", padding=(1, 2))


def _marked(text: str, decision: Decision) -> Text:
    marked = Text(text)
    for finding in decision.scan.findings:
        marked.stylize(_style(finding), finding.start, finding.end)
    for dismissal in decision.scan.dismissals:
        marked.stylize(_DISMISSED, dismissal.start, dismissal.end)
    return marked


def _lines(scene: Scene, decision: Decision) -> Iterator[tuple[str, Text]]:
    verdict = decision.verdict
    yield "True then", Text("; ".join(_facts(scene, decision)))
    yield from _under("Found", [_found(finding, verdict) for finding in decision.scan.findings], "nothing")
    yield from _under("Dismissed", [_dismissed(dismissal, verdict) for dismissal in decision.scan.dismissals], None)
    yield "Decision", _decision(verdict)
    told = None if verdict.reported is None else write_answer(verdict.reported)
    yield from _under("It says", [] if told is None else [Text(told, style="italic")], None)
    yield from _under("Because", [Text(reason) for reason in verdict.reasons()], None)
    yield from _under("Instead", [_change(one, decision) for one in decision.counterfactuals], None)
    if verdict.reported:
        yield _rule(verdict.reported, verdict)


def _rule(reported: RuleOutcome, verdict: Verdict) -> tuple[str, Text]:
    """Return what decided, or what was looked at and does not apply."""
    policy = f"policy {verdict.policy.id} {verdict.policy.version}"
    rule = f"{reported.rule.clause.title.text()} ({reported.rule.id}, {policy})"
    return ("Rule" if reported.fired is True else "Looked at"), Text(rule, style=_QUIET)


def _under(heading: str, lines: Sequence[Text], otherwise: str | None) -> Iterator[tuple[str, Text]]:
    if not lines and otherwise:
        yield heading, Text(otherwise)
    for place, line in enumerate(lines):
        yield "" if place else heading, line


def _facts(scene: Scene, decision: Decision) -> Iterator[str]:
    state = decision.facts.value("contract.state")
    yield "no contract between the two" if state == "none" else f"the contract between the two was {state}"
    if scene.record.get("declared_purpose"):
        yield f"the member said: “{scene.record['declared_purpose']}”"
    yield f"member for {_duration(decision.facts.value('sender.tenure_days'))}"
    yield f"contracts completed: {decision.facts.value('sender.completed_contracts')}"
    yield f"strikes: {decision.facts.value('sender.strikes')}"


def _duration(days: object) -> str:
    return f"{days // _YEAR} years" if isinstance(days, int) and days >= 2 * _YEAR else f"{days} days"


def _change(counterfactual: Counterfactual, decision: Decision) -> Text:
    declarations = decision.facts.declarations
    changes = " and ".join(declarations[one.name].changeable or one.name for one in counterfactual.changes)
    outcome = "it is allowed" if counterfactual.allowed and not decision.verdict.allowed else "the answer is milder"
    return Text(f"{changes}: then {outcome}")


def _found(finding: Finding, verdict: Verdict) -> Text:
    line = Text.assemble(_name(finding, verdict), ": ", (finding.text, _style(finding)))
    return line.append(f" ({', '.join(finding.because)})" if finding.because else "", style=_QUIET)


def _style(finding: Finding) -> str:
    return _FOUND if class_of(finding) else _QUIET


def _name(finding: Finding, verdict: Verdict) -> str:
    if class_of(finding) is None:
        return f"a {finding.kind.value.replace('_', ' ')} that is no contact"
    asked = "the member asks for " if finding.asks and not finding.contact else ""
    return f"{asked}{verdict.vocabulary.word(finding.kind.value)}"


def _dismissed(dismissal: Dismissal, verdict: Verdict) -> Text:
    looked_like = verdict.vocabulary.word(dismissal.looked_like.value)
    line = Text.assemble((dismissal.text, _DISMISSED), f" looks like {looked_like}, but is not: ")
    return line.append(dismissal.because)


def _decision(verdict: Verdict) -> Text:
    style, word = (_GOOD, "Allowed") if verdict.allowed else (_BAD, "Not allowed")
    line = Text.assemble((word, style), f": {DONE[verdict.action]}.")
    if verdict.proposed:
        line.append(f" A person is asked whether to {PROPOSED[verdict.proposed]}.")
    elif verdict.needs_human:
        line.append(" A person is asked to look.")
    return line
