"""How long the service waits for what it depends on, and for whom it waits, with the reason for each."""

from datetime import timedelta
from typing import Final

DATABASE_WAIT: Final = timedelta(seconds=10)
"""For another writer: longer than any transaction of ours lasts, shorter than a caller is patient."""

STAFF_SESSION: Final = timedelta(hours=24)
"""For a person of the staff to go on without signing in again: more than the 20 hours from which on no warning of the
end is asked for (WCAG 2.2, 2.2.1)."""
