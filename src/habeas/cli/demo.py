"""`habeas demo`: a story of three messages and one member, judged by the real core."""

import json
from typing import TYPE_CHECKING

import typer

from habeas.cli.arguments import AsJson, PolicyFolder
from habeas.cli.decide import Court
from habeas.cli.policies import load_policy

if TYPE_CHECKING:
    from rich.console import RenderableType

    from habeas.domain.decisions import Decision


def demo(policy: PolicyFolder = None, as_json: AsJson = False) -> None:
    """Play a story: three messages, what they hold, what was true then, and what is decided and why."""
    from habeas.cli.story import COMPARISON, SCENES

    court = Court(load_policy(policy))
    scenes = (*SCENES, COMPARISON)
    requests = [court.read(scene.record) for scene in scenes]
    if as_json:
        for answer in court.answer(requests):
            typer.echo(json.dumps(answer, ensure_ascii=False))
        return
    from rich.console import Console

    console = Console(highlight=False)
    console.width = min(console.width, _WIDEST)
    for part in play(list(court.judge(requests))):
        console.print(part)


_WIDEST = 100
"""Lines longer than this are hard to read."""


def play(decisions: "list[Decision]") -> "list[RenderableType]":
    """Return the story as it is printed: the scenes, what they come to, and the comparison."""
    from rich.markdown import Markdown

    from habeas.cli.scenes import draw_scene, sum_up
    from habeas.cli.story import COMPARISON, INTRODUCTION, SCENES

    story = decisions[: len(SCENES)]
    parts: list[RenderableType] = [Markdown(f"# Habeas\n\n{INTRODUCTION}"), ""]
    for number, (scene, decision) in enumerate(zip(SCENES, story, strict=True), start=1):
        parts.append(draw_scene(scene, decision, title=f"{number}. {scene.title}"))
    parts += ["", sum_up(story), "", draw_scene(COMPARISON, decisions[-1], title=COMPARISON.title)]
    return parts
