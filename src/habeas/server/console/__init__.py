"""The console: pages on which people of the staff look at cases, decide them and hear appeals. Read without scripts.

It is drawn with the portal's tokens and says its words by the portal's tags.
"""

from pathlib import Path
from typing import Final

STATIC: Final = Path(__file__).with_name("static")
"""The files of the pages, as they stand in the package."""
