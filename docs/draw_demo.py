"""Draw the picture of the demo that the README shows: `python docs/draw_demo.py`."""

import json
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console

from habeas.cli.demo import play

PICTURE = Path(__file__).with_name("demo.svg")
COLUMNS = 100
# The reader's own monospaced font will do: a picture should fetch nothing from elsewhere.
_OUTSIDE_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def main() -> None:
    """Play the story and write it down as it looks in a terminal."""
    played = subprocess.run([sys.executable, "-m", "habeas", "demo", "--json"], capture_output=True, check=True)
    answers = [json.loads(line) for line in played.stdout.splitlines()]
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True, highlight=False)
    for part in play(answers):
        console.print(part)
    drawn = console.export_svg(title="habeas demo", unique_id="habeas-demo")
    PICTURE.write_text(_OUTSIDE_FONT.sub("", drawn), encoding="utf-8")


if __name__ == "__main__":
    main()
