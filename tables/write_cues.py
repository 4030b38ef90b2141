"""Write the table of cues that scans look up, when words of `lexicon/intents` or names of apps have changed."""

from pathlib import Path

from habeas.detection.cue_filing import file_cues, render

TABLE = Path(__file__).parents[1] / "src/habeas/detection/lexicon/cue_table.py"


def main() -> None:
    """Write the table."""
    TABLE.write_text(render(file_cues()), encoding="utf-8")


if __name__ == "__main__":
    main()
