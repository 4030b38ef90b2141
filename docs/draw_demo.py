"""Draw the picture of the demo that the README shows: `python docs/draw_demo.py`."""

import re
from io import StringIO
from pathlib import Path

from rich.console import Console

from habeas.cli.decide import Court
from habeas.cli.demo import play
from habeas.cli.story import COMPARISON, SCENES
from habeas.files.policies import read_shipped_policy

PICTURE = Path(__file__).with_name("demo.svg")
COLUMNS = 100
# The reader's own monospaced font will do: a picture should fetch nothing from elsewhere.
_OUTSIDE_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def main() -> None:
    """Play the story and write it down as it looks in a terminal."""
    court = Court(read_shipped_policy())
    requests = [court.read(scene.record) for scene in (*SCENES, COMPARISON)]
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True, highlight=False)
    for part in play(list(court.judge(requests))):
        console.print(part)
    drawn = console.export_svg(title="habeas demo", unique_id="habeas-demo")
    PICTURE.write_text(_OUTSIDE_FONT.sub("", drawn), encoding="utf-8")


if __name__ == "__main__":
    main()
