"""How long the service waits for what it depends on, with the reason for each."""

from datetime import timedelta
from typing import Final

DATABASE_WAIT: Final = timedelta(seconds=10)
"""For another writer: longer than any transaction of ours lasts, shorter than a caller is patient."""
