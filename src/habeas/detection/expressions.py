"""Regular expressions that are compiled when they are first used.

Detection knows hundreds of them and most texts need a few: compiling all of them is what a start would wait for.
"""

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


class Expression:
    """Stands for a compiled expression; after the first use its methods are the compiled one's own."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self.flags = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever a compiled expression has
        """Compile the expression, and return what it has of this name."""
        compiled = re.compile(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves like the compiled expression. An error in `source` is raised at the first use."""
    return cast("re.Pattern[str]", Expression(source, flags))
