"""The portal: pages on which members see where they stand, what was decided and why. Read without scripts."""

from pathlib import Path
from typing import Final

STATIC: Final = Path(__file__).with_name("static")
"""The files of the pages, as they stand in the package."""
